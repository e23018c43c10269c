/** Tag rows: found by any spelling or alias; new rows are planned. */
import type { Database } from 'better-sqlite3';
import { foldText } from '../../../contract/searching/fold.ts';
import { rowNamed } from '../../query-language/named-rows.ts';
import { statement } from '../../query-language/statement.ts';

export interface TagRow {
  readonly id: number;
  readonly name: string;
  readonly folded: string;
  readonly color: string | null;
}

/** The tag with this name. Names that a search does not tell apart are equal (contract/searching/fold.ts). */
export function tagNamed(db: Database, name: string): TagRow | null {
  return (rowNamed(db, 'tag', 'id, name, folded, color', name) as TagRow | undefined) ?? null;
}

/** The tag of an alias. */
export function tagOfAlias(db: Database, name: string): TagRow | null {
  const sql = `SELECT tag.id, tag.name, tag.folded, color FROM tag_alias JOIN tag ON tag.id = tag_id WHERE tag_alias.folded = @folded`;
  return (statement(db, sql).get({ folded: foldText(name) }) as TagRow) ?? null;
}

/**
 * Replaces an alias, also an alias of a parent, by the name of its tag: with the alias `proj` of `project`, `proj/film`
 * gives `project/film`.
 */
export function resolveTagAlias(db: Database, name: string): string {
  const known = tagNamed(db, name);
  if (known) return known.name;
  const parts = name.split('/');
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const tag = tagOfAlias(db, parts.slice(0, depth).join('/'));
    if (tag) return [tag.name, ...parts.slice(depth)].join('/');
  }
  return name;
}

/** A tag and its children. */
export function branch(db: Database, name: string): readonly TagRow[] {
  const own = tagNamed(db, name);
  const start = `${foldText(name)}/`;
  const children = statement(
    db,
    `SELECT id, name, folded, color FROM tag WHERE substr(ltrim(folded, char(1)), 1, @length) = @start ORDER BY folded`,
  ).all({ start, length: [...start].length }) as TagRow[];
  return own ? [own, ...children] : children;
}

/** The row of a new tag. @param ahead the number of new rows planned before this one */
export function newTag(db: Database, name: string, ahead = 0): TagRow {
  const id = 1 + ahead + (statement(db, `SELECT IFNULL(MAX(id), 0) FROM tag`).pluck().get() as number);
  return { id, name, folded: foldText(name), color: null };
}

/** The generations with this tag as their own, ascending. */
export function carriersOf(db: Database, tag: number): readonly number[] {
  const sql = `SELECT generation_id FROM generation_tag WHERE tag_id = @tag AND inherited = 0 ORDER BY generation_id`;
  return statement(db, sql).pluck().all({ tag }) as number[];
}
