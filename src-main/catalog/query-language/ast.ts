/** The syntax tree of a query: words and filters, combined by and, or, not. */
import type { FormatName, Kind, State } from '../../contract/items/generation.ts';

export type Node =
  | { readonly is: 'all' }
  | { readonly is: 'and' | 'or'; readonly of: readonly Node[] }
  | { readonly is: 'not'; readonly of: Node }
  | TextLeaf
  | FilterLeaf;

/** Consecutive tokens in any text or in one text; with `prefix` the last token is a word beginning. */
export interface TextLeaf {
  readonly is: 'text';
  readonly tokens: readonly string[];
  readonly prefix: boolean;
  readonly column: 'title' | 'note' | null;
}

export type FilterLeaf = { readonly is: 'filter' } & Filter;

export type Filter =
  | { readonly by: 'kind'; readonly kind: Kind | null }
  | { readonly by: 'state'; readonly state: State }
  | { readonly by: 'format'; readonly format: FormatName }
  | { readonly by: 'fact'; readonly fact: Fact }
  | { readonly by: 'name'; readonly of: NameField; readonly match: NameMatch }
  | { readonly by: 'number'; readonly of: NumberField; readonly range: Range }
  | { readonly by: 'source'; readonly match: NameMatch }
  | { readonly by: 'id'; readonly value: string; readonly prefix: boolean }
  | { readonly by: 'kin'; readonly kin: Kin; readonly value: string };

/**
 * Relations to the item with an identifier: the `same` prompt, the same `task`, the same `family` of remixes, a similar
 * text (`reads`), a similar picture (`looks`), or either of the last two (`like`).
 */
export type Kin = 'same' | 'task' | 'family' | 'like' | 'looks' | 'reads';

/** The facts that `is:` and `has:` test. */
export type Fact =
  | 'favorite'
  | 'liked'
  | 'draft'
  | 'missing'
  | 'duplicate'
  | 'stacked'
  | 'remix'
  | 'audio'
  | 'note'
  | 'c2pa'
  | 'shots'
  | 'prompt'
  | 'title'
  | 'media'
  | 'seed'
  | 'tag'
  | 'mention'
  | 'collection'
  | 'rating'
  | 'date';

/** Fields with names of the library as values. */
export type NameField = 'tag' | 'mention' | 'model' | 'account' | 'collection' | 'author';

/** How a name matches: whole (folded), by its beginning, any name, or no name. */
export type NameMatch =
  | { readonly want: 'whole' | 'beginning'; readonly name: string }
  | { readonly want: 'any' }
  | { readonly want: 'none' };

/** `created` is in ms since 1970 UTC, `duration` in seconds. */
export type NumberField = 'rating' | 'duration' | 'width' | 'height' | 'ratio' | 'created' | 'seed' | 'fps' | 'copies';

/** From `min` to `max`; each end is included unless it is open. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly minOpen: boolean;
  readonly maxOpen: boolean;
}

export const inRange = (range: Range, value: number): boolean =>
  (range.minOpen ? value > range.min : value >= range.min) && (range.maxOpen ? value < range.max : value <= range.max);
