/** The syntax tree of a query: words and filters, combined by and, or, not. */
import type { FormatName, Kind, State } from '../../contract/items/generation.ts';

export type Node =
  | { readonly type: 'all' }
  | { readonly type: 'and' | 'or'; readonly of: readonly Node[] }
  | { readonly type: 'not'; readonly of: Node }
  | TextLeaf
  | FilterLeaf;

/** Consecutive tokens in any text or in one text; with `prefix` the last token is a word beginning. */
export interface TextLeaf {
  readonly type: 'text';
  readonly tokens: readonly string[];
  readonly prefix: boolean;
  readonly column: TextColumn | null;
  /** Another form of what was written (forms.ts); it stands in an `or` behind the text as written. */
  readonly isOther?: true;
}

/** The texts that a field can search alone. `path` is names and folders. */
export type TextColumn = 'title' | 'note' | 'name' | 'path';

export interface FilterLeaf {
  readonly type: 'filter';
  readonly filter: Filter;
}

export type Filter =
  | { readonly type: 'kind'; readonly kind: Kind | null }
  | { readonly type: 'state'; readonly state: State }
  | { readonly type: 'format'; readonly format: FormatName }
  | { readonly type: 'fact'; readonly fact: Fact }
  | { readonly type: 'name'; readonly of: NameField; readonly match: NameMatch }
  | { readonly type: 'number'; readonly of: NumberField; readonly range: Range }
  | { readonly type: 'source'; readonly match: NameMatch }
  | { readonly type: 'folder'; readonly match: FolderMatch }
  | { readonly type: 'folder-words'; readonly tokens: readonly string[]; readonly prefix: boolean }
  | { readonly type: 'id'; readonly value: string; readonly prefix: boolean }
  | { readonly type: 'kin'; readonly kin: Kin; readonly value: string };

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
  | 'date'
  | 'folder';

/** Fields with names of the library as values. */
export type NameField = 'tag' | 'mention' | 'model' | 'account' | 'collection' | 'author';

/** How a name matches: whole (folded), by its beginning, any name, or no name. */
export type NameMatch =
  | { readonly type: 'whole' | 'beginning'; readonly name: string }
  | { readonly type: 'any' }
  | { readonly type: 'none' };

/**
 * Which folders, each with everything in it: those whose last names are these (folded, joined by `/`), the one at a path
 * of this computer as it is written, or the one with a key. `any` is every folder below the top of a source; `none`
 * selects what is in no such folder.
 */
export type FolderMatch =
  | { readonly type: 'names'; readonly names: string; readonly isBeginning: boolean }
  | { readonly type: 'path'; readonly path: string }
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'any' }
  | { readonly type: 'none' };

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
