/** What every error that a person can meet carries. */

import type { SentenceParams } from '../contract/archive/problem.ts';
import type { ErrorCode } from '../contract/library/error-codes.ts';

/** A failure with a stable code, one sentence, and the path it is about. Each room throws its own kind of it. */
export class UserError extends Error {
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
