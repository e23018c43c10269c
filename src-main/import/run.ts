/** An import from beginning to end: catalogue, then fixity, then the report. */
import { resolve, sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { ImportLookups, KnownFile, KnownSource } from '../catalog/reads/import-lookups.ts';
import type { Progress } from '../contract/job.ts';
import type { ImportReport, Problem } from '../contract/report.ts';
import { openSource } from '../formats/open-source.ts';
import { readSource, type SkipReason } from '../formats/registry.ts';
import { InputError, type Source, type SourceEntry } from '../formats/source.ts';
import { type FoundFile, openFileIntake } from './file-intake.ts';
import { fingerprintOf } from './fingerprint.ts';
import { hashEntry, hashFiles } from './fixity.ts';
import { openRecordIntake } from './record-intake.ts';
import { openTally, type Tally } from './tally.ts';
import { type CommitQueue, type ImportWriter, openCommitQueue } from './writer-port.ts';

export interface ImportOptions {
  readonly lookups: ImportLookups;
  readonly writer: ImportWriter;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Folders that are no part of any source: the library's own. */
  readonly exclude: readonly string[];
}

export interface ImportOutcome {
  readonly importId: number;
  readonly report: ImportReport;
  readonly cancelled: boolean;
}

/** What is no file of the person's, or is told as a problem: it does not count as skipped. */
const LEFT_ALONE: ReadonlySet<SkipReason> = new Set(['system', 'link', 'unreadable']);
/** Files marked missing or found per commit. */
const MISSING_ROWS = 500;

/**
 * Imports folders, zips and files. Whatever is wrong with the input ends in the report; it rejects only when the catalog
 * itself cannot be written. Stops soon after `signal` aborts: what is committed by then stays, and the next import of the
 * same paths goes on from there.
 */
export async function runImport(paths: readonly string[], options: ImportOptions): Promise<ImportOutcome> {
  const { writer, lookups, signal } = options;
  const began = performance.now();
  const tally = openTally();
  const importId = await writer.beginImport(paths);
  const sourceIds: number[] = [];
  try {
    for (const path of paths) {
      if (signal.aborted) break;
      const id = await importSource(path, tally, options);
      if (id !== null) sourceIds.push(id);
    }
  } catch (cause) {
    if (!isOutOfSpace(cause) && !signal.aborted) {
      await writer.finishImport(importId, 'failed', null).catch(() => {});
      throw cause;
    }
    if (isOutOfSpace(cause)) tally.problem(diskFull(paths));
  }
  const report = tally.report(lookups.generations(sourceIds), lookups.copies(sourceIds), (performance.now() - began) / 1000);
  await writer.finishImport(importId, signal.aborted ? 'cancelled' : 'done', report).catch((cause: unknown) => {
    // On a full disk the report still reaches the person who waits for it; it only is not kept.
    if (!isOutOfSpace(cause)) throw cause;
  });
  return { importId, report, cancelled: signal.aborted };
}

const diskFull = (paths: readonly string[]): Problem => ({
  path: paths[0] ?? '',
  code: 'disk-full',
  message: 'The disk that holds the library is full. Free some space and import again: it goes on where it stopped.',
});

const isOutOfSpace = (cause: unknown): boolean => ['SQLITE_FULL', 'ENOSPC'].includes(String((cause as { code?: unknown }).code));

async function importSource(path: string, tally: Tally, options: ImportOptions): Promise<number | null> {
  const { writer, lookups, signal, onProgress } = options;
  const source = await openSource(path, {
    signal,
    exclude: outside(path, options.exclude),
    onProgress: (files) => onProgress({ phase: 'reading', done: files, total: null, unit: 'files', detail: path }),
  }).catch((cause: unknown) => {
    if (cause instanceof InputError) tally.problem(cause.problem);
    else if (!signal.aborted) throw cause;
    return null;
  });
  if (!source) return null;
  try {
    const fingerprint = await fingerprintOf(source);
    const known = lookups.source(source.path);
    if (known && fingerprint && known.fingerprint?.equals(fingerprint)) return tellUnchanged(source.path, known, tally, lookups);
    const before = tally.soFar();
    for (const problem of source.problems) tally.problem(problem);
    const sourceId = await writer.source(source.path, source.kind);
    const queue = openCommitQueue(writer);
    const unhashed = await catalogue(source, sourceId, queue, tally, options);
    await fixity(unhashed, queue, tally, options);
    if (signal.aborted) return sourceId;
    if (!lookups.knowsAny(sourceId)) tally.problem(nothingFound(path));
    const after = tally.soFar();
    // A problem is told each time: a source that has any is read each time.
    const settled = source.complete && after.problems === before.problems;
    await writer.sourceImported(sourceId, settled ? fingerprint : null, after.skipped - before.skipped);
    return sourceId;
  } finally {
    await source.close();
  }
}

/** Nothing in the source has moved since it was last read to its end: what it knows is what it knew. */
function tellUnchanged(path: string, known: KnownSource, tally: Tally, lookups: ImportLookups): number {
  const formats = lookups.formats(known.id);
  for (const format of formats.length > 0 ? formats : (['loose'] as const)) tally.source(path, format);
  for (const id of lookups.fileIds(known.id)) tally.file(id, 'unchanged');
  tally.missing(lookups.missingFiles(known.id));
  tally.skipped(known.skipped);
  return known.id;
}

/** The library's own folder is no source, unless something in it was brought on purpose: the sample archive. */
export const outside = (path: string, folders: readonly string[]): readonly string[] =>
  folders.filter((folder) => resolve(path) !== resolve(folder) && !resolve(path).startsWith(resolve(folder) + sep));

const nothingFound = (path: string): Problem => ({
  path,
  code: 'nothing-found',
  message: 'Nothing here was recognised: no export, no prompts, no videos or pictures.',
});

/** Reads every record and every media file's header; returns what is left to hash. */
async function catalogue(
  source: Source,
  sourceId: number,
  queue: CommitQueue,
  tally: Tally,
  options: ImportOptions,
): Promise<readonly Unhashed[]> {
  const { lookups, signal, onProgress } = options;
  const files = openFileIntake(sourceId, lookups, queue, tally);
  const contentOf = contentFinder(source, lookups, signal);
  const records = openRecordIntake(lookups, queue, tally.committed, contentOf);
  let done = 0;
  const step = (detail: string): void => onProgress({ phase: 'catalogue', done: ++done, total: null, unit: 'items', detail });
  let current = source.path;
  let sawRecords = false;
  let sawFiles = false;
  for await (const reading of readSource(source, { signal, isUnchanged: unchangedIn(lookups) })) {
    if (signal.aborted) break;
    if (reading.type === 'document') {
      const { format, path, entry, name } = reading.document;
      current = name;
      records.begin({ sourceId, path, entry: entry ?? '', format });
      tally.source(source.path, format);
      sawRecords = true;
    } else if (reading.type === 'record') {
      await records.take(reading.record);
      step(current);
    } else if (reading.type === 'document-end') {
      await records.end(reading.complete);
    } else if (reading.type === 'file') {
      sawFiles = true;
      await files.take(reading.file satisfies FoundFile);
      step(reading.file.entry.name);
    } else if (reading.type === 'problem') tally.problem(reading.problem);
    else if (!LEFT_ALONE.has(reading.reason)) tally.skipped(1);
  }
  await records.finish();
  await files.finish();
  if (sawFiles && !sawRecords) tally.source(source.path, 'loose');
  if (source.complete && !signal.aborted) await markMissing(sourceId, files.seen, queue, tally, lookups);
  return files.unhashed;
}

/** The content hash of an entry by its name: as the catalog knows it while the file is unchanged, else read now. */
function contentFinder(source: Source, lookups: ImportLookups, signal: AbortSignal): (name: string) => Promise<string | null> {
  let byName: ReadonlyMap<string, SourceEntry> | null = null;
  return async (name) => {
    byName ??= new Map(source.entries.map((entry) => [entry.name, entry]));
    const entry = byName.get(name);
    if (!entry) return null;
    const known = unchangedFile(entry, lookups);
    if (known?.sha256) return known.sha256.toString('hex');
    const result = await hashEntry(entry, signal);
    return 'sha256' in result ? result.sha256.toString('hex') : null;
  };
}

/** The catalog's row of a file that is as it was when its content was hashed; null for every other. */
function unchangedFile(entry: SourceEntry, lookups: ImportLookups): KnownFile | null {
  const known = lookups.file(entry.path, entry.entry ?? '');
  const same = known?.size === entry.size && known.mtimeMs === Math.floor(entry.mtimeMs) && known.sha256 !== null;
  return same ? known : null;
}

const unchangedIn =
  (lookups: ImportLookups) =>
  (entry: SourceEntry): boolean =>
    unchangedFile(entry, lookups) !== null;

interface Unhashed {
  readonly fileId: number;
  readonly entry: SourceEntry;
}

/** Only a walk that saw everything may say that something is not there. */
async function markMissing(
  sourceId: number,
  seen: ReadonlySet<number>,
  queue: CommitQueue,
  tally: Tally,
  lookups: ImportLookups,
): Promise<void> {
  const gone = lookups.fileIds(sourceId).filter((id) => !seen.has(id));
  tally.missing(gone.length + lookups.missingFiles(sourceId));
  for (let at = 0; at < gone.length; at += MISSING_ROWS) await queue.push({ missing: gone.slice(at, at + MISSING_ROWS) }, tally.committed);
  await queue.drain();
}

async function fixity(
  unhashed: readonly Unhashed[],
  queue: CommitQueue,
  tally: Tally,
  { signal, onProgress }: ImportOptions,
): Promise<void> {
  const total = unhashed.reduce((sum, { entry }) => sum + entry.size, 0);
  let done = 0;
  const onBytes = (count: number): void => {
    done += count;
    onProgress({ phase: 'fixity', done, total, unit: 'bytes', detail: '' });
  };
  await hashFiles(unhashed, queue, tally, onBytes, signal);
}
