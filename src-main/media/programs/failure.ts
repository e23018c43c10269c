/** The ways in which making a preview can fail: a code, one sentence, and whether a retry can help. */

export type FailureCode =
  /** The file or its drive is absent, or access is denied. */
  | 'missing'
  /** No frame of the file can be decoded: it is damaged, or this ffmpeg does not know its format. */
  | 'undecodable'
  /** The bytes are not media, or not of the requested kind. */
  | 'not-media'
  | 'timeout'
  | 'disk-full'
  | 'no-ffmpeg'
  /** The request was cancelled. */
  | 'dropped'
  | 'internal';

export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
}

export type Made<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function made<T>(value: T): Made<T> {
  return { ok: true, value };
}

export function failed(code: FailureCode, message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, message } };
}

/** Failures of the file's content. The same bytes fail again in the same way, so these failures are stored. */
export function isLasting(code: FailureCode): boolean {
  return code === 'undecodable' || code === 'not-media' || code === 'timeout';
}

const MISSING: ReadonlySet<string> = new Set([
  'ENOENT',
  'EACCES',
  'EPERM',
  'ENOTDIR',
  'EISDIR',
  'EIO',
  'ENXIO',
  'ENODEV',
  'ESTALE',
]);
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** Converts an error of the system, of zlib or of the preview store into a failure. */
export function failureOf(cause: unknown): Failure {
  const { code, name, message } = cause as { code?: string; name?: string; message?: string };
  if (name === 'AbortError') return { code: 'dropped', message: 'This preview is no longer requested.' };
  if (code && FULL.has(code)) return DISK_FULL;
  if (code && MISSING.has(code))
    return { code: 'missing', message: 'The file cannot be read: it does not exist, or access is denied.' };
  if (code?.startsWith('Z_')) return { code: 'undecodable', message: 'The compressed entry is damaged.' };
  return { code: 'internal', message: message ?? String(cause) };
}

export const DISK_FULL: Failure = { code: 'disk-full', message: 'The disk that holds the library is full.' };
