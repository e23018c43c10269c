/**
 * Verifies originals: hashes every file again and compares it with the catalog. Results are saved on the way, so that a
 * run can be resumed.
 */

import { stat } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { FixityFile, ImportLookups, StandingSource } from '../../catalog/reads/sources/import-lookups.ts';
import type { ChangeRow } from '../../catalog/writes/archive/fixity-rows.ts';
import type { VerifyState } from '../../catalog/writes/archive/verify-runs.ts';
import type { VerifyReport } from '../../contract/archive/report.ts';
import { CHECKSUM_DAMAGE } from '../../contract/items/generation.ts';
import type { Progress } from '../../contract/library/job.ts';
import type { CheckOutcome } from '../../contract/library/verification.ts';
import { inLanes } from '../../threads/lanes.ts';
import type { ImportWriter } from '../collect/writer-port.ts';
import { type Checked, checkFile, nameOf } from './check-file.ts';
import { findFresh } from './fresh-files.ts';

/** Files per question to the catalog. */
const PAGE = 500;
/** Files read in parallel: one file is read while another one is hashed. */
export const READING = 4;
/** Results are saved after this many files, or after this many ms. */
const KEPT_FILES = 300;
const KEPT_MS = 2_000;

export interface VerifyOptions {
  readonly lookups: ImportLookups;
  /** Null if the library is read-only: results are returned but not saved. */
  readonly writer: Pick<ImportWriter, 'commit' | 'sourceState' | 'forgetReading' | 'keepVerify'> | null;
  /** Folders that belong to no source: the folder of the library. */
  readonly exclude: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Called after each file with its bytes. Resolves when the next file may be read. */
  readonly pace: (bytes: number) => Promise<void>;
}

export interface Verified {
  /** The files by outcome. A resumed run reports only the files read since it was resumed. */
  readonly report: VerifyReport;
  readonly state: VerifyState;
}

/**
 * Verifies all files after the position of `begun`, until the signal aborts. Problems of originals are outcomes, not
 * errors.
 */
export async function verify(begun: VerifyState, options: VerifyOptions): Promise<Verified> {
  const { lookups, signal, onProgress } = options;
  const clock = performance.now();
  const report = { intact: 0, changed: [], missing: [], damaged: [], unreadable: [], new: [] } as Lists & {
    intact: number;
  };
  const counts = { ...begun, total: lookups.countFilesIn(begun.sourceId) };
  const state = (): VerifyState => ({
    ...counts,
    seconds: begun.seconds + Math.round(performance.now() - clock) / 1000,
  });
  const keeper = openKeeper(options);
  const tell = (detail: string): void =>
    onProgress({
      phase: 'verifying',
      done: counts.done,
      total: Math.max(counts.total, counts.done),
      unit: 'files',
      detail,
    });
  const take = (file: FixityFile, found: Checked): void => {
    counts[found.outcome] += 1;
    if (found.outcome === 'intact') report.intact += 1;
    else report[found.outcome].push({ path: nameOf(file) });
    counts.done += 1;
    counts.bytes += found.bytes;
    counts.position = file.id;
    keeper.take(file, found);
  };
  for (let page = nextPage(lookups, counts); page.length > 0 && !signal.aborted; page = nextPage(lookups, counts)) {
    await checkPage(page, options, async (file, found) => {
      take(file, found);
      tell(nameOf(file));
      if (keeper.isDue()) await keeper.keep(state());
    });
  }
  if (!signal.aborted) {
    const fresh = await findFresh(lookups, begun.sourceId, options.exclude, signal);
    report.new.push(...fresh);
    counts.fresh = fresh.length;
  }
  await keeper.keep(state());
  return { report: { ...report, seconds: Math.round(performance.now() - clock) / 1000 }, state: state() };
}

type Lists = Record<Exclude<CheckOutcome, 'intact'> | 'new', { path: string }[]>;

const nextPage = (lookups: ImportLookups, { sourceId, position }: VerifyState): readonly FixityFile[] =>
  lookups.filesIn(sourceId, position, PAGE);

/**
 * Checks the files of a page in parallel and passes them to `take` in the order of their ids, so that one position
 * tells the progress.
 */
async function checkPage(
  page: readonly FixityFile[],
  { signal, pace }: VerifyOptions,
  take: (file: FixityFile, found: Checked) => Promise<void>,
): Promise<void> {
  const found: (Checked | null)[] = [];
  let taken = 0;
  let handing: Promise<void> = Promise.resolve();
  const handOver = async (): Promise<void> => {
    for (; taken < page.length && found[taken]; taken += 1)
      await take(page[taken] as FixityFile, found[taken] as Checked);
  };
  await inLanes(page.entries(), READING, signal, async ([at, file]) => {
    const checked = await checkFile(file, signal);
    if (signal.aborted) return;
    found[at] = checked;
    handing = handing.then(handOver);
    await handing;
    await pace(checked.bytes);
  });
}

/** Saves results in batches. */
function openKeeper({ lookups, writer }: VerifyOptions) {
  let checks: { fileId: number; atMs: number; outcome: CheckOutcome }[] = [];
  let changes: ChangeRow[] = [];
  let settled: number[] = [];
  let hashes: { fileId: number; sha256: Uint8Array; damage: string }[] = [];
  let missing: FixityFile[] = [];
  let found: FixityFile[] = [];
  let stirred = new Set<number>();
  let keptAt = performance.now();
  const sources = new Map<number, StandingSource>(lookups.sources().map((source) => [source.id, source]));

  return {
    take(file: FixityFile, { outcome, now }: Checked): void {
      const atMs = Date.now();
      checks.push({ fileId: file.id, atMs, outcome });
      if (outcome === 'changed' || (outcome === 'missing') !== (file.missing === 1)) stirred.add(file.sourceId);
      if (outcome === 'missing') {
        if (file.missing === 0) missing.push(file);
        return;
      }
      if (file.missing === 1) found.push(file);
      if (outcome === 'changed')
        changes.push({ fileId: file.id, seenMs: atMs, sha256: null, size: null, mtimeMs: null, ...now });
      else if (outcome !== 'unreadable' && file.changed === 1) settled.push(file.id);
      if (outcome === 'damaged' && file.sha256)
        hashes.push({ fileId: file.id, sha256: file.sha256, damage: CHECKSUM_DAMAGE });
    },
    isDue: (): boolean => checks.length >= KEPT_FILES || performance.now() - keptAt >= KEPT_MS,
    async keep(state: VerifyState): Promise<void> {
      const [checked, damage, looked] = [checks, hashes, stirred];
      const batch = {
        changes,
        settled,
        hashes: damage,
        missing: missing.map(({ id }) => id),
        found: found.map(({ id }) => id),
      };
      const isNews = Object.values(batch).some((list) => list.length > 0);
      [checks, changes, settled, hashes, missing, found, stirred] = [[], [], [], [], [], [], new Set()];
      keptAt = performance.now();
      if (!writer) return;
      // A commit increases the revision and makes every page ask again. Intact files need none.
      if (isNews) await writer.commit(batch);
      await writer.keepVerify(state, checked);
      for (const id of looked) await lookAt(id);
    },
  };

  /** Updates the state of a source whose files changed or disappeared, and makes the next import read it completely. */
  async function lookAt(id: number): Promise<void> {
    const source = sources.get(id);
    if (!source || !writer) return;
    const now = await stat(source.path).then(
      () => 'present' as const,
      (cause: NodeJS.ErrnoException) =>
        cause.code === 'ENOENT' || cause.code === 'ENOTDIR' ? ('missing' as const) : null,
    );
    if (now !== null) await writer.sourceState(id, now);
    await writer.forgetReading(id);
  }
}
