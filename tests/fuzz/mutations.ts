/**
 * Makes odd documents from valid ones, reproducible by seed: bytes changed, lost, doubled and cut; values of other
 * types; renamed files.
 */
import fc from 'fast-check';

/** Returns a whole number from 0 up to, but not including, the given one. */
export type Random = (below: number) => number;

/** A sequence for every seed; sequences of adjacent seeds are very different (mulberry32). */
export function generator(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export const pick = <T>(items: readonly T[], random: Random): T => items[random(items.length)] as T;

const VALUES = [
  'null',
  '[]',
  '{}',
  '""',
  '0',
  '-1',
  '1e400',
  'true',
  '"\\ud800"',
  '[[[[]]]]',
  '{"__proto__":{"x":1}}',
  'NaN',
  '"s_"',
];
const MARKS = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\0',
  '\ufeff',
  '\ud800',
  '─',
  '\n',
  '\r',
  '|',
  '---',
  '%',
  '../',
];

/** One to four changes of bytes. */
export function mutateBytes(sound: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(sound);
  for (let count = 1 + random(4); count > 0; count--) bytes = mutateOnce(bytes, random);
  return bytes;
}

function mutateOnce(bytes: Buffer, random: Random): Buffer {
  const at = random(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + random(40));
  const cut = (middle: Uint8Array, end: number): Buffer =>
    Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(end)]);
  switch (random(8)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return cut(new Uint8Array(0), to);
    case 2:
      return cut(Buffer.from([random(256)]), at + 1);
    case 3:
      return cut(Buffer.from(pick(MARKS, random)), at);
    case 4:
      return cut(bytes.subarray(at, to), at);
    default:
      return swapValue(bytes, at, pick(VALUES, random));
  }
}

/** Replaces the next value after `from` by another value. */
function swapValue(bytes: Buffer, from: number, value: string): Buffer {
  const text = bytes.toString('latin1');
  const match = /: ?("(?:[^"\\]|\\.)*"|[\w.+-]+|\[[^[\]{}]*\]|\{[^[\]{}]*\})/.exec(text.slice(from));
  if (!match?.[1]) return bytes;
  const start = from + match.index + match[0].length - match[1].length;
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(value), bytes.subarray(start + match[1].length)]);
}

const ODD: readonly unknown[] = [
  null,
  [],
  {},
  '',
  0,
  -1,
  1e300,
  true,
  '\ud800',
  [[[[]]]],
  JSON.parse('{"__proto__":{"x":1}}'),
  's_',
  'gen_',
  'x'.repeat(5_000),
  'https://x.y/z?sig=c2VjcmV0',
  1_762_241_400,
  '2025-13-45T99:99:99Z',
  'None',
  '(none)',
];
const ANY = fc.jsonValue({ maxDepth: 4 });

/** A JSON value: one of the known wrong values, or a random one. */
export function anyValue(random: Random): unknown {
  if (random(2) === 0) return structuredClone(pick(ODD, random));
  return fc.sample(ANY, { seed: random(2 ** 31), numRuns: 1 })[0];
}

/** A copy of a value with one change at any depth: another value, a removed part, or another name. */
export function mutateValue(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random(6) === 0) return anyValue(random);
  if (Array.isArray(value)) {
    if (value.length === 0) return [anyValue(random)];
    const at = random(value.length);
    if (random(8) === 0) return [...value.slice(0, at), value[at], ...value.slice(at)];
    return value.map((item, place) => (place === at ? mutateValue(item, random) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return anyValue(random);
  const at = random(entries.length);
  const [name, item] = entries[at] as [string, unknown];
  if (random(10) === 0) return Object.fromEntries(entries.filter((_, place) => place !== at));
  if (random(10) === 0)
    return Object.fromEntries(
      entries.map((entry, place) =>
        place === at ? [pick(['', '__proto__', 'id', 'prompt', name.toUpperCase()], random), item] : entry,
      ),
    );
  return Object.fromEntries(entries.map((entry, place) => (place === at ? [name, mutateValue(item, random)] : entry)));
}

/** Another name in the same folder, as users and systems rename files. */
export function mutateName(name: string, random: Random): string {
  const slash = name.lastIndexOf('/') + 1;
  const folder = name.slice(0, slash);
  const base = name.slice(slash);
  const dot = base.lastIndexOf('.') < 0 ? base.length : base.lastIndexOf('.');
  const stem = base.slice(0, dot);
  const end = base.slice(dot);
  switch (random(9)) {
    case 0:
      return `${folder}${stem} (${1 + random(3)})${end}`;
    case 1:
      return `${folder}${base.toUpperCase()}`;
    case 2:
      return `${folder}${stem.normalize('NFD')}${end}${end}`;
    case 3:
      return `${folder}${stem.slice(0, random(stem.length + 1))}${end}`;
    case 4:
      return `${folder}${stem}%20%E0%A4%A${end}`;
    case 5:
      return `${folder}${fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), { seed: random(2 ** 31), numRuns: 1 })[0]?.replaceAll('/', '_')}${end}`;
    case 6:
      return `${'deep/'.repeat(1 + random(60))}${base}`;
    case 7:
      return `${folder}${stem}`;
    default:
      return `${folder}copy of ${base}.txt`;
  }
}
