/** A failure of the catalog that a person can meet. */

import { UserError } from './user-error.ts';

/** A failure of the catalog file itself: it is damaged, foreign, from a newer version, or cannot be written. */
export class CatalogError extends UserError {}
