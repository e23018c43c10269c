/** Odd documents out of sound ones, the same in every run: bytes changed, lost, doubled and cut, and values of other types. */
import { expect } from 'vitest';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { type Collected, collect } from './collect.ts';

/** How often each reader's fixtures are mutated. */
const CASES = Number(process.env.AFTERIMAGE_FUZZ ?? 250);

/**
 * Mutates the files one at a time, reads the source, and expects that nothing throws, that every other file's records all stay, and
 * that no signature is kept.
 * @param files a sound source
 * @param targets the documents in it that are mutated, one at a time
 */
export async function fuzz(files: Readonly<Record<string, string | Uint8Array>>, targets: readonly string[]): Promise<void> {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  const sound = recordsByDocument(await collect(folder));
  for (const target of targets) {
    const bytes = Buffer.from(files[target] as string);
    for (let seed = 0; seed < Math.ceil(CASES / targets.length); seed++) {
      const random = generator(seed * 7919 + target.length);
      await writeFiles(folder, { [target]: mutate(bytes, random) });
      const found = await collect(folder);
      for (const [name, records] of sound) {
        if (name !== target)
          expect(found.documents.find((document) => document.name === name)?.records, `${name}, seed ${seed}`).toEqual(records);
      }
      // Where damage took the question mark itself, nothing tells a signature from a path.
      expect(JSON.stringify(found.records)).not.toMatch(/\?[^"\s]*sig=c2/);
    }
    await writeFiles(folder, { [target]: bytes });
  }
}

function recordsByDocument({ documents }: Collected): ReadonlyMap<string, unknown> {
  return new Map(documents.map(({ name, records }) => [name, records]));
}

type Random = (below: number) => number;

function generator(seed: number): Random {
  let state = (seed * 2654435761 + 1) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const VALUES = ['null', '[]', '{}', '""', '0', '-1', '1e400', 'true', '"\\ud800"', '[[[[]]]]', '{"__proto__":{"x":1}}', 'NaN', '"s_"'];
const MARKS = ['"', '\\', '{', '}', '[', ']', ',', ':', '\0', '\ufeff', '\ud800', '─', '\n', '\r'];

/** One to four changes. */
function mutate(sound: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(sound);
  for (let count = 1 + random(4); count > 0; count--) bytes = mutateOnce(bytes, random);
  return bytes;
}

function mutateOnce(bytes: Buffer, random: Random): Buffer {
  const at = random(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + random(40));
  const cut = (middle: Uint8Array, end: number): Buffer => Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(end)]);
  switch (random(8)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return cut(new Uint8Array(0), to);
    case 2:
      return cut(Buffer.from([random(256)]), at + 1);
    case 3:
      return cut(Buffer.from(MARKS[random(MARKS.length)] as string), at);
    case 4:
      return cut(bytes.subarray(at, to), at);
    default:
      return swapValue(bytes, at, VALUES[random(VALUES.length)] as string);
  }
}

/** Puts another value where the next one stands. */
function swapValue(bytes: Buffer, from: number, value: string): Buffer {
  const text = bytes.toString('latin1');
  const match = /: ?("(?:[^"\\]|\\.)*"|[\w.+-]+|\[[^[\]{}]*\]|\{[^[\]{}]*\})/.exec(text.slice(from));
  if (!match?.[1]) return bytes;
  const start = from + match.index + match[0].length - match[1].length;
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(value), bytes.subarray(start + match[1].length)]);
}
