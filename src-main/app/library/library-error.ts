/** The class of errors that a person can meet when using a library. */

import { UserError } from '../../catalog/user-error.ts';

/** An error of a library, or of a path that was given to it. */
export class LibraryError extends UserError {}
