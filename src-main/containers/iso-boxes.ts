/** Parses the boxes of ISO 14496-12: a size, four letters, a body. Sizes beyond the available bytes are not trusted. */

/** Size of the smallest box header: size and type, in bytes. */
export const TOP_HEADER = 8;

const LETTERS = /^[\x20-\x7e\xa9]{4}$/;
/** Accepts every type, because some lists number their boxes instead of naming them. */
const ANY_TYPE = /^/;

export interface Box {
  readonly type: string;
  readonly body: Buffer;
  /** Whether the body reaches as far as the box states. */
  readonly isWhole: boolean;
}

/** A box at the top level of the file, without its body. */
export interface TopBox {
  readonly type: string;
  /** The hexadecimal identifier of a `uuid` box, else null. */
  readonly uuid: string | null;
  readonly bodyStart: number;
  /** The end that the box states. It can lie beyond the file. */
  readonly end: number;
}

/** Parses the header `head` at `start` of a file of `size` bytes; null when it cannot be a box. */
export function topBox(head: Buffer, start: number, size: number): TopBox | null {
  const parsed = boxHeader(head, 0, size - start);
  if (!parsed) return null;
  const uuid =
    parsed.type === 'uuid' && head.length >= parsed.header + 16
      ? head.toString('hex', parsed.header, parsed.header + 16)
      : null;
  return { type: parsed.type, uuid, bodyStart: start + parsed.header, end: start + parsed.length };
}

/**
 * The boxes inside a body, from `start` on. A last box that is cut is kept as far as it reaches. `count` is called for
 * each.
 */
export function children(body: Buffer | undefined, start: number, count: () => void): readonly Box[] {
  const boxes: Box[] = [];
  for (const box of walkBoxes(body, start, LETTERS)) {
    count();
    boxes.push(box);
  }
  return boxes;
}

/** Walks the same boxes one by one. @param types the pattern of valid types; the walk ends at any other type */
export function* walkBoxes(body: Buffer | undefined, start: number, types = ANY_TYPE): Generator<Box> {
  if (!body) return;
  for (let at = start; at + TOP_HEADER <= body.length; ) {
    const parsed = boxHeader(body, at, body.length - at, types);
    if (!parsed) return;
    const end = at + parsed.length;
    yield { type: parsed.type, body: body.subarray(at + parsed.header, end), isWhole: end <= body.length };
    at = end;
  }
}

export function find(boxes: readonly Box[], type: string): Box | undefined {
  return boxes.find((box) => box.type === type);
}

export function findAll(boxes: readonly Box[], type: string): readonly Box[] {
  return boxes.filter((box) => box.type === type);
}

/** Size 1 means that 64 bits follow; size 0 means up to the end. */
function boxHeader(
  bytes: Buffer,
  at: number,
  rest: number,
  types = LETTERS,
): { type: string; header: number; length: number } | null {
  if (at + TOP_HEADER > bytes.length) return null;
  const short = bytes.readUInt32BE(at);
  const type = bytes.toString('latin1', at + 4, at + 8);
  if (!types.test(type)) return null;
  if (short === 0) return { type, header: TOP_HEADER, length: rest };
  if (short !== 1) return short >= TOP_HEADER ? { type, header: TOP_HEADER, length: short } : null;
  if (at + 16 > bytes.length) return null;
  const long = bytes.readBigUInt64BE(at + 8);
  return long >= 16n && long <= BigInt(Number.MAX_SAFE_INTEGER) ? { type, header: 16, length: Number(long) } : null;
}
