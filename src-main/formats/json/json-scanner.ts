/** Scans one JSON value byte by byte: finds its end, and whether its structure is reliable. */
import { MAX_JSON_DEPTH } from './strip-urls.ts';

export const BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const QUOTE_MARK = 0x22;
export const COMMA_MARK = 0x2c;
const BACKSLASH = 0x5c;

/** The meaning of a byte outside a string. STRING stands for a whole string. */
const NOTHING = 0;
const SPACE = 1;
const SCALAR = 2;
const QUOTE = 3;
const OPEN = 4;
const CLOSE = 5;
const COMMA = 6;
const COLON = 7;
const STRING = 8;
const BAD = 9;
const MEANING = meanings();

function meanings(): Uint8Array {
  const table = new Uint8Array(256).fill(BAD);
  const mark = (text: string, meaning: number): void => {
    for (const byte of Buffer.from(text)) table[byte] = meaning;
  };
  mark(' \t\r\n', SPACE);
  // Numbers and literals, also those of Python and JavaScript. They are invalid values, but no sign of lost structure.
  mark('0123456789+-.eEtruefalsnuNaInfityodTF', SCALAR);
  mark('"', QUOTE);
  mark('{[', OPEN);
  mark('}]', CLOSE);
  mark(',', COMMA);
  mark(':', COLON);
  return table;
}

export const isSpace = (byte: number | undefined): boolean => MEANING[byte ?? 0] === SPACE;
export const isColon = (byte: number | undefined): boolean => MEANING[byte ?? 0] === COLON;

/** Scans one value after the other. The caller keeps the bytes. */
export class JsonScanner {
  /** True when a quote or bracket is at an impossible place. The end that is found may then belong to another value. */
  suspect = false;
  tooDeep = false;
  #depth = 0;
  #inString = false;
  #last = NOTHING;
  readonly #stack = new Uint8Array(MAX_JSON_DEPTH);

  /** Begins a new value. */
  restart(): void {
    this.suspect = false;
    this.tooDeep = false;
    this.#depth = 0;
    this.#inString = false;
    this.#last = NOTHING;
  }

  /**
   * Scans on from `at`. Returns the place after the value when it ends before `length`. Else returns `-1 - n`, where n
   * is the place to continue from; n can be one beyond `length`, after the second half of an escape. Every byte passes
   * here, so this loop is written for speed.
   */
  advance(buffer: Buffer, from: number, length: number): number {
    const stack = this.#stack;
    let at = from;
    let depth = this.#depth;
    let inString = this.#inString;
    let last = this.#last;
    let ended = false;
    while (at < length && !ended) {
      if (inString) {
        let byte = buffer[at] as number;
        while (byte !== QUOTE_MARK && byte !== BACKSLASH && ++at < length) byte = buffer[at] as number;
        if (at >= length) break;
        if (byte === BACKSLASH) {
          at += 2;
          continue;
        }
        at++;
        inString = false;
        last = STRING;
        ended = depth === 0;
        continue;
      }
      const byte = buffer[at] as number;
      const meaning = MEANING[byte] as number;
      if (depth === 0 && last !== NOTHING && (meaning === SPACE || meaning === COMMA || meaning === CLOSE)) {
        ended = true;
        break;
      }
      at++;
      if (meaning === SPACE) continue;
      const inObject = depth > 0 && stack[Math.min(depth, MAX_JSON_DEPTH) - 1] === BRACE;
      if (meaning === QUOTE) {
        if (last === STRING || last === SCALAR || last === CLOSE) this.suspect = true;
        inString = true;
      } else if (meaning === OPEN) {
        if ((inObject && last !== COLON) || last === STRING || last === SCALAR) this.suspect = true;
        if (depth < MAX_JSON_DEPTH) stack[depth] = byte;
        else this.tooDeep = true;
        depth++;
      } else if (meaning === CLOSE) {
        if (depth <= MAX_JSON_DEPTH && inObject !== (byte === CLOSE_BRACE)) this.suspect = true;
        depth--;
        ended = depth <= 0;
      } else if (meaning === COLON) {
        if (last !== STRING || !inObject) this.suspect = true;
      } else if (meaning === BAD) this.suspect = true;
      last = meaning;
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#last = last;
    return ended ? at : -1 - at;
  }
}

/** The first key, with its quotes, of the object that begins at `from`; null when there is none. */
export function firstKeyAt(buffer: Buffer, from: number, length: number): Buffer | null {
  if (buffer[from] !== BRACE) return null;
  let start = from + 1;
  while (start < length && isSpace(buffer[start])) start++;
  if (buffer[start] !== QUOTE_MARK) return null;
  const end = buffer.indexOf(QUOTE_MARK, start + 1);
  return end > start && end < length && end - start < 200 ? Buffer.from(buffer.subarray(start, end + 1)) : null;
}

/**
 * Finds the next `{"<key>"` (spaces allowed) after `from`, searching from `searched` on; -1 when there is none. An
 * object that is the value of a key, or first in a list, is part of the element and is skipped.
 */
export function nextObjectWith(key: Buffer, buffer: Buffer, from: number, searched: number): number {
  for (let found = buffer.indexOf(key, searched); found >= 0; found = buffer.indexOf(key, found + 1)) {
    const brace = placeBefore(buffer, found, from);
    if (brace <= from || buffer[brace] !== BRACE) continue;
    const mark = buffer[placeBefore(buffer, brace, from)];
    if (mark !== BRACKET && !isColon(mark)) return brace;
  }
  return -1;
}

/** The place of the last byte before `at` that is not white space. */
function placeBefore(buffer: Buffer, at: number, from: number): number {
  let before = at - 1;
  while (before > from && isSpace(buffer[before])) before--;
  return before;
}
