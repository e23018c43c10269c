/** The types of search requests and their answers. */
import { z } from 'zod';
import { Card, Generation } from '../items/generation.ts';
import { Part } from '../organising/change.ts';

/**
 * `collection` is the user's order in a collection. It applies to queries for exactly one manual collection; other
 * queries come newest first.
 */
export const SORTS = ['newest', 'oldest', 'relevance', 'duration', 'rating', 'random', 'collection'] as const;
export const Sort = z.enum(SORTS);
export type Sort = z.infer<typeof Sort>;

/** In smaller libraries the whole layout is there as soon as its beginning, and the timeline would change twice. */
export const LARGE_RESULT = 200_000;

/** The name of a group of a page's requests in which only the newest request counts. */
export const LANE_HEADER = 'x-lane';

/** Longest query, in UTF-16 units. The rest is left out, with a message. */
export const LONGEST_QUERY = 10_000;

export const Query = z.object({
  q: z.string().default(''),
  sort: Sort.default('newest'),
  /** Determines the order of `random`. */
  seed: z.coerce.number().int().default(0),
  /**
   * `closed`: of the found items in a stack, only one takes a place: the cover if it is found. Default: `open`. Totals
   * and counts include all found items in both cases.
   */
  stacks: z.enum(['open', 'closed']).optional(),
});
export type Query = z.infer<typeof Query>;

/**
 * A filter that the query language understood, as a chip that the user can remove: delete [start, end) from the text.
 */
export const Chip = z.object({
  field: z.string(),
  value: z.string(),
  negated: z.boolean(),
  start: z.number().int(),
  end: z.number().int(),
});
export type Chip = z.infer<typeof Chip>;

/** A mistake in a query: a code that the page translates, the place, and a suggestion. */
export const QueryMessage = z.object({
  code: z.enum(['unknown-field', 'bad-value', 'unknown-name', 'unbalanced', 'no-text', 'too-long']),
  message: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  suggestion: z.string().nullable(),
  /** For a misspelled name in an exclusion: the name is not excluded, so the query finds more than intended. */
  isKeptOut: z.boolean().optional(),
});
export type QueryMessage = z.infer<typeof QueryMessage>;

/** The data by which the page marks hits: folded terms. `prefix` terms match the beginning of a word. */
export const HitTerm = z.object({ text: z.string(), prefix: z.boolean() });
export type HitTerm = z.infer<typeof HitTerm>;

/** The interpretation of a query; the same for page, count, facets and layout. */
export const Understanding = z.object({
  chips: z.array(Chip),
  messages: z.array(QueryMessage),
  terms: z.array(HitTerm),
});
export type Understanding = z.infer<typeof Understanding>;

export const SearchResult = z.object({ total: z.number().int(), items: z.array(Generation) });
export type SearchResult = z.infer<typeof SearchResult>;

export const CardPage = Understanding.extend({
  /** Number of all found items. */
  total: z.number().int(),
  /** How many of those are inside closed stacks. The layout has `total - folded` places. */
  folded: z.number().int(),
  items: z.array(Card),
  /** Edits of these parts may change what is found or its order; a change of the archive always may. */
  dependsOn: z.array(Part),
});
export type CardPage = z.infer<typeof CardPage>;

/** The first cards of a result, sent before the total is known. */
export const CardsBegun = Understanding.extend({
  items: z.array(Card),
  /** Whether these cards are the whole result. */
  isAll: z.boolean(),
});
export type CardsBegun = z.infer<typeof CardsBegun>;

const Counts = z.record(z.string(), z.number().int());
export const Facets = z.object({
  kind: Counts,
  model: Counts,
  /** "2025-11" → count, UTC. */
  month: Counts,
  tag: Counts,
  format: Counts,
  state: Counts,
  mention: Counts,
});
export type Facets = z.infer<typeof Facets>;

/**
 * Facets, and the additional counts of the sidebar: memberships and the user's own marks. Here `month` counts undated
 * items under "none". A tag includes its children, as `tag:` finds them. Parent tags are listed even without items of
 * their own.
 */
export const SidebarCounts = Facets.extend({
  total: z.number().int(),
  favorite: z.number().int(),
  untagged: z.number().int(),
  missing: z.number().int(),
  draft: z.number().int(),
  liked: z.number().int(),
  collection: Counts,
  account: Counts,
  rating: Counts,
});
export type SidebarCounts = z.infer<typeof SidebarCounts>;

/** A query with results, offered in place of a query without results. */
export const Correction = z.object({
  q: z.string(),
  /** The changed words. */
  words: z.string(),
  total: z.number().int(),
});
export type Correction = z.infer<typeof Correction>;

/** With kind `recent`, `insert` is a whole query. */
export const Suggestion = z.object({
  /** The displayed text, and the text that replaces the word at the cursor. */
  label: z.string(),
  insert: z.string(),
  kind: z.enum(['field', 'tag', 'mention', 'model', 'collection', 'word', 'recent']),
  count: z.number().int().nullable(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/**
 * What is asked behind a result: counts beside it, suggestions for the word at the cursor, and queries that may have
 * been meant.
 */
export interface BesideAsked {
  /** The queries whose counts are wanted. */
  readonly counts: readonly string[];
  readonly suggest: { readonly q: string; readonly cursor: number } | null;
  /** A query to be corrected if it finds nothing. */
  readonly correct: string | null;
}

export const Beside = z.object({
  /** In the order in which they were asked for. */
  counts: z.array(SidebarCounts),
  suggestions: z.array(Suggestion),
  corrections: z.array(Correction),
});
export type Beside = z.infer<typeof Beside>;
