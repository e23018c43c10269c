/**
 * Plans what a file of annotations adds to the lists of tags, collections and saved searches. Existing entries are
 * never replaced.
 */
import type { Database } from 'better-sqlite3';
import type { KnownProblem } from '../../../contract/archive/problem-codes.ts';
import type { WordsFile, WordsItem } from '../../../contract/organising/annotations-file.ts';
import { foldText } from '../../../contract/searching/fold.ts';
import { statement } from '../../query-language/statement.ts';
import { newListRow } from '../edits/arrange-lists.ts';
import type { RowChange } from '../edits/delta.ts';
import { quoted } from '../edits/edit-plan.ts';
import { newTag, resolveTagAlias, type TagRow, tagNamed, tagOfAlias } from '../edits/tag-rows.ts';

interface Arranged {
  readonly rows: readonly RowChange[];
  /** The number of added colours, aliases, collections and searches. New tags count with their items. */
  readonly arranged: number;
  readonly problems: readonly Omit<KnownProblem, 'path'>[];
}

/** @param items entries whose item exists: their tags and collections are created too */
export function mergeLists(db: Database, file: WordsFile, items: readonly WordsItem[]): Arranged {
  const problems: Omit<KnownProblem, 'path'>[] = [];
  const tags = tagRows(db, file, items, problems);
  const collections = collectionRows(db, file, items, problems);
  const searches = searchRows(db, file);
  return {
    rows: [...tags.rows, ...collections, ...searches],
    arranged: tags.arranged + collections.length + searches.length,
    problems,
  };
}

function tagRows(db: Database, file: WordsFile, items: readonly WordsItem[], problems: Arranged['problems'][number][]) {
  const planned = new Map<string, { before: TagRow | null; after: TagRow }>();
  const aliases = new Map<string, RowChange>();
  let arranged = 0;
  const rowOf = (written: string): { before: TagRow | null; after: TagRow } => {
    const name = resolveTagAlias(db, written);
    const known = planned.get(foldText(name));
    if (known) return known;
    const before = tagNamed(db, name);
    const fresh = [...planned.values()].filter((one) => one.before === null).length;
    const entry = { before, after: before ?? newTag(db, name, fresh) };
    planned.set(foldText(name), entry);
    return entry;
  };
  for (const item of items) for (const tag of item.tags) rowOf(tag);
  for (const { name, color, aliases: given } of file.tags) {
    if (color === null && given.length === 0) continue;
    const row = rowOf(name);
    if (color !== null && row.after.color === null) {
      row.after = { ...row.after, color };
      arranged += 1;
    }
    for (const alias of given) {
      const folded = foldText(alias);
      const owner = tagOfAlias(db, alias)?.id ?? (aliases.get(folded)?.after?.tag_id as number | undefined);
      if (owner === row.after.id || folded === row.after.folded) continue;
      if (owner !== undefined || tagNamed(db, alias) || planned.has(folded)) {
        const message = `${quoted(alias)} is in use here already and was not made an alias of ${quoted(row.after.name)}.`;
        problems.push({ code: 'alias-exists', message, params: { name: alias, tag: row.after.name } });
        continue;
      }
      aliases.set(folded, { table: 'tag_alias', before: null, after: { folded, name: alias, tag_id: row.after.id } });
      arranged += 1;
    }
  }
  const changed = [...planned.values()].filter(({ before, after }) => before !== after);
  const rows = changed.map(
    ({ before, after }): RowChange => ({ table: 'tag', before: before && { ...before }, after: { ...after } }),
  );
  return { rows: [...rows, ...aliases.values()], arranged };
}

function collectionRows(
  db: Database,
  file: WordsFile,
  items: readonly WordsItem[],
  problems: Arranged['problems'][number][],
): RowChange[] {
  const standing = statement(db, `SELECT query FROM collection WHERE folded = @folded`).pluck();
  const wanted = new Map<string, { name: string; query: string | null }>();
  for (const one of file.collections) wanted.set(foldText(one.name), one);
  for (const { name } of items.flatMap(({ collections }) => collections))
    if (!wanted.has(foldText(name))) wanted.set(foldText(name), { name, query: null });
  const fresh: { name: string; query: string | null }[] = [];
  for (const [folded, one] of wanted) {
    const query = standing.get({ folded }) as string | null | undefined;
    if (query === undefined) fresh.push(one);
    else if (query !== one.query)
      problems.push({
        code: 'collection-exists',
        message: `The collection ${quoted(one.name)} is another one here and was left as it is.`,
        params: { name: one.name },
      });
  }
  return fresh.map(({ name, query }, ahead): RowChange => {
    const after = newListRow(db, 'collection', name, { query, created_ms: Date.now() }, ahead);
    return { table: 'collection', before: null, after };
  });
}

/** A saved search with the same name and another query is added with a number after its name. */
function searchRows(db: Database, file: WordsFile): RowChange[] {
  const standing = statement(db, `SELECT q, sort FROM saved_search WHERE folded = @folded`);
  const fresh = new Map<string, { name: string; q: string; sort: string }>();
  for (const { name, q, sort } of file.searches) {
    for (let number = 1; ; number += 1) {
      const numbered = number === 1 ? name : `${name} ${number}`;
      const folded = foldText(numbered);
      const there = (standing.get({ folded }) as { q: string; sort: string } | undefined) ?? fresh.get(folded);
      if (!there) fresh.set(folded, { name: numbered, q, sort });
      if (!there || (there.q === q && there.sort === sort)) break;
    }
  }
  return [...fresh.values()].map(({ name, q, sort }, ahead): RowChange => {
    return { table: 'saved_search', before: null, after: newListRow(db, 'saved_search', name, { q, sort }, ahead) };
  });
}
