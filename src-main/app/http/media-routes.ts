/** Serves media by id, never by path: originals, posters, filmstrips, proxies. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import type { StoredFile } from '../../catalog/reads/items/stored-file.ts';
import { locate } from '../../formats/zip/zip-read.ts';
import type { Library } from '../library/library.ts';
import { LibraryError } from '../library/library-error.ts';
import type { Preview, PreviewKind } from '../library/previews-api.ts';
import { type Bytes, mediaResponse } from './media-response.ts';
import { RowNumber, validate } from './validate.ts';

const FileId = z.object({ fileId: RowNumber });
const Row = z.object({ rowid: RowNumber });

/**
 * An original can be replaced at any time, so the browser asks each time whether it changed; that costs only headers.
 */
const REVALIDATE = 'private, no-cache';
const FOREVER = 'private, max-age=31536000, immutable';

export function mediaRoutes(library: Library) {
  return new Hono()
    .get('/file/:fileId', validate('param', FileId), async (c) => {
      const file = await library.reads.file(c.req.valid('param').fileId);
      if (!file) throw new LibraryError('not-found', 'This file is not in the library any more.', null);
      const name = basename((file.entry ?? file.path).replaceAll('\\', '/'));
      return mediaResponse(c.req.raw, await originalBytes(library, file, c.req.raw.signal), {
        mime: file.mime,
        name,
        cacheControl: REVALIDATE,
      });
    })
    .get('/poster/:rowid', validate('param', Row), (c) =>
      preview(library, c.req.raw, c.req.valid('param').rowid, 'poster'),
    )
    .get('/filmstrip/:rowid', validate('param', Row), (c) =>
      preview(library, c.req.raw, c.req.valid('param').rowid, 'filmstrip'),
    )
    .get('/proxy/:rowid', validate('param', Row), (c) =>
      preview(library, c.req.raw, c.req.valid('param').rowid, 'proxy'),
    );
}

/** The current place of the bytes of an original, read from disk. Rejects with code "not-found" when they are gone. */
async function originalBytes(library: Library, file: StoredFile, signal: AbortSignal): Promise<Bytes> {
  if (file.entry === null) return wholeFile(file.path);
  const outer = await wholeFile(file.path);
  const { path, offset, size, stored } = await locate(file.path, file.entry);
  if (!stored) return wholeFile(await library.previews.extracted(file.fileId, signal));
  // A zip that is compressed inside another zip was unpacked to a file.
  const zip = path === file.path ? outer : await wholeFile(path);
  // In a truncated zip the last entry ends with the file.
  const left = Math.max(0, Math.min(size, zip.size - offset));
  return { ...zip, offset, size: left, etag: etagOf(zip.size, zip.modifiedMs ?? 0, offset, left) };
}

async function wholeFile(path: string): Promise<Bytes> {
  const info = await stat(path).catch(() => null);
  if (!info?.isFile())
    throw new LibraryError(
      'not-found',
      'The file is not where it was. Connect its drive, or import the folder it was moved to.',
      path,
    );
  return { path, offset: 0, size: info.size, modifiedMs: info.mtimeMs, etag: etagOf(info.size, info.mtimeMs) };
}

function etagOf(...numbers: readonly number[]): string {
  return `"${numbers.map((number) => Math.trunc(number).toString(36)).join('-')}"`;
}

async function preview(library: Library, request: Request, rowid: number, kind: PreviewKind): Promise<Response> {
  const made = await library.previews.get(rowid, kind, 0, request.signal);
  if (!made) throw new LibraryError('not-found', 'There is no picture of this item.', null);
  // `?v=` changes with the picture.
  const cacheControl = new URL(request.url).searchParams.has('v') ? FOREVER : REVALIDATE;
  if (made.type === 'memory') return pictureResponse(request, made, cacheControl);
  const { path } = made;
  const bytes = await wholeFile(path);
  return mediaResponse(
    request,
    { ...bytes, etag: quoted(made.etag) },
    { mime: made.mime, name: basename(path), cacheControl },
  );
}

function pictureResponse(request: Request, made: Extract<Preview, { type: 'memory' }>, cacheControl: string): Response {
  const etag = quoted(made.etag);
  const headers = { 'cache-control': cacheControl, 'content-type': made.mime, etag };
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(made.bytes, { headers: { ...headers, 'content-length': String(made.bytes.length) } });
}

function quoted(etag: string): string {
  return etag.startsWith('"') ? etag : `"${etag}"`;
}
