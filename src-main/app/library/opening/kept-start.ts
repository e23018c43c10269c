/**
 * Keeps the answer with the first screen in a file beside the catalog. The next start sends it while the library is
 * still being opened: the page has its first cards 0.4 s earlier.
 *
 * The file is only a copy. It is used when its checksum fits and when nothing that the answer depends on has changed:
 * the catalog and its journal by size, time and head; the program, the door, the place of the library, and the day, by
 * which the sidebar counts. In doubt it is not used.
 */
import { statSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { CATALOG_FILE } from '../../../catalog/connection.ts';
import { codeOf } from '../../../storage/error-code.ts';
import { readHead } from '../../../storage/read-bytes.ts';
import type { AppOptions } from '../../http/app-options.ts';
import { version } from '../../version.ts';

const KEPT_FILE = 'catalog.start';

/** "AFTERSTA" at the beginning of the file; then the lengths of the mark and of the answer, and the checksum of both. */
const MAGIC = Buffer.from('AFTERSTA', 'latin1');
const HEAD = MAGIC.length + 12;

/** SQLite's file header, and the header of its write-ahead log (sqlite.org/fileformat.html). */
const CATALOG_HEAD = 100;
const JOURNAL_HEAD = 32;

export interface StartFor {
  readonly directory: string;
  readonly door: AppOptions['door'];
}

/** The path of the file of the library at `directory`. */
export const keptStartPath = (directory: string): string => join(directory, KEPT_FILE);

/**
 * Everything that the answer depends on, as one text; null when there is no catalog. Take it while nothing writes: before
 * the library is opened, or after it is closed.
 */
export function startMark({ directory, door }: StartFor): string | null {
  const catalog = fileMark(join(directory, CATALOG_FILE), CATALOG_HEAD);
  if (catalog === 'none') return null;
  const journal = fileMark(join(directory, `${CATALOG_FILE}-wal`), JOURNAL_HEAD);
  const now = new Date();
  const day = `${now.getFullYear()}-${now.getMonth()}-${now.getDate()} ${now.getTimezoneOffset()}`;
  return JSON.stringify([catalog, journal, version, programMark(), door, process.platform, directory, day]);
}

/** The kept answer, if it was made for exactly this mark; otherwise null. Never rejects. */
export async function readKeptStart(directory: string, mark: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await readFile(keptStartPath(directory)).catch(() => null);
  if (!bytes || bytes.length < HEAD || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const [marked, answered, checksum] = [0, 4, 8].map((at) => bytes.readUInt32LE(MAGIC.length + at));
  const body = bytes.subarray(HEAD);
  if (marked === undefined || answered === undefined || body.length !== marked + answered) return null;
  if (crc32(body) !== checksum || body.toString('utf8', 0, marked) !== mark) return null;
  return new Uint8Array(body.subarray(marked));
}

/** Writes the file as a whole or not at all. Rejects with the system's error. */
export async function writeKeptStart(directory: string, mark: string, answer: Uint8Array): Promise<void> {
  const marked = Buffer.from(mark, 'utf8');
  const head = Buffer.alloc(HEAD);
  MAGIC.copy(head);
  head.writeUInt32LE(marked.length, MAGIC.length);
  head.writeUInt32LE(answer.length, MAGIC.length + 4);
  head.writeUInt32LE(crc32(answer, crc32(marked)), MAGIC.length + 8);
  const path = keptStartPath(directory);
  const unfinished = `${path}.${process.pid}`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      await file.writev([head, marked, answer]);
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}

/** Size, time of change and first bytes of a file; "none" without one. */
function fileMark(path: string, headLength: number): string {
  try {
    const { size, mtimeNs } = statSync(path, { bigint: true });
    return `${size} ${mtimeNs} ${readHead(path, headLength).toString('base64')}`;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return 'none';
    throw cause;
  }
}

/** Another build of the same version may answer with other facts. */
function programMark(): string {
  const { size, mtimeMs } = statSync(fileURLToPath(import.meta.url));
  return `${fileURLToPath(import.meta.url)} ${size} ${mtimeMs}`;
}
