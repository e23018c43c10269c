/** Imports annotations from a file and unites them with those of the catalog; nothing is lost. One journal entry. */
import type { Database } from 'better-sqlite3';
import type { KnownProblem } from '../../../contract/archive/problem-codes.ts';
import type { WordsFile, WordsItem } from '../../../contract/organising/annotations-file.ts';
import type { JournalChange } from '../../../contract/organising/edit.ts';
import type { WordsReport } from '../../../contract/organising/organised.ts';
import { statement } from '../../query-language/statement.ts';
import { doStep } from '../edits/apply-delta.ts';
import { type Delta, isEmpty, NO_CHANGE, type RowChange } from '../edits/delta.ts';
import { planAdoption } from '../edits/item-changes.ts';
import { writeEntry } from '../edits/journal.ts';
import { uniteItems } from './annotated-items.ts';
import { mergeLists } from './annotated-lists.ts';
import { uniteStacks } from './annotated-stacks.ts';
import { ownerOf } from './annotation-owner.ts';
import { hashOf } from './pending-annotations.ts';

type Outcome = Omit<WordsReport, 'problems'> & { readonly problems: readonly Omit<KnownProblem, 'path'>[] };

/**
 * Unites the annotations of a file with the catalog. Those without an item stay pending; see {@link
 * applyPendingAnnotations}.
 */
export function importAnnotations(db: Database, name: string, file: WordsFile): Outcome {
  return db.transaction(() => bring(db, { set: 'words', from: 'file', name }, file, [])).immediate();
}

/** Applies pending annotations to items that exist now. Null when there are none. */
export function applyPendingAnnotations(db: Database): Outcome | null {
  if (statement(db, `SELECT EXISTS (SELECT 1 FROM kept_words)`).pluck().get() !== 1) return null;
  return db
    .transaction(() => {
      const sql = `SELECT id, body FROM kept_words WHERE id IN (
          SELECT words_id FROM kept_words_name JOIN identifier ON value = name
          UNION SELECT words_id FROM kept_words_name JOIN file ON sha256 = unhex(substr(name, 8)) WHERE name LIKE 'sha256:%') ORDER BY id`;
      const rows = statement(db, sql).all() as { id: number; body: string }[];
      const found = rows
        .map((row) => ({ row, item: keptItem(row.body) }))
        .filter(({ item }) => ownerOf(db, item) !== null);
      if (found.length === 0) return null;
      const gone = found.map(({ row }): RowChange => ({ table: 'kept_words', before: row, after: null }));
      const items = found.map(({ item }) => item);
      return bring(
        db,
        { set: 'words', from: 'kept', name: '' },
        { tags: [], collections: [], searches: [], items },
        gone,
      );
    })
    .immediate();
}

function bring(db: Database, change: JournalChange, file: WordsFile, gone: readonly RowChange[]): Outcome {
  const matches = file.items.map((item) => ({ item, id: ownerOf(db, item) }));
  const matched = matches.flatMap(({ item, id }) => (id === null ? [] : [{ item, id }]));
  const strangers = matches.filter(({ id, item }) => id === null && saysSomething(item)).map(({ item }) => item);
  const steps: Delta[] = [];
  const take = (delta: Delta | null): void => {
    if (!delta || isEmpty(delta)) return;
    doStep(db, delta);
    steps.push(delta);
  };
  const lists = mergeLists(
    db,
    file,
    matched.map(({ item }) => item),
  );
  take({ ...NO_CHANGE, rows: [...lists.rows, ...gone, ...keptRows(db, strangers)] });
  const first = uniteItems(db, matched);
  const adoption = planAdoption(db, first.changed);
  take(adoption);
  const { delta, changed: reworded } = adoption ? uniteItems(db, matched) : first;
  take(delta);
  const restacked = uniteStacks(
    db,
    matched.map(({ item }) => item),
    take,
  );
  const changed = new Set([...reworded, ...restacked]);
  return {
    matched: matched.length,
    changed: changed.size,
    kept: strangers.length,
    arranged: lists.arranged,
    problems: lists.problems,
    journalId: steps.length === 0 ? null : writeEntry(db, change, changed.size, steps),
  };
}

function saysSomething({ tags, rating, favorite, note, collections, stack, ids, sha256 }: WordsItem): boolean {
  const isNamed = ids.length > 0 || sha256.length > 0;
  return (
    isNamed && (tags.length > 0 || rating > 0 || favorite || note !== '' || collections.length > 0 || stack !== null)
  );
}

function keptItem(body: string): WordsItem {
  const item = JSON.parse(body) as Omit<WordsItem, 'stack'> & Partial<Pick<WordsItem, 'stack'>>;
  return { ...item, stack: item.stack ?? null };
}

/** Rows for pending annotations; equal ones are stored once. */
function keptRows(db: Database, items: readonly WordsItem[]): RowChange[] {
  const known = statement(db, `SELECT EXISTS (SELECT 1 FROM kept_words WHERE hash = @hash)`).pluck();
  const last = statement(db, `SELECT IFNULL(MAX(id), 0) FROM kept_words`).pluck().get() as number;
  const bodies = [...new Set(items.map(asKept))].filter((body) => known.get({ hash: hashOf(body) }) === 0);
  return bodies.map((body, at) => ({ table: 'kept_words', before: null, after: { id: last + 1 + at, body } }));
}

/** The entry as text with a fixed order of fields. */
function asKept({ ids, sha256, tags, rating, favorite, note, collections, stack }: WordsItem): string {
  const stacked = stack && { stack: { cover: stack.cover, members: [...stack.members].sort() } };
  return JSON.stringify({
    ids: [...ids].sort(),
    sha256: [...sha256].sort(),
    tags: [...tags].sort(),
    rating,
    favorite,
    note,
    collections,
    // Left out when there is none, so that entries stored before stacks existed stay equal.
    ...stacked,
  });
}
