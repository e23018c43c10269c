/**
 * Serves media bytes with ranges and conditional requests (RFC 9110, 13 and 14). The stream opens its file only when it
 * is read.
 */
import { Readable } from 'node:stream';
import { readRange } from '../../formats/source-files/byte-range.ts';

/** A range of bytes of a file on disk: the whole file, or a stored entry of a zip. */
export interface Bytes {
  readonly path: string;
  /** The first byte in the file. */
  readonly offset: number;
  readonly size: number;
  /** Null when the date is meaningless. */
  readonly modifiedMs: number | null;
  /** A strong validator, in quotes. */
  readonly etag: string;
}

/** The description of the content in the headers. */
export interface Description {
  readonly mime: string | null;
  /** The file name for a download, when the browser must not show the content. */
  readonly name: string;
  readonly cacheControl: string;
}

/** Answers a GET or HEAD request: 200, 206, 304 or 416. Opens no file before the body is read. */
export function mediaResponse(request: Request, bytes: Bytes, description: Description): Response {
  const headers = describe(bytes, description);
  if (isUnchanged(request, bytes)) return new Response(null, { status: 304, headers });
  const range =
    request.method === 'GET' && rangeApplies(request, bytes)
      ? parseRange(request.headers.get('range'), bytes.size)
      : null;
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${bytes.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: bytes.size };
  headers.set('content-length', String(end - start));
  if (range) headers.set('content-range', `bytes ${start}-${end - 1}/${bytes.size}`);
  const body = request.method === 'HEAD' ? null : streamOf(bytes.path, bytes.offset + start, bytes.offset + end);
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** The media types that may be shown in a page. SVG is excluded, because it can contain scripts. */
const IMAGES = new Set(
  ['png', 'jpeg', 'webp', 'gif', 'avif', 'apng', 'bmp', 'heic', 'heif', 'tiff', 'jxl'].map((name) => `image/${name}`),
);

/** Whether a detected media type may be shown in a page. */
function isShowable(mime: string | null): mime is string {
  return mime !== null && (IMAGES.has(mime) || /^video\/[a-z0-9][a-z0-9.+-]{0,60}$/.test(mime));
}

function describe(bytes: Bytes, { mime, name, cacheControl }: Description): Headers {
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'cache-control': cacheControl,
    'content-type': isShowable(mime) ? mime : 'application/octet-stream',
    etag: bytes.etag,
  });
  if (bytes.modifiedMs !== null) headers.set('last-modified', new Date(bytes.modifiedMs).toUTCString());
  if (!isShowable(mime)) headers.set('content-disposition', `attachment; filename*=UTF-8''${encodeFileName(name)}`);
  return headers;
}

/**
 * Encodes the characters that `encodeURIComponent` leaves but a header parameter must not contain (RFC 8187); lone
 * surrogates become U+FFFD.
 */
function encodeFileName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function isUnchanged(request: Request, bytes: Bytes): boolean {
  const tags = request.headers.get('if-none-match');
  if (tags !== null)
    return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === bytes.etag);
  const since = Date.parse(request.headers.get('if-modified-since') ?? '');
  return bytes.modifiedMs !== null && !Number.isNaN(since) && Math.floor(bytes.modifiedMs / 1000) * 1000 <= since;
}

/** If-Range: a part is sent only if the client has the same version; otherwise the whole file is sent. */
function rangeApplies(request: Request, bytes: Bytes): boolean {
  const condition = request.headers.get('if-range');
  if (condition === null) return true;
  if (condition.includes('"')) return condition.trim() === bytes.etag;
  return bytes.modifiedMs !== null && Date.parse(condition) === Math.floor(bytes.modifiedMs / 1000) * 1000;
}

interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * The single range of a header. Null when the whole file is sent: no header, another unit, an invalid header, or
 * several ranges, which a server may answer in full (RFC 9110, 14.2).
 */
export function parseRange(header: string | null, size: number): Range | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

/** A stream of the bytes [start, end) of a file. It opens the file on the first read. */
function streamOf(path: string, start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const stream = Readable.toWeb(readRange(path, start, end), { strategy: { highWaterMark: 0 } });
  return stream as unknown as ReadableStream<Uint8Array<ArrayBuffer>>;
}
