/** An error that a person can meet. */

import { UserError } from '../../catalog/user-error.ts';

/** A failure of a library or a path given to it. */
export class LibraryError extends UserError {}
