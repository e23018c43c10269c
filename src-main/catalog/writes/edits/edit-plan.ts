/** The plan of an edit: its step and the generations that it changes. */
import { CatalogError } from '../../catalog-error.ts';
import { type Delta, NO_CHANGE } from './delta.ts';

/** A step, and the generations that it changes. */
export interface EditPlan {
  readonly delta: Delta;
  readonly changed: readonly number[];
}

export const EMPTY_PLAN: EditPlan = { delta: NO_CHANGE, changed: [] };

const LONGEST_SHOWN = 80;

/** A name for a sentence: long names are cut. */
export const shown = (name: string): string =>
  name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name;

export const quoted = (name: string): string => `“${shown(name)}”`;

/** The error for a name that does not exist. */
export function unknown(what: 'tag' | 'collection' | 'search', name: string): CatalogError {
  return new CatalogError(
    `unknown-${what}`,
    `There is no ${what === 'search' ? 'saved search' : what} ${quoted(name)}.`,
    null,
    {
      name: shown(name),
    },
  );
}
