/** Turns every failure into an answer: a status and an ErrorBody with one plain sentence. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SentenceParams } from '../../contract/archive/problem.ts';
import type { ProblemCode } from '../../contract/archive/problem-codes.ts';
import type { ErrorCode } from '../../contract/library/error-codes.ts';
import type { ErrorBody } from '../../contract/library/library.ts';
import { InputError } from '../../formats/source.ts';
import { faultOf } from '../../storage/fault.ts';
import { note } from '../../storage/log.ts';
import { LibraryError } from '../library/library-error.ts';
import { diskFailure } from '../library/library-failure.ts';

/** The statuses of error codes. A code that is not listed gets 409: the request was valid but cannot be done now. */
const STATUS: Readonly<Partial<Record<ErrorCode | ProblemCode, ContentfulStatusCode>>> = {
  'bad-request': 400,
  'same-place': 400,
  'beside-originals': 403,
  'library-among-originals': 403,
  'mirror-inside': 403,
  'mirror-around': 403,
  forbidden: 403,
  'not-readable': 403,
  'not-found': 404,
  'unknown-id': 404,
  'unknown-tag': 404,
  'unknown-collection': 404,
  'unknown-search': 404,
  'file-missing': 404,
  'file-unreadable': 404,
  'too-large': 413,
  'query-not-understood': 422,
  dropped: 503,
  'library-unavailable': 503,
  'library-damaged': 503,
  'library-unwritable': 503,
  'disk-full': 507,
  'mirror-full': 507,
  'thread-ended': 503,
  'edit-unconfirmed': 503,
};

/** A failure as a response. */
export function errorResponse(status: number, code: ErrorCode, message: string): Response {
  return respond(status, { code, message, path: null });
}

function respond(status: number, error: ErrorBody['error']): Response {
  return Response.json({ error } satisfies ErrorBody, {
    status,
    headers: { 'cache-control': 'no-store' },
  });
}

/** The code, sentence and path of an error that a person can meet; null for a fault of the program. */
export function toUserError(cause: unknown): ErrorBody['error'] | null {
  if (cause instanceof InputError) return cause.problem;
  if (!(cause instanceof Error)) return null;
  const { code, path, params } = cause as { code?: unknown; path?: unknown; params?: SentenceParams };
  // Our codes are lower-case words, also in plain errors from another thread; the system's codes are ENOENT and
  // similar.
  const ours =
    cause instanceof LibraryError ||
    (typeof code === 'string' && code !== 'internal' && /^[a-z]+(-[a-z0-9]+)*$/.test(code));
  if (ours)
    return {
      code: String(code),
      message: cause.message,
      path: typeof path === 'string' ? path : null,
      ...(params && { params }),
    };
  const ofDisk = diskFailure(cause);
  return ofDisk && { code: ofDisk.code, message: ofDisk.message, path: null, params: ofDisk.params };
}

/**
 * Handles errors that no route handled. Errors with a code keep their sentence; for all others the sentence reveals no
 * internal details.
 */
export function answerError(cause: Error, c: Context): Response {
  if (cause instanceof HTTPException)
    return errorResponse(cause.status, 'bad-request', cause.message || 'The request could not be read.');
  // The client has closed the request, so no one reads the answer and it is no fault.
  if (c.req.raw.signal.aborted) return errorResponse(503, 'aborted', 'The request was cancelled.');
  const told = toUserError(cause);
  if (told) return respond((STATUS as Readonly<Record<string, number>>)[told.code] ?? 409, told);
  note('request-failed', { method: c.req.method, route: routePath(c, -1), ...faultOf(cause) });
  process.stderr.write(`${c.req.method} ${c.req.path}: ${cause.stack ?? cause.message}\n`);
  return errorResponse(500, 'internal', 'Something went wrong inside Afterimage. The details are in its log.');
}
