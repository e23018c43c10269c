/** Documents that a source had and has no more: which of them leave the catalog with what they said. */
import { createHash } from 'node:crypto';
import type { ImportLookups, KnownDocument } from '../catalog/reads/import-lookups.ts';
import type { Source, SourceEntry } from '../formats/source.ts';
import type { IdSet } from './id-set.ts';
import type { Tally } from './tally.ts';
import type { CommitQueue } from './writer-port.ts';

const DOCUMENTS = 200;

/** What a reading of the source met. */
export interface Reading {
  /** Documents that were met, by number, and those among them that the catalog did not have. */
  readonly met: Pick<IdSet, 'has'>;
  readonly fresh: readonly number[];
  /** The paths that problems are about. */
  readonly troubled: ReadonlySet<string>;
  readonly isUnchanged: (entry: SourceEntry) => boolean;
}

/**
 * Drops documents that are there but no longer of their layout (the person said otherwise, or a reader learned), and documents that
 * were moved: of those every record stands in one that is new. The words of a document that was deleted are kept: somebody may have
 * deleted it by mistake, and words are not files.
 */
export async function dropGoneDocuments(
  source: Source,
  sourceId: number,
  reading: Reading,
  queue: CommitQueue,
  tally: Tally,
  lookups: ImportLookups,
): Promise<void> {
  const unmet: KnownDocument[] = [];
  // Of 200,000 that are all there, none is to be held.
  for (const document of lookups.documents(sourceId)) if (!reading.met.has(document.id)) unmet.push(document);
  if (unmet.length === 0) return;
  const entries = new Map(source.entries.map((entry) => [`${entry.path}\0${entry.entry ?? ''}`, entry]));
  const entryOf = ({ path, entry }: KnownDocument): SourceEntry | undefined => entries.get(`${path}\0${entry}`);
  const isOther = (document: KnownDocument): boolean => {
    const entry = entryOf(document);
    if (!entry || reading.troubled.has(document.entry === '' ? document.path : `${document.path}/${document.entry}`)) return false;
    // Texts inside a picture that has not changed are not read again.
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

/** Those of the documents of which a fresh one of the same layout says exactly the same. */
function movedOf(away: readonly KnownDocument[], fresh: readonly number[], lookups: ImportLookups): readonly number[] {
  if (away.length === 0 || fresh.length === 0) return [];
  const said = new Set(digests(fresh, lookups).values());
  const own = digests(
    away.map(({ id }) => id),
    lookups,
  );
  return away.filter(({ id }) => said.has(own.get(id) ?? '')).map(({ id }) => id);
}

/** What each document says, as a digest of its records; documents without any say nothing. */
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
