/** Updates the columns after edits. No row moves: after tagging 100,000 rows only their tags are read. */
import type { Database } from 'better-sqlite3';
import { unpackIds } from '../../packed-ids.ts';
import { statement } from '../../query-language/statement.ts';
import { type Columns, FACT_BITS } from './columns.ts';
import { type Labels, readMarks, readMemberships, readTagLinks } from './edit-overlay.ts';
import { collectionCode, statedIn, tagCode } from './labels.ts';

const MARK_BITS = FACT_BITS.favorite | FACT_BITS.note;

/** Writes the edits after the revision `since` into the columns. */
export function applyEdits(db: Database, columns: Columns, since: number, labels: Labels): void {
  const edited = statement(db, 'SELECT what, ids FROM edited WHERE revision > :since').all({ since }) as {
    what: string;
    ids: Buffer;
  }[];
  if (edited.length === 0) return;
  const all = new Set(edited.flatMap(({ ids }) => unpackIds(ids)));
  const rowids = [...all].filter((rowid) => columns.positionOf(rowid) >= 0);
  const concerns = (what: 'tag' | 'mark'): boolean => edited.some((one) => one.what === what || one.what === 'member');
  if (concerns('tag')) {
    const { tags } = readTagLinks(db, { rowids });
    for (const rowid of rowids)
      columns.tag[columns.positionOf(rowid)] = tagCode(columns.names, tags.get(rowid), labels);
  }
  if (concerns('mark')) {
    const { ratings, facts } = readMarks(db, { rowids });
    for (const rowid of rowids) {
      const at = columns.positionOf(rowid);
      columns.rating[at] = ratings.get(rowid) ?? 0;
      columns.facts[at] = ((columns.facts[at] as number) & ~MARK_BITS) | (facts.get(rowid) ?? 0);
    }
  }
  if (edited.every(({ what }) => what !== 'member')) return;
  const { collections } = readMemberships(db, { rowids });
  for (const rowid of rowids) {
    const at = columns.positionOf(rowid);
    const stated = statedIn(columns.names, columns.collection[at] as number);
    columns.collection[at] = collectionCode(columns.names, collections.get(rowid), stated, labels);
  }
}

/** Whether the lists of edited rows go back to the revision `since`. */
export function reachesBack(db: Database, since: number): boolean {
  const first = statement(db, `SELECT value FROM counter WHERE name = 'edited-from'`).pluck().get() as
    | number
    | undefined;
  return since >= (first ?? 0);
}
