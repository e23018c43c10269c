/** The person's edits: each one a journal entry that can be undone and done again, across restarts. */
import type { Database } from 'better-sqlite3';
import { Change as AnyChange, type EditResult } from '../../contract/edit.ts';
import { CatalogError } from '../catalog-error.ts';
import { foldText } from '../search/tokens.ts';
import { reindexNotes } from './note-index.ts';
import { nextRevision } from './revision.ts';

type Change = Extract<AnyChange, { set: 'tag-add' | 'tag-remove' | 'favorite' | 'rating' | 'note' }>;

function known(change: AnyChange): Change {
  if (['tag-add', 'tag-remove', 'favorite', 'rating', 'note'].includes(change.set)) return change as Change;
  throw new CatalogError('not-yet', 'This is not yet available.', null);
}

/** What an edit changed, as the journal keeps it: enough to put everything back. */
type Before =
  | { readonly of: 'membership'; readonly ids: readonly number[] }
  | { readonly of: 'values'; readonly was: readonly (readonly [id: number, value: number | string])[] };

interface JournalRow {
  readonly id: number;
  readonly change: string;
  readonly before: string;
}

export interface Edits {
  /** Applies `change` to the generations with these rowids; counts only what really differs afterwards. */
  apply(rowids: readonly number[], change: AnyChange): EditResult;
  undo(): EditResult;
  redo(): EditResult;
  journal(): EditResult;
}

/** Opens the edits on the write connection. */
export function openEdits(db: Database): Edits {
  return {
    apply: (rowids, change) => db.transaction(() => applyNew(db, rowids, known(change))).immediate(),
    undo: () => db.transaction(() => undoLast(db)).immediate(),
    redo: () => db.transaction(() => redoNext(db)).immediate(),
    journal: () => result(db, 0, null),
  };
}

function applyNew(db: Database, rowids: readonly number[], change: Change): EditResult {
  const before = capture(db, rowids, change);
  const changed = idsOf(before);
  if (changed.length === 0) return result(db, 0, null);
  perform(db, changed, change);
  db.prepare(`DELETE FROM journal WHERE undone = 1`).run();
  const journalId = Number(
    db
      .prepare(`INSERT INTO journal (at_ms, change, before, changed) VALUES (@at, @change, @before, @changed)`)
      .run({ at: Date.now(), change: JSON.stringify(change), before: JSON.stringify(before), changed: changed.length }).lastInsertRowid,
  );
  return result(db, changed.length, journalId);
}

function undoLast(db: Database): EditResult {
  const entry = next(db, 'undo');
  if (!entry) return result(db, 0, null);
  const before = JSON.parse(entry.before) as Before;
  const touched = putBack(db, before, known(AnyChange.parse(JSON.parse(entry.change))));
  db.prepare(`UPDATE journal SET undone = 1 WHERE id = @id`).run({ id: entry.id });
  return result(db, touched, entry.id);
}

function redoNext(db: Database): EditResult {
  const entry = next(db, 'redo');
  if (!entry) return result(db, 0, null);
  const ids = follow(db, idsOf(JSON.parse(entry.before) as Before));
  perform(db, ids, known(AnyChange.parse(JSON.parse(entry.change))));
  db.prepare(`UPDATE journal SET undone = 0 WHERE id = @id`).run({ id: entry.id });
  return result(db, ids.length, entry.id);
}

function next(db: Database, direction: 'undo' | 'redo'): JournalRow | null {
  const sql =
    direction === 'undo'
      ? `SELECT id, change, before FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1`
      : `SELECT id, change, before FROM journal WHERE undone = 1 ORDER BY id LIMIT 1`;
  return db.prepare<[], JournalRow>(sql).get() ?? null;
}

function result(db: Database, changed: number, journalId: number | null): EditResult {
  const parsed = (row: JournalRow | null): Change | null => (row ? known(AnyChange.parse(JSON.parse(row.change))) : null);
  return { changed, journalId, undo: parsed(next(db, 'undo')), redo: parsed(next(db, 'redo')) };
}

const idsOf = (before: Before): readonly number[] => (before.of === 'membership' ? before.ids : before.was.map(([id]) => id));

/** Which of the generations the change would alter, with what they hold now. */
function capture(db: Database, rowids: readonly number[], change: Change): Before {
  const ids = JSON.stringify(rowids);
  const picked = `FROM json_each(@ids) AS picked JOIN generation ON generation.id = picked.value AND generation.present = 1`;
  if (change.set === 'tag-add' || change.set === 'tag-remove') {
    const has = `EXISTS (SELECT 1 FROM generation_tag JOIN tag ON tag.id = tag_id WHERE generation_id = generation.id AND tag.folded = @folded)`;
    const sql = `SELECT DISTINCT generation.id ${picked} WHERE ${change.set === 'tag-add' ? 'NOT' : ''} ${has}`;
    return {
      of: 'membership',
      ids: db
        .prepare<object, number>(sql)
        .pluck()
        .all({ ids, folded: foldText(change.tag) }),
    };
  }
  const sql = `SELECT DISTINCT generation.id, coalesce(mark.${change.set}, ${NOTHING[change.set]}) ${picked}
               LEFT JOIN mark ON mark.generation_id = generation.id WHERE coalesce(mark.${change.set}, ${NOTHING[change.set]}) <> @value`;
  const was = db
    .prepare<object, [number, number | string]>(sql)
    .raw()
    .all({ ids, value: settingOf(change) });
  return { of: 'values', was };
}

const NOTHING = { favorite: '0', rating: '0', note: `''` } as const;

function settingOf(change: Extract<Change, { set: 'favorite' | 'rating' | 'note' }>): number | string {
  if (change.set === 'favorite') return Number(change.favorite);
  return change.set === 'rating' ? change.rating : change.note;
}

function perform(db: Database, ids: readonly number[], change: Change): void {
  const list = JSON.stringify(ids);
  if (change.set === 'tag-add') {
    const tagId = tagIdOf(db, change.tag);
    db.prepare(`INSERT OR IGNORE INTO generation_tag (generation_id, tag_id) SELECT value, @tagId FROM json_each(@list)`).run({
      tagId,
      list,
    });
  } else if (change.set === 'tag-remove') {
    const tagId = tagIdOf(db, change.tag);
    db.prepare(`DELETE FROM generation_tag WHERE tag_id = @tagId AND generation_id IN (SELECT value FROM json_each(@list))`).run({
      tagId,
      list,
    });
  } else {
    const value = settingOf(change);
    setValues(
      db,
      change.set,
      ids.map((id) => [id, value]),
    );
  }
  countRevision(db, list);
}

function setValues(db: Database, column: 'favorite' | 'rating' | 'note', values: readonly (readonly [number, number | string])[]): void {
  const sql = `INSERT INTO mark (generation_id, ${column})
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(@values) WHERE true
    ON CONFLICT (generation_id) DO UPDATE SET ${column} = excluded.${column}`;
  db.prepare(sql).run({ values: JSON.stringify(values) });
  if (column !== 'note') return;
  reindexNotes(
    db,
    values.map(([id]) => id),
  );
}

function putBack(db: Database, before: Before, change: Change): number {
  if (before.of === 'membership') {
    const ids = follow(db, before.ids);
    const { tag } = change as Extract<Change, { tag: string }>;
    perform(db, ids, change.set === 'tag-add' ? { set: 'tag-remove', tag } : { set: 'tag-add', tag });
    return ids.length;
  }
  const heirs = follow(
    db,
    before.was.map(([id]) => id),
  );
  const values = before.was.map(([, value], at) => [heirs[at] as number, value] as const);
  setValues(db, change.set as 'favorite' | 'rating' | 'note', values);
  countRevision(db, JSON.stringify(heirs));
  return values.length;
}

/** The generations these have since been united with, in the same order. */
function follow(db: Database, ids: readonly number[]): readonly number[] {
  const into = new Map(
    db.prepare<object, [number, number]>(`SELECT id, merged_into FROM generation WHERE merged_into IS NOT NULL`).raw().all({}),
  );
  return ids.map((id) => {
    let heir = id;
    for (let step = 0; into.has(heir) && step < 100; step++) heir = into.get(heir) as number;
    return heir;
  });
}

/** Spellings that differ only in case, accents, width or space are one tag, as they are one in a search. */
function tagIdOf(db: Database, name: string): number {
  const sql = `INSERT INTO tag (name, folded) VALUES (@name, @folded) ON CONFLICT (folded) DO UPDATE SET folded = excluded.folded RETURNING id`;
  return db
    .prepare<object, number>(sql)
    .pluck()
    .get({ name, folded: foldText(name) }) as number;
}

/** One revision for the whole edit: readers ask for rows that are newer than what they have seen. */
function countRevision(db: Database, list: string): void {
  db.prepare(`UPDATE generation SET revision = @revision WHERE id IN (SELECT value FROM json_each(@list))`).run({
    revision: nextRevision(db),
    list,
  });
}
