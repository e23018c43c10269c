/** Reads rows from SQLite's pages one by one, so that a damaged row does not affect the others. */
import type { Pages } from './pages.ts';

export type Value = null | number | bigint | string | Buffer;

/** A row: its rowid (null in a table without rowids), and its values in the order in which they are stored. */
export interface Row {
  readonly rowid: number | null;
  readonly values: readonly Value[];
}

export const LEAF_TABLE = 13;
export const LEAF_INDEX = 10;
const INNER_TABLE = 5;
const INNER_INDEX = 2;

export interface PageContent {
  readonly rows: readonly Row[];
  readonly children: readonly number[];
  /** The number of cells that could not be read. */
  readonly broken: number;
}

/** The kind of a page; 0 when it is not a page of a tree. */
export function kindOf(bytes: Buffer, number: number): number {
  const kind = bytes[number === 1 ? 100 : 0] as number;
  return kind === LEAF_TABLE || kind === LEAF_INDEX || kind === INNER_TABLE || kind === INNER_INDEX ? kind : 0;
}

/** Reads a page of a tree; null when it is not such a page. @param wantsRows false: reads only its child pages */
export function readPage(pages: Pages, number: number, bytes: Buffer, wantsRows = true): PageContent | null {
  const kind = kindOf(bytes, number);
  if (kind === 0) return null;
  const start = number === 1 ? 100 : 0;
  const isInner = kind === INNER_TABLE || kind === INNER_INDEX;
  const isTable = kind === LEAF_TABLE || kind === INNER_TABLE;
  const cells = bytes.readUInt16BE(start + 3);
  const first = start + (isInner ? 12 : 8);
  if (first + 2 * cells > bytes.length) return null;
  const rows: Row[] = [];
  const children: number[] = [];
  let broken = 0;
  for (let cell = 0; cell < cells; cell++) {
    const at = bytes.readUInt16BE(first + 2 * cell);
    if (at < first + 2 * cells || at + 4 > bytes.length) {
      broken += 1;
      continue;
    }
    if (isInner) children.push(bytes.readUInt32BE(at));
    if (kind === INNER_TABLE || !wantsRows) continue;
    const row = readCell(pages, bytes, isInner ? at + 4 : at, isTable);
    if (row) rows.push(row);
    else broken += 1;
  }
  if (isInner) children.push(bytes.readUInt32BE(start + 8));
  return { rows, children, broken };
}

function readCell(pages: Pages, bytes: Buffer, at: number, isTable: boolean): Row | null {
  const [length, afterLength] = varint(bytes, at);
  const [rowid, from] = isTable ? varint(bytes, afterLength) : [null, afterLength];
  if (length === null || (isTable && rowid === null)) return null;
  const payload = payloadAt(pages, bytes, from, length, isTable);
  const values = payload && recordIn(payload);
  return values && { rowid, values };
}

/** The number of bytes of a row that are in its page. The rest is in overflow pages. */
function localOf(usable: number, length: number, isTable: boolean): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

function payloadAt(pages: Pages, bytes: Buffer, from: number, length: number, isTable: boolean): Buffer | null {
  const local = localOf(pages.size, length, isTable);
  if (from + local > bytes.length) return null;
  if (local === length) return bytes.subarray(from, from + length);
  if (length > pages.count * pages.size || from + local + 4 > bytes.length) return null;
  const parts = [bytes.subarray(from, from + local)];
  let left = length - local;
  let next = bytes.readUInt32BE(from + local);
  while (left > 0) {
    const page = pages.page(next);
    if (!page) return null;
    const part = page.subarray(4, 4 + Math.min(left, pages.size - 4));
    parts.push(part);
    left -= part.length;
    next = page.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The values of a row; null when they do not fill its bytes exactly, or when a text is not UTF-8. */
function recordIn(payload: Buffer): Value[] | null {
  const [header, first] = varint(payload, 0);
  if (header === null || header > payload.length) return null;
  const types: number[] = [];
  for (let at = first; at < header; ) {
    const [type, next] = varint(payload, at);
    if (type === null || next > header) return null;
    types.push(type);
    at = next;
  }
  const values: Value[] = [];
  let at = header;
  for (const type of types) {
    const bytes = bytesOf(type);
    if (bytes === null || at + bytes > payload.length) return null;
    const value = readValue(type, payload.subarray(at, at + bytes));
    if (value === undefined) return null;
    values.push(value);
    at += bytes;
  }
  return at === payload.length ? values : null;
}

const FIXED = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function bytesOf(type: number): number | null {
  if (type < 10) return FIXED[type] as number;
  return type < 12 ? null : (type - (type % 2 === 0 ? 12 : 13)) / 2;
}

function readValue(type: number, bytes: Buffer): Value | undefined {
  if (type === 0) return null;
  if (type < 6) return bytes.readIntBE(0, bytes.length);
  if (type === 6) {
    const whole = bytes.readBigInt64BE(0);
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
  }
  if (type === 7) return bytes.readDoubleBE(0);
  if (type < 10) return type - 8;
  if (type % 2 === 0) return Buffer.from(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Reads a variable-length integer and the offset after it. Null when it is cut off or too large. */
function varint(bytes: Buffer, from: number): [value: number | null, next: number] {
  let value = 0;
  for (let at = from; at < from + 8; at++) {
    const byte = bytes[at];
    if (byte === undefined) return [null, at];
    value = value * 128 + (byte & 127);
    if (value > Number.MAX_SAFE_INTEGER) return [null, at];
    if (byte < 128) return [value, at + 1];
  }
  return [null, from + 9];
}
