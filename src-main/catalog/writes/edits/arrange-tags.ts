/** Plans changes of tags: rename, move, merge, delete, colour, alias. A rename changes no item. */
import type { Database } from 'better-sqlite3';
import type { Arrangement } from '../../../contract/organising/edit.ts';
import { foldText } from '../../../contract/searching/fold.ts';
import { CatalogError } from '../../catalog-error.ts';
import { statement } from '../../query-language/statement.ts';
import { NO_CHANGE, type RowChange, type TagLinks } from './delta.ts';
import { type EditPlan, EMPTY_PLAN, quoted, shown, unknown } from './edit-plan.ts';
import { branch, carriersOf, newTag, resolveTagAlias, type TagRow, tagNamed, tagOfAlias } from './tag-rows.ts';

export type TagArrangement = Extract<Arrangement, { set: `tag-${string}` }>;

/** @throws CatalogError when a tag does not exist, or when a name is in use and `merge` is false */
export function planTags(db: Database, wish: TagArrangement): EditPlan {
  switch (wish.set) {
    case 'tag-rename':
      return planRename(db, resolveTagAlias(db, wish.tag), wish.to, wish.merge);
    case 'tag-merge':
      return planMerge(db, resolveTagAlias(db, wish.tag), resolveTagAlias(db, wish.into));
    case 'tag-move':
      return planMove(
        db,
        resolveTagAlias(db, wish.tag),
        wish.under === null ? null : resolveTagAlias(db, wish.under),
        wish.merge,
      );
    case 'tag-delete':
      return planDelete(db, resolveTagAlias(db, wish.tag));
    case 'tag-color':
      return planColor(db, resolveTagAlias(db, wish.tag), wish.color);
    case 'tag-alias-add':
      return planAlias(db, resolveTagAlias(db, wish.tag), wish.alias, wish.merge);
    case 'tag-alias-remove':
      return planAliasRemoval(db, wish.alias);
  }
}

const isWithin = (name: string, parent: string): boolean => foldText(name).startsWith(`${foldText(parent)}/`);

function planMove(db: Database, tag: string, under: string | null, merge: boolean): EditPlan {
  if (under !== null && (foldText(under) === foldText(tag) || isWithin(under, tag)))
    throw new CatalogError('tag-inside-itself', `${quoted(tag)} cannot be moved under itself.`, null, {
      name: shown(tag),
    });
  const leaf = tag.slice(tag.lastIndexOf('/') + 1);
  return planRename(db, tag, under === null ? leaf : `${under}/${leaf}`, merge);
}

function planMerge(db: Database, tag: string, into: string): EditPlan {
  if (isWithin(into, tag))
    throw new CatalogError(
      'tag-inside-itself',
      `${quoted(tag)} cannot be merged into its own subtag. Rename it instead.`,
      null,
      {
        name: shown(tag),
      },
    );
  return planRename(db, tag, into, true);
}

/** The planned changes of tag rows and of links between items and tags. */
interface Draft {
  readonly rows: RowChange[];
  readonly tags: TagLinks[];
}

function planRename(db: Database, tag: string, to: string, merge: boolean): EditPlan {
  const rows = branch(db, tag);
  if (rows.length === 0) throw unknown('tag', tag);
  const depth = tag.split('/').length;
  const leaving = new Set(rows.map(({ id }) => id));
  const draft: Draft = { rows: [], tags: [] };
  for (const row of rows) {
    const name = [to, ...row.name.split('/').slice(depth)].join('/');
    const folded = foldText(name);
    if (name === row.name) continue;
    const ownAlias = assertNoAlias(db, name, row);
    if (ownAlias) draft.rows.push(ownAlias);
    const standing = tagNamed(db, name);
    if (!standing || leaving.has(standing.id))
      draft.rows.push({ table: 'tag', before: { ...row }, after: { ...row, name, folded } });
    else if (merge || isBare(db, standing)) uniteInto(db, draft, row, standing);
    else throw taken(standing.name, 'Renaming would make both one tag.');
  }
  if (draft.rows.length === 0) return EMPTY_PLAN;
  return { delta: { ...NO_CHANGE, ...draft }, changed: carriersOfAll(db, rows) };
}

/**
 * Removes an alias that equals the new name: the tag's own alias becomes the name; an alias of another tag is refused.
 */
function assertNoAlias(db: Database, name: string, row: TagRow): RowChange | null {
  const owner = tagOfAlias(db, name);
  if (!owner) return null;
  if (owner.id !== row.id)
    throw new CatalogError(
      'alias-exists',
      `${quoted(name)} is an alias of ${quoted(owner.name)}. Remove that alias first.`,
      null,
      {
        name: shown(name),
        tag: shown(owner.name),
      },
    );
  const own = aliasesOf(db, row.id).find(({ before }) => before?.folded === foldText(name));
  return own ? { ...own, after: null } : null;
}

/** Moves the items and aliases of `row` to `heir`, and the colour when `heir` has none. */
function uniteInto(db: Database, draft: Draft, row: TagRow, heir: TagRow): void {
  const carriers = carriersOf(db, row.id);
  const known = new Set(carriersOf(db, heir.id));
  const gaining = carriers.filter((id) => !known.has(id));
  if (carriers.length > 0) draft.tags.push({ tag: row.id, added: false, ids: carriers });
  if (gaining.length > 0) draft.tags.push({ tag: heir.id, added: true, ids: gaining });
  for (const { table, before } of aliasesOf(db, row.id))
    draft.rows.push({ table, before, after: before && { ...before, tag_id: heir.id } });
  if (heir.color === null && row.color !== null)
    draft.rows.push({ table: 'tag', before: { ...heir }, after: { ...heir, color: row.color } });
  draft.rows.push({ table: 'tag', before: { ...row }, after: null });
}

function planDelete(db: Database, tag: string): EditPlan {
  const rows = branch(db, tag);
  if (rows.length === 0) throw unknown('tag', tag);
  const links = rows
    .map(({ id }) => ({ tag: id, added: false, ids: carriersOf(db, id) }))
    .filter(({ ids }) => ids.length > 0);
  const aliases = rows.flatMap(({ id }) => aliasesOf(db, id));
  const gone = [...aliases, ...rows.map((row) => ({ table: 'tag' as const, before: { ...row } }))];
  const changed = [...new Set(links.flatMap(({ ids }) => ids))];
  return {
    delta: { ...NO_CHANGE, tags: links, rows: gone.map(({ table, before }) => ({ table, before, after: null })) },
    changed,
  };
}

function planColor(db: Database, tag: string, color: string | null): EditPlan {
  const { row, isNew } = rowFor(db, tag);
  if (row.color === color) return EMPTY_PLAN;
  return {
    delta: { ...NO_CHANGE, rows: [{ table: 'tag', before: isNew ? null : { ...row }, after: { ...row, color } }] },
    changed: [],
  };
}

function planAlias(db: Database, tag: string, alias: string, merge: boolean): EditPlan {
  const { row, isNew } = rowFor(db, tag);
  const folded = foldText(alias);
  const owner = tagOfAlias(db, alias);
  if (owner?.id === row.id || folded === row.folded) return EMPTY_PLAN;
  if (owner)
    throw new CatalogError('alias-exists', `${quoted(alias)} is an alias of ${quoted(owner.name)} already.`, null, {
      name: shown(alias),
      tag: shown(owner.name),
    });
  const draft: Draft = { rows: isNew ? [{ table: 'tag', before: null, after: { ...row } }] : [], tags: [] };
  const standing = tagNamed(db, alias);
  if (standing && !merge && !isBare(db, standing))
    throw taken(standing.name, `As an alias it would become one with ${quoted(row.name)}.`);
  const changed = standing ? carriersOf(db, standing.id) : [];
  if (standing) uniteInto(db, draft, standing, row);
  draft.rows.push({ table: 'tag_alias', before: null, after: { folded, name: alias, tag_id: row.id } });
  return { delta: { ...NO_CHANGE, ...draft }, changed };
}

function planAliasRemoval(db: Database, alias: string): EditPlan {
  const owner = tagOfAlias(db, alias);
  const row = owner && aliasesOf(db, owner.id).find(({ before }) => before?.folded === foldText(alias));
  if (!row) throw new CatalogError('unknown-tag', `There is no alias ${quoted(alias)}.`, null, { name: shown(alias) });
  return { delta: { ...NO_CHANGE, rows: [{ ...row, after: null }] }, changed: [] };
}

/** The row of a tag; a new planned row when only its children have rows. */
function rowFor(db: Database, tag: string): { readonly row: TagRow; readonly isNew: boolean } {
  const row = tagNamed(db, tag);
  if (row) return { row, isNew: false };
  if (branch(db, tag).length === 0) throw unknown('tag', tag);
  return { row: newTag(db, tag), isNew: true };
}

function aliasesOf(db: Database, tag: number): readonly RowChange[] {
  const rows = statement(db, `SELECT folded, name, tag_id FROM tag_alias WHERE tag_id = @tag ORDER BY folded`).all({
    tag,
  });
  return (rows as { folded: string; name: string; tag_id: number }[]).map((before) => ({
    table: 'tag_alias',
    before,
    after: before,
  }));
}

/** Whether a tag has no item, no colour and no alias. Such a tag is invisible. */
function isBare(db: Database, row: TagRow): boolean {
  const carried = statement(db, `SELECT EXISTS (SELECT 1 FROM generation_tag WHERE tag_id = @id)`)
    .pluck()
    .get({ id: row.id });
  return carried === 0 && row.color === null && aliasesOf(db, row.id).length === 0;
}

function carriersOfAll(db: Database, rows: readonly TagRow[]): readonly number[] {
  return [...new Set(rows.flatMap(({ id }) => carriersOf(db, id)))];
}

const taken = (name: string, consequence: string): CatalogError =>
  new CatalogError('tag-exists', `There is a tag ${quoted(name)} already. ${consequence}`, null, { name: shown(name) });
