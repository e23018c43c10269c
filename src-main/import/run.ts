/** An import from beginning to end: each source catalogued and hashed, then the report and the account of every file. */
import { performance } from 'node:perf_hooks';
import type { KnownProblem } from '../contract/problem-codes.ts';
import type { ImportReport } from '../contract/report.ts';
import { withLateFates } from './account.ts';
import { findingsOf } from './findings.ts';
import type { Gathered, ImportOptions } from './import-options.ts';
import { importRoot } from './import-root.ts';
import { isAt, planSources } from './source-plan.ts';
import { openTally } from './tally.ts';

export interface ImportOutcome {
  readonly importId: number;
  readonly report: ImportReport;
  readonly cancelled: boolean;
}

/**
 * Imports folders, zips and files; of known ones it reads what is new. A known source that is away is marked missing. Whatever is
 * wrong with the input ends in the report; it rejects only when the catalog itself cannot be written. Stops soon after `signal`
 * aborts: what is committed by then stays, and the next import of the same paths goes on from there.
 */
export async function runImport(paths: readonly string[], options: ImportOptions): Promise<ImportOutcome> {
  const { writer, lookups, signal } = options;
  const began = performance.now();
  const tally = openTally();
  const gathered: Gathered = { sources: [], parts: [], relinked: new Map() };
  const importId = await writer.beginImport(paths);
  try {
    const plan = await planSources(paths, lookups.sources(), options.exclude);
    for (const root of plan.roots) {
      if (signal.aborted) break;
      await importRoot(root, plan.readers, tally, gathered, options);
    }
  } catch (cause) {
    if (!isOutOfSpace(cause) && !signal.aborted) {
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
      beliefs: gathered.sources.flatMap(({ id, path }) => lookups.beliefs(id, path, lookups.source(path)?.readAs ?? null)),
      findings: signal.aborted
        ? []
        : findingsOf(gathered.sources, lookups, (path) => gathered.sources.some((source) => isAt(path, source.path))),
    },
    (performance.now() - began) / 1000,
  );
  // On a full disk the report still reaches the person who waits for it; it only is not kept.
  await keep(async () => {
    await writer.keepAccount(importId, parts);
    await writer.finishImport(importId, signal.aborted ? 'cancelled' : 'done', report);
  });
  return { importId, report, cancelled: signal.aborted };
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

const isOutOfSpace = (cause: unknown): boolean => ['SQLITE_FULL', 'ENOSPC'].includes(String((cause as { code?: unknown }).code));
