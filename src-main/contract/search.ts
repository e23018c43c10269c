/** What the search box asks and what it is answered. */
import { z } from 'zod';
import { Card, Generation } from './generation.ts';

/** `collection` is the order a person gave a collection: for queries that ask for exactly one made by hand; others come newest first. */
export const Sort = z.enum(['newest', 'oldest', 'relevance', 'duration', 'rating', 'random', 'collection']);
export type Sort = z.infer<typeof Sort>;

/** Names the questions of a page of which only the newest counts. */
export const LANE_HEADER = 'x-lane';

/** A query is read up to here, in UTF-16 units; what follows is left out, with a message. */
export const LONGEST_QUERY = 10_000;

export const Query = z.object({
  q: z.string().default(''),
  sort: Sort.default('newest'),
  /** Fixes the order of `random`. */
  seed: z.coerce.number().int().default(0),
  /**
   * `closed`: of a stack's items that the query finds only one takes a place, the cover where it is found. `open` unless said.
   * Totals and counts are those of everything found, either way.
   */
  stacks: z.enum(['open', 'closed']).optional(),
});
export type Query = z.infer<typeof Query>;

/** A filter the query language understood, as a chip the person can remove: cut [start, end) out of the text. */
export const Chip = z.object({
  field: z.string(),
  value: z.string(),
  negated: z.boolean(),
  start: z.number().int(),
  end: z.number().int(),
});
export type Chip = z.infer<typeof Chip>;

/** A mistake in a query: a code the page translates, the place, and what may have been meant. */
export const QueryMessage = z.object({
  code: z.enum(['unknown-field', 'bad-value', 'unknown-name', 'unbalanced', 'no-text', 'too-long']),
  message: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  suggestion: z.string().nullable(),
  /** Of a name that is not known but is close to one that is: it was to be kept out, so more is found than was meant. */
  isKeptOut: z.boolean().optional(),
});
export type QueryMessage = z.infer<typeof QueryMessage>;

/** What the page needs to mark hits itself: folded terms; `prefix` terms match the beginning of a word. */
export const HitTerm = z.object({ text: z.string(), prefix: z.boolean() });
export type HitTerm = z.infer<typeof HitTerm>;

/** How a query was understood; the same for page, count, facets and layout. */
export const Understanding = z.object({
  chips: z.array(Chip),
  messages: z.array(QueryMessage),
  terms: z.array(HitTerm),
});
export type Understanding = z.infer<typeof Understanding>;

export const SearchResult = z.object({ total: z.number().int(), items: z.array(Generation) });
export type SearchResult = z.infer<typeof SearchResult>;

export const CardPage = Understanding.extend({
  /** Everything that was found. */
  total: z.number().int(),
  /** How many of those lie inside closed stacks: the layout has `total - folded` places. */
  folded: z.number().int(),
  items: z.array(Card),
});
export type CardPage = z.infer<typeof CardPage>;

/** The first cards of a result, told before it is known how many there are. */
export const CardsBegun = Understanding.extend({
  items: z.array(Card),
  /** Whether these are all. */
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
 * Facets with what the sidebar adds: memberships and the person's own marks. Here `month` has the undated under "none", and a
 * tag counts with its children, as `tag:` finds them; parents are listed even when nothing carries them themselves.
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

/** A query that finds something, in place of one that does not. */
export const Correction = z.object({
  q: z.string(),
  /** The words that are others in it. */
  words: z.string(),
  total: z.number().int(),
});
export type Correction = z.infer<typeof Correction>;

/** Of kind `recent`, `insert` is a whole query. */
export const Suggestion = z.object({
  /** What is shown, and what the word under the cursor is replaced by. */
  label: z.string(),
  insert: z.string(),
  kind: z.enum(['field', 'tag', 'mention', 'model', 'collection', 'word', 'recent']),
  count: z.number().int().nullable(),
});
export type Suggestion = z.infer<typeof Suggestion>;
