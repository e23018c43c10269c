/**
 * The number of intact copies of each item's original, by rowid, and the source of a single copy. Loaded at the first
 * question, then updated with changed rows. The view content_place (migrations/0004) defines the places.
 */
import type { Database } from 'better-sqlite3';
import { unpackIds } from '../../packed-ids.ts';
import { statement } from '../../query-language/statement.ts';
import { reachesBack } from './edited-columns.ts';
import { growArray } from './grow-array.ts';

export interface Copies {
  /** The revision of the catalog that was read. */
  revision: number;
  /** By rowid: the number of copies plus one; 0 without an original or without its hash. */
  counts: Uint32Array;
  /** By rowid: the id of the source of the only copy; 0 for any other number of copies. */
  only: Uint32Array;
}

/** Empty at first. Call {@link bringCopiesUpToDate} before use. */
export const openCopies = (): Copies => ({ revision: -1, counts: new Uint32Array(0), only: new Uint32Array(0) });

/** If more rows than this changed, everything is read again. */
const MOST_ONE_BY_ONE = 20_000;

/** Reads the changed rows. Call inside a read transaction. @param revision the current revision of the catalog */
export function bringCopiesUpToDate(db: Database, copies: Copies, revision: number): void {
  if (copies.revision === revision) return;
  const since = copies.revision;
  const changed = since < 0 || revision < since || !reachesBack(db, since) ? null : changedSince(db, since);
  if (changed === null || changed.size > MOST_ONE_BY_ONE) readAll(db, copies);
  else for (const rowid of changed) readOne(db, copies, rowid);
  copies.revision = revision;
}

/** The number of intact copies of a row's original; NaN if unknown. */
export const copiesOf = ({ counts }: Copies, rowid: number): number => {
  const counted = counts[rowid] ?? 0;
  return counted === 0 ? Number.NaN : counted - 1;
};

function changedSince(db: Database, since: number): ReadonlySet<number> {
  const derived = statement(db, `SELECT id FROM generation WHERE revision > :since`).pluck().all({ since }) as number[];
  const lists = statement(db, `SELECT ids FROM edited WHERE revision > :since AND what = 'copies'`)
    .pluck()
    .all({ since }) as Buffer[];
  return new Set([...derived, ...lists.flatMap(unpackIds)]);
}

function readOne(db: Database, copies: Copies, rowid: number): void {
  const sql = `SELECT (SELECT json_array(count(*), min(p.source_id)) FROM content_place p WHERE p.sha256 = f.sha256)
    FROM generation g JOIN file f ON f.id = g.file_id WHERE g.id = :rowid AND f.sha256 IS NOT NULL`;
  const found = statement(db, sql).pluck().get({ rowid }) as string | undefined;
  const [count, source] = found === undefined ? [-1, null] : (JSON.parse(found) as [number, number | null]);
  put(copies, rowid, count, source);
}

function put(copies: Copies, rowid: number, count: number, source: number | null): void {
  copies.counts = growArray(copies.counts, rowid + 1);
  copies.only = growArray(copies.only, rowid + 1);
  copies.counts[rowid] = count + 1;
  copies.only[rowid] = count === 1 ? (source ?? 0) : 0;
}

/** Merges originals and places, both sorted by content hash. */
function readAll(db: Database, copies: Copies): void {
  copies.counts.fill(0);
  copies.only.fill(0);
  const originals = statement(
    db,
    `SELECT f.sha256, g.id FROM file f JOIN generation g ON g.file_id = f.id WHERE f.sha256 IS NOT NULL ORDER BY f.sha256`,
  )
    .raw()
    .iterate() as IterableIterator<[Buffer, number]>;
  const places = statement(db, `SELECT sha256, source_id FROM content_place ORDER BY sha256`)
    .raw()
    .iterate() as IterableIterator<[Buffer, number | null]>;
  let place = places.next();
  let content: Buffer | null = null;
  let count = 0;
  let source: number | null = null;
  for (const [sha256, rowid] of originals) {
    if (content === null || !content.equals(sha256)) {
      content = sha256;
      count = 0;
      source = null;
      while (!place.done && place.value[0].compare(sha256) < 0) place = places.next();
      for (; !place.done && place.value[0].equals(sha256); place = places.next()) {
        count += 1;
        source ??= place.value[1];
      }
    }
    put(copies, rowid, count, source);
  }
  places.return?.();
}
