/** Reads fields from decoded CBOR. A value of a wrong type is dropped. */
import type { Cbor } from './cbor.ts';

/** Longer texts are cut. Real values are names, terms and moments. */
const MOST_CHARACTERS = 300;

export function member(value: Cbor | undefined, ...keys: readonly Cbor[]): Cbor | undefined {
  if (!(value instanceof Map)) return undefined;
  for (const key of keys) {
    const found = value.get(key);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

/** One line of text without control characters; null for other types and for blank texts. */
export function text(value: Cbor | undefined): string | null {
  if (typeof value !== 'string') return null;
  const line = value
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .replaceAll(/\p{C}+/gu, ' ')
    .trim();
  return line === '' ? null : line;
}

/** A moment as written. A number of seconds (CBOR tag 1) becomes ISO 8601. */
export function moment(value: Cbor | undefined): string | null {
  if (typeof value !== 'number') return text(value);
  const date = new Date(value * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

export function list(value: Cbor | undefined): readonly Cbor[] {
  return Array.isArray(value) ? value : [];
}

/** The bytes of a byte string; null for other types. */
export function bytes(value: Cbor | undefined): Uint8Array | null {
  return value instanceof Uint8Array ? value : null;
}

/** A program: a name, or `{ name, version }`. */
export function program(value: Cbor | undefined): string | null {
  const name = text(member(value, 'name'));
  if (name === null) return text(value);
  const version = text(member(value, 'version'));
  return version === null ? name : `${name} ${version}`;
}
