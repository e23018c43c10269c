/**
 * Keeps the columns in a file beside the catalog, in the form in which they are used. A large library opens from this
 * file and reads only the rows that changed since: at 1,000,000 rows reading the whole catalog takes 4.5 s.
 *
 * The file is only a copy. It is used when everything about it fits: the form of the columns, every checksum, and its
 * mark, a random number that was also written into the catalog when the file was complete. A catalog that was restored
 * from before that moment has another mark. In doubt the whole catalog is read.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { fillFrom } from '../../../storage/read-bytes.ts';
import { has } from '../../query-language/bitset.ts';
import { statement } from '../../query-language/statement.ts';
import { allocate, type ColumnArrays, type Columns, FACT_BITS, KINDS, NAME_COLUMNS, STATES } from './columns.ts';
import { reachesBack } from './edited-columns.ts';
import { type InternedNames, namesIn, openInternedNames } from './interned-names.ts';
import { collectionNames, tagNames } from './labels.ts';
import { type Loaded, READ_FROM_CATALOG, readRevision } from './load-columns.ts';
import { openRowPositions } from './row-positions.ts';

const KEPT_FILE = 'catalog.columns';

/** The path of the file of the library at `directory`. */
export const keptPath = (directory: string): string => join(directory, KEPT_FILE);

/** "AFTERCOL" at the beginning of the file. */
const MAGIC = Buffer.from('AFTERCOL', 'latin1');
/** After the magic: the length and the checksum of the head, 4 bytes each. */
const HEAD_AT = MAGIC.length + 8;
/** The longest head in bytes: names and mentions as JSON. */
const LONGEST_HEAD = 512 << 20;
/** A file with fewer rows saves nothing. */
const FEWEST_ROWS = 2_000;
/** The file is written again after so many changed rows. Reading that many from the catalog takes about 20 ms. */
const MOST_CHANGED = 2_000;
const WRITTEN_AT_ONCE = 4 << 20;

/** The arrays beside those of the fields. Their lengths are exact; the fields get room for more rows. */
const OTHER_ARRAYS = ['live', 'order', 'ranks', 'slots', 'slotPositions'] as const;
type OtherArray = (typeof OTHER_ARRAYS)[number];
type StoredArray = Uint8Array | Uint32Array | Int32Array | Float64Array;

const Count = z.number().int().min(0).max(0xffffffff);
const Labelled = z.array(z.tuple([z.number(), z.string()]));
const Head = z.object({
  shape: z.string(),
  mark: z.number(),
  revision: z.number(),
  count: Count,
  size: Count,
  dated: Count,
  settled: Count,
  names: z.record(z.enum(NAME_COLUMNS), z.array(z.string())),
  tags: Labelled,
  collections: Labelled,
  /** In the order in which they follow. @example ['rowid', 1000, 3735928559] */
  arrays: z.array(z.tuple([z.string(), Count, Count])),
});
type Head = z.infer<typeof Head>;

/** Changes with everything that decides what the columns hold. */
const SHAPE = createHash('sha256')
  .update(
    JSON.stringify([
      2,
      endianness(),
      Object.entries(allocate(0)).map(([name, array]) => [name, array.constructor.name]),
      [FACT_BITS, KINDS, STATES],
      READ_FROM_CATALOG,
    ]),
  )
  .digest('hex');

/** The mark of the file that belongs to this catalog; null when none was ever complete. */
const markIn = (db: Database): number | null =>
  (statement(db, `SELECT value FROM counter WHERE name = 'kept-columns'`).pluck().get() as number | undefined) ?? null;

/**
 * Whether writing the file is worth it: there is none that fits, or many rows changed since.
 * @param since the revision of the file; null when there is none that fits
 */
export function isKeptOutdated(db: Database, since: number | null, { columns }: Loaded): boolean {
  if (columns.count < FEWEST_ROWS) return false;
  if (since === null) return true;
  const changed = `SELECT (SELECT COUNT(*) FROM generation WHERE revision > :since)
    + (SELECT IFNULL(SUM(LENGTH(ids)) / 4, 0) FROM edited WHERE revision > :since)`;
  return (statement(db, changed).pluck().get({ since }) as number) > MOST_CHANGED;
}

/**
 * The columns of the file, as of its own revision; null when the file is missing, damaged, or not of this catalog. Call
 * inside a transaction.
 */
export function readKept(path: string, db: Database): Loaded | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    const start = Buffer.alloc(HEAD_AT);
    if (!filled(file, start, 0) || !start.subarray(0, MAGIC.length).equals(MAGIC)) return null;
    const length = start.readUInt32LE(MAGIC.length);
    if (length > Math.min(LONGEST_HEAD, fstatSync(file).size)) return null;
    const text = Buffer.alloc(length);
    if (!filled(file, text, HEAD_AT) || crc32(text) !== start.readUInt32LE(MAGIC.length + 4)) return null;
    const head = Head.safeParse(JSON.parse(text.toString('utf8'))).data;
    if (!head || !fits(head, db)) return null;
    const arrays = readArrays(file, head, HEAD_AT + length);
    return arrays && restored(head, arrays);
  } catch {
    // A file that cannot be read is a file that does not fit.
    return null;
  } finally {
    closeSync(file);
  }
}

const fits = ({ shape, mark, revision }: Head, db: Database): boolean =>
  shape === SHAPE && mark === markIn(db) && revision <= readRevision(db) && reachesBack(db, revision);

function readArrays(file: number, head: Head, from: number): ReadonlyMap<string, StoredArray> | null {
  const { size } = head;
  const room = size + (size >>> 6) + 4096;
  const made: Readonly<Record<string, StoredArray>> = { ...allocate(room), ...otherArrays(head) };
  const read = new Map<string, StoredArray>();
  let at = from;
  for (const [name, length, checksum] of head.arrays) {
    const array = made[name];
    if (!array || length > array.length) return null;
    const bytes = bytesOf(array, length);
    if (!filled(file, bytes, at) || crc32(bytes) !== checksum) return null;
    read.set(name, array);
    at += bytes.length;
  }
  const needed = [...Object.keys(allocate(0)), 'live', 'slots', 'slotPositions'];
  return needed.every((name) => read.has(name)) && read.has('order') === read.has('ranks') ? read : null;
}

function otherArrays({ count, arrays }: Head): Readonly<Record<OtherArray, StoredArray>> {
  const lengthOf = (name: OtherArray): number => arrays.find(([one]) => one === name)?.[1] ?? 0;
  return {
    live: new Uint32Array(lengthOf('live')),
    order: new Uint32Array(count),
    ranks: new Uint32Array(lengthOf('ranks')),
    slots: new Float64Array(count),
    slotPositions: new Uint32Array(count),
  };
}

function restored(head: Head, read: ReadonlyMap<string, StoredArray>): Loaded {
  const labels = { tags: new Map(head.tags), collections: new Map(head.collections) };
  const namesFor: Readonly<Partial<Record<string, (key: string) => readonly string[]>>> = {
    tag: (key) => tagNames(key, labels),
    collection: (key) => collectionNames(key, labels),
    mention: (key) => namesIn(JSON.parse(key)),
    format: (key) => namesIn(JSON.parse(key)),
    folder: (key) => namesIn(JSON.parse(key)),
  };
  const dictionaryOf = (column: (typeof NAME_COLUMNS)[number]): InternedNames => {
    const names = openInternedNames(column !== 'folder');
    const listOf = namesFor[column] ?? namesIn;
    for (const key of head.names[column]) names.adopt(key, [...new Set(listOf(key))]);
    return names;
  };
  const names = Object.fromEntries(NAME_COLUMNS.map((column) => [column, dictionaryOf(column)])) as Columns['names'];
  const arrays = Object.fromEntries(read) as unknown as ColumnArrays &
    Pick<Columns, 'live' | 'slots' | 'slotPositions'> &
    Partial<Pick<Columns, 'order' | 'ranks'>>;
  const { revision, count, size, dated, settled } = head;
  const places = openRowPositions(size);
  for (let at = 0; at < size; at += 1) if (has(arrays.live, at)) places.put(arrays.rowid[at] as number, at);
  const columns: Columns = {
    ...arrays,
    order: arrays.order ?? null,
    ranks: arrays.ranks ?? null,
    count,
    size,
    dated,
    settled,
    names,
    places,
    positionOf: places.get,
  };
  return { revision, columns, labels };
}

/**
 * Writes the columns into the file at `path`, piece by piece, so that questions are answered meanwhile. Gives up when
 * `isCurrent` says that the columns have changed: changes are written into the same arrays. The file counts only after
 * its mark is in the catalog, too. @returns whether the file was written; rejects when the disk does not allow it
 */
export async function writeKept(
  path: string,
  { revision, columns, labels }: Loaded,
  mark: number,
  isCurrent: () => boolean,
): Promise<boolean> {
  const stored = storedArrays(columns);
  const { count, size, dated, settled, names } = columns;
  const head: Head = {
    shape: SHAPE,
    mark,
    revision,
    count,
    size,
    dated,
    settled,
    names: Object.fromEntries(NAME_COLUMNS.map((column) => [column, keysOf(names[column])])) as Head['names'],
    tags: [...labels.tags],
    collections: [...labels.collections],
    arrays: stored.map(([name, bytes, length]) => [name, length, crc32(bytes)]),
  };
  const text = Buffer.from(JSON.stringify(head));
  const start = Buffer.alloc(HEAD_AT);
  MAGIC.copy(start);
  start.writeUInt32LE(text.length, MAGIC.length);
  start.writeUInt32LE(crc32(text), MAGIC.length + 4);
  // Two programs on one library may write it at once; the checksums refuse the mixture.
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    const isWhole = await writtenAll(file, [start, text, ...stored.map(([, bytes]) => bytes)], isCurrent);
    await file.close();
    if (isWhole) await rename(unfinished, path);
    return isWhole;
  } finally {
    await file.close().catch(() => {});
    await rm(unfinished, { force: true });
  }
}

async function writtenAll(file: FileHandle, parts: readonly Uint8Array[], isCurrent: () => boolean): Promise<boolean> {
  for (const part of parts)
    for (let at = 0; at < part.length; at += WRITTEN_AT_ONCE) {
      if (!isCurrent()) return false;
      await file.writeFile(part.subarray(at, at + WRITTEN_AT_ONCE));
    }
  return isCurrent();
}

/** The name, the bytes and the length of each array. */
function storedArrays(columns: Columns): readonly (readonly [name: string, bytes: Uint8Array, length: number])[] {
  const { size } = columns;
  const fields = Object.keys(allocate(0)) as (keyof ColumnArrays)[];
  const others = OTHER_ARRAYS.flatMap((name) => {
    const array = columns[name];
    return array ? [[name, bytesOf(array, array.length), array.length] as const] : [];
  });
  return [...fields.map((name) => [name, bytesOf(columns[name], size), size] as const), ...others];
}

/** The keys of all codes but 0, in the order of the codes. */
const keysOf = ({ lists, keyOf }: InternedNames): string[] => lists.slice(1).map((_, at) => keyOf(at + 1));

const bytesOf = (array: StoredArray, length: number): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, length * array.BYTES_PER_ELEMENT);

/** Fills `bytes` from the file; false when the file is too short. */
const filled = (file: number, bytes: Uint8Array, from: number): boolean => fillFrom(file, bytes, from) === bytes.length;
