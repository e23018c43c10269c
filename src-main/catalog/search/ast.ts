/** What a query means, once parsed: words and filters joined by and, or, not. */
import type { FormatName, Kind, State } from '../../contract/generation.ts';

export type Node =
  | { readonly is: 'all' }
  | { readonly is: 'and' | 'or'; readonly of: readonly Node[] }
  | { readonly is: 'not'; readonly of: Node }
  | TextLeaf
  | FilterLeaf;

/** Tokens in a row, in any text or in one of them; with `prefix` the last one may go on. */
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
 * How items may be kin to the one that an identifier names: made of the `same` prompt, in the same `task` or `family` of remixes,
 * `like` it in words (`reads`), in what is seen (`looks`), or in either.
 */
export type Kin = 'same' | 'task' | 'family' | 'like' | 'looks' | 'reads';

/** Yes-or-no facts that `is:` and `has:` ask for. */
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

/** Fields whose values are names that the library knows. */
export type NameField = 'tag' | 'mention' | 'model' | 'account' | 'collection' | 'author';

/** How a name is asked for: folded and whole, by its beginning, any at all, or none. */
export type NameMatch =
  | { readonly want: 'whole' | 'beginning'; readonly name: string }
  | { readonly want: 'any' }
  | { readonly want: 'none' };

/** `created` is in ms since 1970 UTC, `duration` in seconds. */
export type NumberField = 'rating' | 'duration' | 'width' | 'height' | 'ratio' | 'created' | 'seed' | 'fps';

/** From `min` to `max`, both included unless open. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly minOpen: boolean;
  readonly maxOpen: boolean;
}

export const inRange = (range: Range, value: number): boolean =>
  (range.minOpen ? value > range.min : value >= range.min) && (range.maxOpen ? value < range.max : value <= range.max);
