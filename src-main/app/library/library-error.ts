/** An error that a person can meet. */

import type { SentenceParams } from '../../contract/archive/problem.ts';
import type { ErrorCode } from '../../contract/library/error-codes.ts';

/** A failure a person can meet, with a stable code, one sentence, and the path it is about. */
export class LibraryError extends Error {
  readonly code: ErrorCode;
  readonly path: string | null;
  readonly params: SentenceParams;
  constructor(code: ErrorCode, message: string, path: string | null, params: SentenceParams = {}) {
    super(message);
    this.code = code;
    this.path = path;
    this.params = params;
  }
}
