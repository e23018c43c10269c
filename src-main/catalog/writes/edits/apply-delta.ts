/** Applies and reverts the steps of an edit. Call inside the transaction that writes the journal. */
import type { Database } from 'better-sqlite3';
import type { Scope } from '../../../contract/organising/change.ts';
import { foldText } from '../../../contract/searching/fold.ts';
import { packIds } from '../../packed-ids.ts';
import { keyFor } from '../../query-language/named-rows.ts';
import { statement } from '../../query-language/statement.ts';
import { keepNames } from '../annotations/pending-annotations.ts';
import { updateCopiedEdits, updateInheritedEdits } from '../generations/inherited-edits.ts';
import { reindexNotes } from '../generations/note-index.ts';
import { nextRevision } from '../generations/revision.ts';
import { type Delta, idsIn, inverse, type MarkColumn, type Places, type Row, type RowChange, TABLES } from './delta.ts';
import { scopeOf } from './scope.ts';

/** Applies a step and returns what it changed. Its `before` values must equal the rows in the catalog. */
export function doStep(db: Database, delta: Delta): Scope {
  cutHeirs(db, delta.heirs);
  return scopeOf(delta, write(db, delta, []));
}

/** Reverts a step and returns what that changed. */
export function undoStep(db: Database, delta: Delta): Scope {
  return scopeOf(delta, write(db, { ...inverse(delta), heirs: [] }, delta.heirs));
}

/** Ends inheritances: the generation now has all inherited edits as its own. */
function cutHeirs(db: Database, heirs: Delta['heirs']): void {
  if (heirs.length === 0) return;
  const cut = statement(db, `DELETE FROM heir WHERE from_id = @from AND heir_id = @heir`);
  for (const [from, heir] of heirs) cut.run({ from, heir });
  updateCopiedEdits(db, [...new Set(heirs.map(([, heir]) => heir))]);
}

/** Returns the generations that differ now. */
function write(db: Database, delta: Delta, inheritAgain: Delta['heirs']): readonly number[] {
  putRows(db, delta.rows);
  for (const { tag, added, ids } of delta.tags) linkTag(db, tag, added, ids);
  for (const { column, after, ids } of delta.marks) setMarks(db, column, after, ids);
  for (const places of delta.places) setPlaces(db, places);
  for (const { ids, after } of delta.stacks) setCovers(db, ids, after);
  // A generation that is shown again passes its edits to no other.
  const inherit = statement(
    db,
    `INSERT OR IGNORE INTO heir (from_id, heir_id) SELECT @from, @heir WHERE EXISTS (SELECT 1 FROM generation WHERE id = @from AND present = 0)`,
  );
  for (const [from, heir] of inheritAgain) inherit.run({ from, heir });
  const ids = idsIn({ ...delta, heirs: inheritAgain });
  const { renewed, reworded } = updateInheritedEdits(db, ids);
  dropRows(db, delta.rows);
  reindexNotes(db, [
    ...new Set([...delta.marks.flatMap(({ column, ids: some }) => (column === 'note' ? some : [])), ...reworded]),
  ]);
  const all = renewed.length === 0 ? ids : [...new Set([...ids, ...renewed])];
  noteEdited(db, delta, all, renewed.length > 0);
  return all;
}

/** Records the edited generations for readers; see the table `edited`. */
function noteEdited(db: Database, delta: Delta, all: readonly number[], isInherited: boolean): void {
  const revision = nextRevision(db);
  if (all.length === 0) return;
  const only = (what: 'tag' | 'mark'): boolean =>
    !isInherited && delta.places.length === 0 && (what === 'tag' ? delta.marks : delta.tags).length === 0;
  const what = only('tag') ? 'tag' : only('mark') ? 'mark' : 'member';
  statement(db, `INSERT INTO edited (revision, what, ids) VALUES (@revision, @what, @ids)`).run({
    revision,
    what,
    ids: packIds(all),
  });
}

/** Names are unique. Changed names are freed first, so that two rows can swap their names. */
function putRows(db: Database, rows: readonly RowChange[]): void {
  for (const { table, before } of rows) {
    if (!before) continue;
    const [key] = TABLES[table];
    if (table === 'tag_alias')
      statement(db, `DELETE FROM tag_alias WHERE folded IN (@folded, @today)`).run({
        folded: before.folded,
        today: foldText(before.name as string),
      });
    else if (table !== 'kept_words')
      statement(db, `UPDATE ${table} SET folded = char(0) || ${key} WHERE ${key} = @key`).run({ key: before[key] });
  }
  // Aliases last: they refer to their tag.
  const last = ({ table }: RowChange): number => Number(table === 'tag_alias');
  for (const { table, after } of [...rows].sort((a, b) => last(a) - last(b))) if (after) putRow(db, table, after);
}

function putRow(db: Database, table: RowChange['table'], row: Row): void {
  const [key, ...columns] = TABLES[table];
  if (table === 'kept_words') return keepNames(db, row.id as number, row.body as string);
  const sql = `INSERT INTO ${table} (${[key, ...columns].join(', ')}) VALUES (${[key, ...columns].map((name) => `@${name}`).join(', ')})
    ON CONFLICT (${key}) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  statement(db, sql).run(withKey(db, table, row));
}

/** The row with the key of today: its entry may be of a program that folded names otherwise. */
function withKey(db: Database, table: Exclude<RowChange['table'], 'kept_words'>, row: Row): Row {
  const name = row.name as string;
  return { ...row, folded: table === 'tag_alias' ? foldText(name) : keyFor(db, table, name, row.id as number) };
}

function dropRows(db: Database, rows: readonly RowChange[]): void {
  for (const { table, before, after } of rows) {
    if (!before || after || table === 'tag_alias') continue;
    // A tag row that an item still uses is not deleted.
    const carried = table === 'tag' ? ' AND NOT EXISTS (SELECT 1 FROM generation_tag WHERE tag_id = @id)' : '';
    statement(db, `DELETE FROM ${table} WHERE id = @id${carried}`).run({ id: before.id });
  }
}

function linkTag(db: Database, tag: number, added: boolean, ids: readonly number[]): void {
  const sql = added
    ? `INSERT INTO generation_tag (generation_id, tag_id) SELECT value, @tag FROM json_each(@list) WHERE true
       ON CONFLICT (generation_id, tag_id) DO UPDATE SET inherited = 0`
    : `DELETE FROM generation_tag WHERE tag_id = @tag AND inherited = 0 AND generation_id IN (SELECT value FROM json_each(@list))`;
  statement(db, sql).run({ tag, list: JSON.stringify(ids) });
}

/** Sets the item's own mark; an inherited mark of the item stays. */
function setMarks(db: Database, column: MarkColumn, value: number | string, ids: readonly number[]): void {
  const sql = `INSERT INTO mark (generation_id, ${column}) SELECT value, @value FROM json_each(@list) WHERE true
    ON CONFLICT (generation_id) DO UPDATE SET
      ${column} = IIF(own_${column} IS NULL, excluded.${column}, ${column}), own_${column} = IIF(own_${column} IS NULL, NULL, excluded.${column})`;
  statement(db, sql).run({ value, list: JSON.stringify(ids) });
}

function setPlaces(db: Database, { collection, ids, after }: Places): void {
  if (after === null) {
    statement(
      db,
      `DELETE FROM collection_item WHERE collection_id = @collection AND inherited = 0 AND generation_id IN (SELECT value FROM json_each(@list))`,
    ).run({ collection, list: JSON.stringify(ids) });
    return;
  }
  // Items added together have evenly spaced positions, so one statement writes them: single statements took three times
  // as long.
  const step = (after[1] ?? 0) - (after[0] ?? 0);
  const isRow = after.every((position, at) => at === 0 || position - (after[at - 1] as number) === step);
  const [ranks, position] = isRow ? [[ids], `@first + key * @step`] : [ids.map((id) => [id]), `@first`];
  const put = statement(
    db,
    `INSERT INTO collection_item (collection_id, generation_id, position) SELECT @collection, value, ${position} FROM json_each(@list) WHERE true
     ON CONFLICT (collection_id, generation_id) DO UPDATE SET position = excluded.position, inherited = 0`,
  );
  ranks.forEach((list, at) => {
    put.run({ collection, list: JSON.stringify(list), first: after[at], ...(isRow ? { step } : {}) });
  });
}

function setCovers(db: Database, ids: readonly number[], covers: readonly (number | null)[]): void {
  const put = statement(
    db,
    `INSERT INTO stack_member (generation_id, cover_id) VALUES (@id, @cover) ON CONFLICT (generation_id) DO UPDATE SET cover_id = excluded.cover_id`,
  );
  const drop = statement(db, `DELETE FROM stack_member WHERE generation_id = @id`);
  ids.forEach((id, at) => {
    const cover = covers[at] ?? null;
    if (cover === null) drop.run({ id });
    else put.run({ id, cover });
  });
}
