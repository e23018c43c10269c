/** Resolves names of the person: aliases to tags, smart collections to queries. Both lists are short. */
import type { Database } from 'better-sqlite3';
import { foldText } from '../../../contract/searching/fold.ts';
import type { NameMatch } from '../../query-language/ast.ts';
import { statement } from '../../query-language/statement.ts';

/**
 * Returns a test for folded tags: a tag matches by its name, by an alias, or as a child of a matching tag; for a
 * beginning, tags and aliases that begin so. An alias replaces its tag in the tree: with the alias `proj` of `project`,
 * `proj/film` means `project/film`.
 */
export function tagsNamed(db: Database, match: Extract<NameMatch, { name: string }>): (folded: string) => boolean {
  const { name, type } = match;
  const aliases = statement(db, 'SELECT a.name, t.name FROM tag_alias a JOIN tag t ON t.id = a.tag_id').raw().all() as [
    string,
    string,
  ][];
  const meant = aliases.flatMap((names) => {
    const [alias = '', tag = ''] = names.map(foldText);
    if (type === 'beginning' && alias.startsWith(name)) return [tag];
    if (name !== alias && !name.startsWith(`${alias}/`)) return [];
    return [tag + name.slice(alias.length)];
  });
  if (type === 'beginning') return (folded) => folded.startsWith(name) || meant.some((tag) => folded.startsWith(tag));
  return (folded) => [name, ...meant].some((tag) => folded === tag || folded.startsWith(`${tag}/`));
}

/** The tags with an alias that begins with this text. */
export function tagsWithAlias(db: Database, beginning: string): readonly string[] {
  const sql = `SELECT DISTINCT t.name FROM tag_alias a JOIN tag t ON t.id = a.tag_id WHERE a.folded >= :beginning AND a.folded < :end`;
  return statement(db, sql)
    .pluck()
    .all({ beginning, end: `${beginning}\u{10ffff}` }) as string[];
}

export interface SmartCollection {
  readonly id: number;
  readonly name: string;
  readonly folded: string;
  readonly query: string;
}

export function smartQueries(db: Database): readonly SmartCollection[] {
  const sql = 'SELECT id, name, query FROM collection WHERE query IS NOT NULL ORDER BY position, id';
  const rows = statement(db, sql).all() as Omit<SmartCollection, 'folded'>[];
  return rows.map((row) => ({ ...row, folded: foldText(row.name) }));
}
