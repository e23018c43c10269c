/** Byte mutations of a layout's documents, the same ones on every run: reading must survive each, and spare what is not touched. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSource } from '../../src-main/formats/open-source.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { type Collected, collect } from './collect.ts';

const ROUNDS = 60;

/**
 * Damages one document after the other in many ways, with the others and `untouched` beside it, and reads the whole each time.
 * @param check looks at each reading
 */
export async function mutations(
  documents: Readonly<Record<string, string | Uint8Array>>,
  untouched: Readonly<Record<string, string | Uint8Array>>,
  check: (collected: Collected) => void | Promise<void>,
  rounds = ROUNDS,
): Promise<void> {
  const folder = await tempFolder();
  await writeFiles(folder, { ...documents, ...untouched });
  const random = generator(2025);
  for (const [name, content] of Object.entries(documents)) {
    const whole = Buffer.from(content);
    for (let round = 0; round < rounds; round++) {
      await writeFile(join(folder, ...name.split('/')), damaged(whole, random));
      await check(await collect(folder));
    }
    await writeFile(join(folder, ...name.split('/')), whole);
  }
  await (await openSource(folder)).close();
  await rm(folder, { recursive: true, force: true });
}

/** Cut, flipped, filled, doubled or emptied in places. */
function damaged(whole: Buffer, random: (below: number) => number): Buffer {
  const bytes = Buffer.from(whole);
  const at = random(bytes.length + 1);
  const kind = random(7);
  if (kind === 0) return bytes.subarray(0, at);
  if (kind === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + random(40)))]);
  if (kind === 2) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(bytes.length + 1))]);
  if (kind === 3) return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1 + random(20), random(256)), bytes.subarray(at)]);
  if (kind === 4) return bytes.fill(random(256), at, Math.min(bytes.length, at + 1 + random(64)));
  const marks = Buffer.from('{}[]",:\n\\=-0 ');
  for (let i = 0; i <= random(8); i++) {
    const place = random(Math.max(1, bytes.length));
    if (bytes.length > 0) bytes[place] = kind === 5 ? random(256) : (marks[random(marks.length)] as number);
  }
  return bytes;
}

/** A small deterministic generator of whole numbers below a bound. */
export function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
