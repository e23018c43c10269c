/** Runs an import: catalogues and hashes each source, then makes the report and stores the outcome of every file. */

import { performance } from 'node:perf_hooks';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { ImportReport } from '../../contract/archive/report.ts';
import { codeOf } from '../../storage/error-code.ts';
import { note } from '../../storage/log.ts';
import { withLateFates } from '../report/file-outcomes.ts';
import { findingsOf } from '../report/findings.ts';
import { openImportStatistics } from '../report/import-statistics.ts';
import { finishMoves } from '../sources/move-source.ts';
import type { Gathered, ImportOptions } from './import-options.ts';
import { importRoot } from './import-root.ts';
import { isAt, planSources } from './source-plan.ts';

export interface ImportOutcome {
  readonly importId: number;
  readonly report: ImportReport;
  readonly cancelled: boolean;
}

/**
 * Imports folders, zips and files; of known sources it reads only changes. An absent known source is marked missing.
 * Problems with the input go into the report; it rejects only when the catalog cannot be written. After an abort it
 * stops soon: committed batches stay, and the next import of the same paths continues.
 */
export async function runImport(paths: readonly string[], options: ImportOptions): Promise<ImportOutcome> {
  const { writer, lookups, signal } = options;
  const began = performance.now();
  const tally = openImportStatistics();
  const gathered: Gathered = { sources: [], parts: [], relinked: new Map() };
  const importId = await writer.beginImport(paths);
  note('import-start', { import: importId, paths: paths.length });
  try {
    await finishMoves(options);
    const plan = await planSources(paths, lookups.sources(), options.exclude);
    for (const root of plan.roots) {
      if (signal.aborted) break;
      await importRoot(root, plan.readers, tally, gathered, options);
    }
  } catch (cause) {
    if (!isOutOfSpace(cause) && !signal.aborted) {
      noteEnd(importId, 'failed', began, null);
      await writer.finishImport(importId, 'failed', null).catch(() => {});
      throw cause;
    }
    if (isOutOfSpace(cause)) tally.problem(diskFull(paths));
  }
  const parts = withLateFates(gathered.parts, {
    copies: lookups.copies(gathered.sources.map(({ id }) => id)),
    relinked: gathered.relinked,
  });
  const report = tally.report(
    {
      generations: lookups.generations(gathered.sources.map(({ id }) => id)),
      fates: parts.map(({ counts }) => counts),
      beliefs: gathered.sources.flatMap(({ id, path }) =>
        lookups.beliefs(id, path, lookups.source(path)?.readAs ?? null),
      ),
      findings: signal.aborted
        ? []
        : findingsOf(gathered.sources, lookups, (path) => gathered.sources.some((source) => isAt(path, source.path))),
    },
    (performance.now() - began) / 1000,
  );
  // On a full disk the report is still returned; only storing it fails.
  await keep(async () => {
    await writer.keepFileOutcomes(importId, parts);
    await writer.finishImport(importId, signal.aborted ? 'cancelled' : 'done', report);
  });
  noteEnd(importId, signal.aborted ? 'cancelled' : 'done', began, report);
  return { importId, report, cancelled: signal.aborted };
}

function noteEnd(
  importId: number,
  outcome: 'done' | 'cancelled' | 'failed',
  began: number,
  report: ImportReport | null,
): void {
  const problems: Record<string, number> = {};
  for (const { code } of report?.problems ?? []) problems[code] = (problems[code] ?? 0) + 1;
  const { added = 0, updated = 0, unchanged = 0 } = report?.generations ?? {};
  const seconds = Math.round(performance.now() - began) / 1000;
  note('import-end', {
    import: importId,
    outcome,
    seconds,
    added,
    updated,
    unchanged,
    files: report?.walked ?? 0,
    problems,
  });
}

async function keep(write: () => Promise<void>): Promise<void> {
  await write().catch((cause: unknown) => {
    if (!isOutOfSpace(cause)) throw cause;
  });
}

const diskFull = (paths: readonly string[]): KnownProblem => ({
  path: paths[0] ?? '',
  code: 'disk-full',
  message: 'The disk that holds the library is full. Free some space and import again: it goes on where it stopped.',
});

const isOutOfSpace = (cause: unknown): boolean => ['SQLITE_FULL', 'ENOSPC'].includes(codeOf(cause));
