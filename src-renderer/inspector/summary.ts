/** Summarises several generations: common values and differences. */
import type { Card } from '../../src-main/contract/items/generation.ts';
import type { SidebarCounts } from '../../src-main/contract/searching/search.ts';

export interface Summary {
  readonly count: number;
  readonly favorites: number;
  /** The common rating; null when ratings differ. */
  readonly rating: number | null;
  /** All tags with their number of items, the most common first. */
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
}

/** The summary of the cards of a selection. */
export function summarize(cards: readonly Card[]): Summary {
  const tags = new Map<string, number>();
  for (const card of cards) for (const tag of card.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  const ratings = new Set(cards.map((card) => card.rating));
  return {
    count: cards.length,
    favorites: cards.filter((card) => card.favorite).length,
    rating: ratings.size === 1 ? (cards[0]?.rating ?? null) : null,
    tags: ordered(tags),
  };
}

/**
 * The summary from the counts of a whole result, without the deselected generations. The count of a tag includes its
 * children, so a tag with children is left out: its own number of items is unknown.
 */
export function summarizeResult(counts: SidebarCounts, except: readonly Card[]): Summary {
  const names = Object.keys(counts.tag);
  const tags = new Map(
    Object.entries(counts.tag).filter(([tag]) => !names.some((other) => other.startsWith(`${tag}/`))),
  );
  const ratings = new Map(Object.entries(counts.rating).map(([rating, count]) => [Number(rating), count]));
  const rated = [...ratings].reduce((sum, [rating, count]) => sum + (rating > 0 ? count : 0), 0);
  ratings.set(0, counts.total - rated);
  for (const card of except) {
    for (const tag of card.tags) if (tags.has(tag)) tags.set(tag, (tags.get(tag) ?? 0) - 1);
    ratings.set(card.rating, (ratings.get(card.rating) ?? 0) - 1);
  }
  const given = [...ratings].filter(([, count]) => count > 0);
  return {
    count: counts.total - except.length,
    favorites: counts.favorite - except.filter((card) => card.favorite).length,
    rating: given.length === 1 ? (given[0]?.[0] ?? null) : null,
    tags: ordered(tags),
  };
}

function ordered(tags: ReadonlyMap<string, number>): Summary['tags'] {
  return [...tags]
    .filter(([, count]) => count > 0)
    .map(([tag, count]) => ({ tag, count }))
    .toSorted((a, b) => b.count - a.count || a.tag.localeCompare(b.tag));
}
