/** Tells which parts of the library and which items a step of an edit changed. */
import { EVERY_EDIT, MOST_NAMED, type Part, type Scope } from '../../../contract/organising/change.ts';
import type { Delta, MarkColumn, RowChange } from './delta.ts';

const OF_TABLE: Readonly<Record<RowChange['table'], Part | null>> = {
  tag: 'tag-list',
  tag_alias: 'tag-list',
  collection: 'collection-list',
  saved_search: 'searches',
  kept_words: null,
};

const OF_MARK: Readonly<Record<MarkColumn, Part>> = { favorite: 'favorites', rating: 'ratings', note: 'notes' };

/** @param ids the generations that the step changed */
export function scopeOf(delta: Delta, ids: readonly number[]): Scope {
  const { rows, tags, marks, places, stacks, heirs } = delta;
  // An inheritance can hold edits of every kind.
  if (heirs.length > 0) return EVERY_EDIT;
  const parts = [
    ...rows.map(({ table }) => OF_TABLE[table]),
    ...tags.map((): Part => 'tags'),
    ...marks.map(({ column }) => OF_MARK[column]),
    ...places.map((): Part => 'collections'),
    ...stacks.map((): Part => 'stacks'),
  ];
  const isNamed = ids.length <= MOST_NAMED && !rows.some(renames) && stacks.length === 0;
  return { parts: [...new Set(parts.filter((part) => part !== null))], items: isNamed ? [...ids] : null };
}

/** Whether a tag or a collection was renamed or deleted. The step does not name the items that carry it. */
function renames({ table, before, after }: RowChange): boolean {
  return (table === 'tag' || table === 'collection') && before !== null && before.name !== after?.name;
}
