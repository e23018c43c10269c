/** What a change of the catalog concerns, so that pages ask anew for that alone. */
import { z } from 'zod';

/**
 * Parts of a library. `archive` is what sources and imports bring; the rest is the person's. `tags` and `collections`
 * say which items carry what, `tag-list` and `collection-list` what there is and how it is named.
 */
export const PARTS = [
  'archive',
  'tags',
  'tag-list',
  'favorites',
  'ratings',
  'notes',
  'collections',
  'collection-list',
  'searches',
  'stacks',
] as const;
export const Part = z.enum(PARTS);
export type Part = z.infer<typeof Part>;

/** A change of more items than this names none of them. */
export const MOST_NAMED = 500;

/** What one change of the catalog concerns. */
export const Scope = z.object({
  parts: z.array(Part),
  /** The items that differ now, by number; null: any may. */
  items: z.array(z.number().int()).max(MOST_NAMED).nullable(),
});
export type Scope = z.infer<typeof Scope>;

export const EVERYTHING: Scope = { parts: [...PARTS], items: null };

/** Everything that the person may change. */
export const EVERY_EDIT: Scope = { parts: PARTS.filter((part) => part !== 'archive'), items: null };

/** What both concern. */
export function union(one: Scope, other: Scope): Scope {
  const items = one.items && other.items ? [...new Set([...one.items, ...other.items])] : null;
  return {
    parts: [...new Set([...one.parts, ...other.parts])],
    items: items && items.length <= MOST_NAMED ? items : null,
  };
}
