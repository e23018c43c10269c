/** Makes identifiers that look and decode like the service's own: they contain the date. */
import { random } from './paint/noise.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A UUIDv7 for the moment `ms` as 26 characters of Crockford's base 32. */
export function ulidLike(ms: number, seed: number): string {
  const next = random(seed);
  const bits = (count: number): bigint => {
    let value = 0n;
    for (let left = count; left > 0; left -= 16)
      value = (value << BigInt(Math.min(16, left))) | BigInt(Math.floor(next() * 2 ** Math.min(16, left)));
    return value;
  };
  let value = (BigInt(ms) << 80n) | (7n << 76n) | (bits(12) << 64n) | (2n << 62n) | bits(62);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}

/** The older form: the second in 8 hex digits, then random digits with `819` at its place. */
export function hexLike(ms: number, seed: number): string {
  const seconds = Math.floor(ms / 1000)
    .toString(16)
    .padStart(8, '0');
  return `${seconds}${hex(4, seed)}8191${hex(16, seed + 1)}`;
}

/** `length` random hex digits. */
export function hex(length: number, seed: number): string {
  const next = random(seed);
  return Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join('');
}
