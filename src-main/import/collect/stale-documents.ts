/** Decides which documents that a source no longer has are removed from the catalog with their records. */
import { createHash } from 'node:crypto';
import type { ImportLookups, KnownDocument } from '../../catalog/reads/sources/import-lookups.ts';
import type { Source, SourceEntry } from '../../formats/source.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import type { ImportStatistics } from '../report/import-statistics.ts';
import type { IdSet } from './id-set.ts';
import type { CommitQueue } from './writer-port.ts';

const DOCUMENTS = 200;

/** What was found while the source was read. */
export interface Reading {
  /** The ids of the found documents, and of those that are new in the catalog. */
  readonly met: Pick<IdSet, 'has'>;
  readonly fresh: readonly number[];
  /** The paths with problems. */
  readonly troubled: ReadonlySet<string>;
  readonly isUnchanged: (entry: SourceEntry) => boolean;
}

/**
 * Removes documents that exist but have another format now (the person or a newer reader decided so), and documents
 * that were moved: all their records are in a new document. The records of a deleted document stay, because a person
 * may delete a document by mistake.
 */
export async function removeStaleDocuments(
  source: Source,
  sourceId: number,
  reading: Reading,
  queue: CommitQueue,
  tally: ImportStatistics,
  lookups: ImportLookups,
): Promise<void> {
  const unmet: KnownDocument[] = [];
  // Only documents that were not found are collected: with 200,000 unchanged documents the list stays empty.
  for (const document of lookups.documents(sourceId)) if (!reading.met.has(document.id)) unmet.push(document);
  if (unmet.length === 0) return;
  const entries = new Map(source.entries.map((entry) => [`${entry.path}\0${entry.entry ?? ''}`, entry]));
  const entryOf = ({ path, entry }: KnownDocument): SourceEntry | undefined => entries.get(`${path}\0${entry}`);
  const isOther = (document: KnownDocument): boolean => {
    const entry = entryOf(document);
    if (!entry || reading.troubled.has(pathOf(document))) return false;
    // The texts inside an unchanged picture are not read again.
    return document.format !== 'embedded' || !reading.isUnchanged(entry);
  };
  const away = source.complete ? unmet.filter((document) => !entryOf(document)) : [];
  const moved = new Set(movedOf(away, reading.fresh, lookups));
  const gone = unmet.filter((document) => moved.has(document.id) || isOther(document)).map(({ id }) => id);
  for (let at = 0; at < gone.length; at += DOCUMENTS) {
    const emptied = gone.slice(at, at + DOCUMENTS);
    const records = emptied.flatMap((id) => lookups.recordIds(id));
    await queue.push({ gone: records, emptied }, tally.committed);
  }
  await queue.drain();
}

/** The documents whose records equal those of a new document of the same format. */
function movedOf(away: readonly KnownDocument[], fresh: readonly number[], lookups: ImportLookups): readonly number[] {
  if (away.length === 0 || fresh.length === 0) return [];
  const said = new Set(digests(fresh, lookups).values());
  const own = digests(
    away.map(({ id }) => id),
    lookups,
  );
  return away.filter(({ id }) => said.has(own.get(id) ?? '')).map(({ id }) => id);
}

/** A digest of the records of each document; documents without records have none. */
function digests(ids: readonly number[], lookups: ImportLookups): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (let at = 0; at < ids.length; at += DOCUMENTS) {
    const records = Map.groupBy(lookups.recordHashes(ids.slice(at, at + DOCUMENTS)), ([id]) => id);
    for (const [id, own] of records) {
      const digest = createHash('sha1');
      for (const [, key, hash] of own) digest.update(`${key}\0`).update(hash);
      found.set(id, digest.digest('base64'));
    }
  }
  return found;
}
