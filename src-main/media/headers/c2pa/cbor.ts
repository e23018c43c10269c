/** Decodes CBOR (RFC 8949) from untrusted bytes, with limits on depth, number and memory. */

/** Maps keep the types of their keys: COSE uses numbers, claims use texts. A tag is dropped; its value is kept. */
export type Cbor = string | number | bigint | boolean | null | Uint8Array | readonly Cbor[] | ReadonlyMap<Cbor, Cbor>;

/** The bytes are not CBOR, end too soon, or nest more deeply than real data. */
export class CborDamage extends Error {}

const MOST_DEPTH = 32;
const MOST_ITEMS = 20_000;

/** The first value in `bytes`. Byte strings of definite length are views of them. @throws CborDamage */
export function decodeCbor(bytes: Uint8Array): Cbor {
  return decodeItem({ bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0, items: 0 }, 0);
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
  items: number;
}

/** The marks of "no length given" and "stop". */
const INDEFINITE = 31;
const BREAK = 0xff;

function decodeItem(cursor: Cursor, depth: number): Cbor {
  if (depth > MOST_DEPTH) throw new CborDamage('too deep');
  if (++cursor.items > MOST_ITEMS) throw new CborDamage('too many values');
  const first = take(cursor, 1)[0] as number;
  const major = first >> 5;
  const info = first & 31;
  switch (major) {
    case 0:
      return argument(cursor, info);
    case 1:
      return negative(argument(cursor, info));
    case 2:
      return info === INDEFINITE ? Buffer.concat(chunks(cursor, 2)) : take(cursor, length(cursor, info));
    case 3:
      return (info === INDEFINITE ? Buffer.concat(chunks(cursor, 3)) : take(cursor, length(cursor, info))).toString(
        'utf8',
      );
    case 4:
      return array(cursor, info, depth);
    case 5:
      return map(cursor, info, depth);
    case 6:
      argument(cursor, info);
      return decodeItem(cursor, depth + 1);
    default:
      return simple(cursor, info);
  }
}

function take(cursor: Cursor, count: number): Buffer {
  const end = cursor.at + count;
  if (end > cursor.bytes.length) throw new CborDamage('ends too soon');
  const taken = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}

function argument(cursor: Cursor, info: number): number | bigint {
  if (info < 24) return info;
  if (info === 24) return take(cursor, 1).readUInt8(0);
  if (info === 25) return take(cursor, 2).readUInt16BE(0);
  if (info === 26) return take(cursor, 4).readUInt32BE(0);
  if (info !== 27) throw new CborDamage('reserved length');
  const long = take(cursor, 8).readBigUInt64BE(0);
  return long <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(long) : long;
}

const negative = (value: number | bigint): number | bigint => (typeof value === 'bigint' ? -1n - value : -1 - value);

function length(cursor: Cursor, info: number): number {
  const stated = argument(cursor, info);
  if (typeof stated === 'bigint' || stated > cursor.bytes.length)
    throw new CborDamage('longer than the available bytes');
  return stated;
}

/** The parts of a string of indefinite length. Each has the same type and its own length. */
function chunks(cursor: Cursor, major: number): Buffer[] {
  const parts: Buffer[] = [];
  while (!atBreak(cursor)) {
    if (++cursor.items > MOST_ITEMS) throw new CborDamage('too many values');
    const first = take(cursor, 1)[0] as number;
    if (first >> 5 !== major || (first & 31) === INDEFINITE)
      throw new CborDamage('a string with a part of another type');
    parts.push(take(cursor, length(cursor, first & 31)));
  }
  return parts;
}

function array(cursor: Cursor, info: number, depth: number): readonly Cbor[] {
  const values: Cbor[] = [];
  const count = info === INDEFINITE ? Number.POSITIVE_INFINITY : length(cursor, info);
  while (values.length < count && !(info === INDEFINITE && atBreak(cursor))) values.push(decodeItem(cursor, depth + 1));
  return values;
}

function map(cursor: Cursor, info: number, depth: number): ReadonlyMap<Cbor, Cbor> {
  const entries = new Map<Cbor, Cbor>();
  const count = info === INDEFINITE ? Number.POSITIVE_INFINITY : length(cursor, info);
  for (let read = 0; read < count && !(info === INDEFINITE && atBreak(cursor)); read++) {
    const key = decodeItem(cursor, depth + 1);
    entries.set(key, decodeItem(cursor, depth + 1));
  }
  return entries;
}

function atBreak(cursor: Cursor): boolean {
  if (cursor.bytes[cursor.at] !== BREAK) return false;
  cursor.at++;
  return true;
}

/** True, false and floats. All other simple values become null. */
function simple(cursor: Cursor, info: number): Cbor {
  if (info === 20 || info === 21) return info === 21;
  if (info === 24) take(cursor, 1);
  if (info === 25) return half(take(cursor, 2).readUInt16BE(0));
  if (info === 26) return take(cursor, 4).readFloatBE(0);
  if (info === 27) return take(cursor, 8).readDoubleBE(0);
  if (info > 27) throw new CborDamage('a stop without a beginning');
  return null;
}

/** IEEE 754 half precision (RFC 8949, appendix D). */
function half(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
