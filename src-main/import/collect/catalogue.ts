/**
 * The first phase of an import: reads all records and the headers of all media files, and records the outcome of all
 * other files.
 */
import type { ImportLookups, KnownFile } from '../../catalog/reads/sources/import-lookups.ts';
import type { Ids } from '../../formats/claims.ts';
import { readSource, type SourceReading } from '../../formats/registry.ts';
import type { Source, SourceEntry } from '../../formats/source.ts';
import { type EntryIndex, indexEntries } from '../../formats/source-files/entry-index.ts';
import { isStrong } from '../derive/identity.ts';
import type { SourceOutcomes } from '../report/file-outcomes.ts';
import type { ImportStatistics } from '../report/import-statistics.ts';
import { type FileIntake, type FoundFile, isSuspect, openFileIntake } from './file-intake.ts';
import { READING_VERSION } from './fingerprint.ts';
import { hashEntry } from './fixity.ts';
import type { IdSet } from './id-set.ts';
import type { ImportOptions } from './import-options.ts';
import { openRecordIntake } from './record-intake.ts';
import { removeStaleDocuments } from './stale-documents.ts';
import type { CommitQueue } from './writer-port.ts';

/** Files that one commit marks as missing. */
const MISSING_ROWS = 500;

/**
 * Reads a source into the catalog and records its file outcomes. Returns its files, among them those that have to be
 * hashed.
 */
export async function catalogue(
  source: Source,
  sourceId: number,
  queue: CommitQueue,
  tally: ImportStatistics,
  outcomes: SourceOutcomes,
  options: ImportOptions,
): Promise<FileIntake> {
  const { lookups, signal, onProgress } = options;
  const stands = lookups.source(source.path);
  // Newer readers may find more in the same files: in their texts and in their names.
  const isReadAnew = (stands?.reading ?? READING_VERSION) < READING_VERSION;
  const files = openFileIntake(sourceId, lookups, queue, tally, outcomes, isReadAnew);
  const contentOf = contentFinder(source, lookups, signal);
  const records = openRecordIntake(lookups, queue, tally.committed, contentOf);
  const readAs = stands?.readAs ?? null;
  const troubled = new Set<string>();
  let done = 0;
  const step = (detail: string): void =>
    onProgress({ phase: 'catalogue', done: ++done, total: null, unit: 'items', detail });
  let current: Extract<SourceReading, { type: 'document' }>['document'] | null = null;
  // Embedded texts of a changed file are not read before the person accepts it (suspects.ts).
  const isUnchanged = (entry: SourceEntry): boolean => {
    const known = lookups.file(entry.path, entry.entry ?? '');
    if (known === null || known.sha256 === null || options.readAgain?.has(known.id) === true) return false;
    return !isReadAnew || isSuspect(known, entry);
  };
  const onLook = ({ name }: SourceEntry): void =>
    onProgress({ phase: 'reading', done: source.entries.length, total: null, unit: 'files', detail: name });
  for await (const reading of readSource(source, {
    signal,
    isUnchanged,
    onLook,
    ...(readAs === null ? {} : { readAs }),
  })) {
    if (signal.aborted) break;
    if (reading.type === 'document') {
      const { format, path, entry, sign } = reading.document;
      current = reading.document;
      records.begin({ sourceId, path, entry: entry ?? '', format, sign });
    } else if (reading.type === 'record') {
      await records.take(reading.record);
      step(current?.name ?? '');
    } else if (reading.type === 'document-end') {
      await records.end(reading.complete);
      if (current) outcomes.document(current, current.format, reading.beside, current.parts);
    } else if (reading.type === 'file') {
      await files.take(await attached(reading.file, contentOf));
      step(reading.file.entry.name);
    } else if (reading.type === 'problem') {
      troubled.add(reading.problem.path);
      tally.problem(reading.problem);
    } else outcomes.aside(reading.entry, reading.reason === 'unreadable' ? 'unreadable' : 'skipped', reading.reason);
  }
  await records.finish();
  await files.finish();
  if (!signal.aborted) {
    if (source.complete) await markMissing(sourceId, files.seen, queue, tally, lookups);
    await removeStaleDocuments(
      source,
      sourceId,
      { met: records.met, fresh: records.fresh, troubled, isUnchanged },
      queue,
      tally,
      lookups,
    );
  }
  return files;
}

/** A preview without an identifier is connected by the content of the file that it shows. */
async function attached(found: FoundFile, contentOf: (name: string) => Promise<string | null>): Promise<FoundFile> {
  const { claim } = found;
  if (claim.of === undefined || isStrong(claim.ids)) return found;
  const sha = await contentOf(claim.of);
  if (sha === null) return found;
  const ids: Ids & { readonly sha: string } = { ...claim.ids, sha };
  return { ...found, claim: { ...claim, ids } };
}

/**
 * Finds the content hash of an entry by name: from the catalog for an unchanged file, otherwise by reading the file.
 */
function contentFinder(
  source: Source,
  lookups: ImportLookups,
  signal: AbortSignal,
): (name: string) => Promise<string | null> {
  let byName: EntryIndex | null = null;
  return async (name) => {
    byName ??= indexEntries(source.entries, (entry) => [entry.name]);
    const [entry] = byName.get(name);
    if (!entry) return null;
    const known = unchangedFile(entry, lookups);
    if (known?.sha256) return known.sha256.toString('hex');
    const result = await hashEntry(entry, signal);
    return 'sha256' in result ? result.sha256.toString('hex') : null;
  };
}

/** The row of a file that has not changed since it was hashed; null for other files. */
function unchangedFile(entry: SourceEntry, lookups: ImportLookups): KnownFile | null {
  const known = lookups.file(entry.path, entry.entry ?? '');
  const same = known?.size === entry.size && known.mtimeMs === Math.floor(entry.mtimeMs) && known.sha256 !== null;
  return same ? known : null;
}

/** Marks files as missing. Only a complete walk of the source may do that. */
async function markMissing(
  sourceId: number,
  seen: Pick<IdSet, 'has'>,
  queue: CommitQueue,
  tally: ImportStatistics,
  lookups: ImportLookups,
): Promise<void> {
  const gone = lookups.fileIds(sourceId).filter((id) => !seen.has(id));
  for (let at = 0; at < gone.length; at += MISSING_ROWS)
    await queue.push({ missing: gone.slice(at, at + MISSING_ROWS) }, tally.committed);
  await queue.drain();
}
