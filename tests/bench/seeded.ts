/**
 * A synthetic library that measurements share: made once, taken up where it was left, and used again by whoever asks
 * for the same folder. By itself: `node tests/bench/seeded.ts FOLDER COUNT`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import { openCatalog, randomFrom, type Seed, seed, syntheticSeeds } from '../catalog/seed.ts';

/**
 * Generations in one transaction; each batch has random numbers of its own, so that a library can be made in several
 * goes.
 */
const BATCH = 10_000;

/**
 * Makes the library in `folder` hold at least `count` generations. @returns how many it wrote, and how long that took
 * in ms
 */
export function seedLibrary(folder: string, count: number): { readonly written: number; readonly ms: number } {
  mkdirSync(folder, { recursive: true });
  const db = openCatalog(join(folder, CATALOG_FILE));
  const start = performance.now();
  try {
    // Nothing is lost with a library that can be made again, and all of it is written at once.
    for (const pragma of [
      'synchronous = OFF',
      'temp_store = MEMORY',
      'cache_size = -400000',
      'wal_autocheckpoint = 50000',
    ])
      db.pragma(pragma);
    const before = db.prepare('SELECT COUNT(*) FROM generation').pluck().get() as number;
    for (let from = before; from < count; from += BATCH) seed(db, batchOf(from, Math.min(BATCH, count - from)));
    return { written: Math.max(0, count - before), ms: performance.now() - start };
  } finally {
    db.close();
  }
}

/**
 * The oldest first: the full-text index takes rows in the order of their slots at a time, and starts anew where one
 * goes back.
 */
export function batchOf(from: number, size: number): readonly Seed[] {
  const seeds = syntheticSeeds(size, randomFrom(1 + from));
  return seeds
    .map((one, at) => ({ ...one, publicId: `gen_${from + at}_${one.publicId}`, files: filesOf(one, from + at) }))
    .sort((a, b) => (a.createdMs ?? 0) - (b.createdMs ?? 0));
}

/**
 * The file of an item as libraries have them: most names are ids, in folders by month; some are those of web downloads,
 * some the person's own, in folders of projects.
 */
function filesOf({ publicId, state, prompt, createdMs }: Seed, at: number): readonly string[] {
  if (state === 'prompt-only') return [];
  const day = new Date(createdMs ?? 0).toISOString().slice(0, 10);
  const words = (prompt ?? 'untitled clip').split(/[\s,]+/);
  const key = `01k${publicId.slice(-23)}`;
  if (at % 20 < 12) return [`Sora/${day.slice(0, 7)}/gen_${key}.mp4`];
  if (at % 20 < 17)
    return [`downloads/${day.replaceAll('-', '')}_1203_${words.slice(0, 4).join(' ')}_simple_compose_${key}.mp4`];
  return [`projects/film ${at % 300}/${words.slice(2, 5).join('_')}_${key}.mp4`];
}

/** Bytes of the full-text index, per item. */
export function indexBytes(db: Database): number {
  const bytes = db.prepare(`SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'generation_text%'`).pluck().get() as number;
  return bytes / (db.prepare('SELECT COUNT(*) FROM generation').pluck().get() as number);
}

if (import.meta.main) {
  const [folder = '', count = '100000'] = process.argv.slice(2);
  const { written, ms } = seedLibrary(folder, Number(count));
  process.stdout.write(`${written} generations in ${Math.round(ms / 1000)} s: ${folder}\n`);
}
