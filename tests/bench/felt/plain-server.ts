/**
 * The server of the plain page: `node tests/bench/felt/plain-server.ts LIBRARY RECORDS`. It serves the page, the
 * records that were written before, and the files of the library's items. It prints its address.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const [library = '', records = ''] = process.argv.slice(2);
const IN_PAGE = join(import.meta.dirname, 'in-page');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
};

const server = createServer((request, response) => {
  void answer(request, response).catch(() => response.writeHead(404).end());
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
process.once('SIGINT', () => process.exit(0));

async function answer({ url = '/', headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  if (pathname === '/') return send(join(IN_PAGE, 'plain.html'), response);
  if (pathname === '/plain.js') return send(join(IN_PAGE, 'plain.js'), response);
  if (pathname === '/records.json') return send(records, response);
  if (pathname === '/file') return send(await fileOf(Number(searchParams.get('item'))), response, headers.range);
  throw new Error(`There is nothing at ${pathname}.`);
}

/** Only the row about the viewer asks for files, so nothing of SQLite is loaded for the others. */
async function fileOf(rowid: number): Promise<string> {
  const { openReader } = await import('../../../src-main/catalog/connection.ts');
  const db = openReader(library);
  try {
    const sql = 'SELECT f.path FROM generation g JOIN file f ON f.id = g.file_id WHERE g.id = ?';
    return db.prepare(sql).pluck().get(rowid) as string;
  } finally {
    db.close();
  }
}

async function send(path: string, response: ServerResponse, range?: string): Promise<void> {
  const { size } = await stat(path);
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const [start, end] = [Number(first), last === '' ? size - 1 : Number(last)];
  response.writeHead(range ? 206 : 200, {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    ...(range && { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  createReadStream(path, { start, end }).pipe(response);
}
