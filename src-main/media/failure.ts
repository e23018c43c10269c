/** How making a preview can fail, as a value: a code, one sentence, and whether trying again could help. */

export type FailureCode =
  /** The file or its drive is not there, or may not be read. */
  | 'missing'
  /** Nothing in the file can be decoded: it is damaged, or of a kind this ffmpeg does not know. */
  | 'undecodable'
  /** The bytes are not media at all, or not of the kind that was asked for. */
  | 'not-media'
  | 'timeout'
  | 'disk-full'
  | 'no-ffmpeg'
  /** Nobody waits for it any more. */
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

/** Failures that belong to the bytes: the same file fails the same way again, so they are worth remembering. */
export function isLasting(code: FailureCode): boolean {
  return code === 'undecodable' || code === 'not-media' || code === 'timeout';
}

const MISSING: ReadonlySet<string> = new Set(['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR', 'EISDIR', 'EIO', 'ENXIO', 'ENODEV', 'ESTALE']);
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** An error of the system, of zlib or of the preview store, as a failure with a sentence. */
export function failureOf(cause: unknown): Failure {
  const { code, name, message } = cause as { code?: string; name?: string; message?: string };
  if (name === 'AbortError') return { code: 'dropped', message: 'Nobody waits for this preview any more.' };
  if (code && FULL.has(code)) return DISK_FULL;
  if (code && MISSING.has(code)) return { code: 'missing', message: 'The file cannot be read: it is not there, or access is denied.' };
  if (code?.startsWith('Z_')) return { code: 'undecodable', message: 'The compressed entry is damaged.' };
  return { code: 'internal', message: message ?? String(cause) };
}

export const DISK_FULL: Failure = { code: 'disk-full', message: 'The disk that holds the library is full.' };
