/**
 * Measures what sees a library as a whole: similar, prompts, statistics, words, near-duplicates; beside a plain scan.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { openReader } from '../../src-main/catalog/connection.ts';
import { openReads } from '../../src-main/catalog/reads/reads.ts';
import { bitsApart, COLOUR_BYTES, packLikeness, unpackLikeness } from '../../src-main/contract/items/likeness.ts';
import { tokensOf } from '../../src-main/contract/searching/tokens.ts';
import { openCatalog, randomFrom, seed, syntheticSeeds } from '../catalog/seed.ts';
import { type Figure, quantile, type Section } from './figure.ts';

const ASKED = 40;

export function insightSection(count: number): Section {
  const directory = mkdtempSync(join(tmpdir(), 'afterimage-insights-'));
  try {
    make(directory, count);
    const db = openReader(directory);
    const figures = measure(db);
    db.close();
    return {
      title: `Similar, and statistics, among ${count.toLocaleString('en')} generations`,
      how: `Items similar to one item, for ${ASKED} different items, with the arrays loaded; then the prompts, statistics and words of the whole library. The plain way reads and compares every prompt or every hash.`,
      figures,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Four of each prompt, as Sora makes them; every item has a picture, one in a hundred a near-duplicate. */
function make(directory: string, count: number): void {
  const db = openCatalog(join(directory, 'catalog.sqlite'));
  const seeds = syntheticSeeds(count);
  const tasks = seeds.map((one, at) => ({ ...one, prompt: seeds[at - (at % 4)]?.prompt ?? one.prompt ?? null }));
  for (let from = 0; from < count; from += 5_000) seed(db, tasks.slice(from, from + 5_000));
  const random = randomFrom(11);
  const word = (): number => Math.floor(random() * 2 ** 32);
  db.exec(`INSERT INTO source (id, path, kind, added_ms) VALUES (1, '/archive', 'folder', 0);
    INSERT INTO file (id, source_id, path, size, mtime_ms, kind) SELECT id, 1, id || '.mp4', 1, 0, 'video' FROM generation;
    UPDATE generation SET file_id = id;
    UPDATE generation SET (kind, width, height, duration) = (SELECT kind, width, height, duration FROM generation b WHERE b.id = generation.id - 1)
    WHERE id % 100 = 2`);
  const insert = db.prepare('INSERT INTO likeness (file_id, revision, poster) VALUES (?, 1, ?)');
  const ids = db.prepare('SELECT id FROM generation ORDER BY id').pluck().all() as number[];
  let [high, low] = [0, 0];
  let colours = new Uint8Array(COLOUR_BYTES);
  db.transaction(() => {
    for (const [at, id] of ids.entries()) {
      if (at % 100 !== 1) {
        [high, low] = [word(), word()];
        colours = Uint8Array.from({ length: COLOUR_BYTES }, () => Math.floor(random() * 256));
      }
      insert.run(id, packLikeness({ high, low, colours, isFlat: false }));
    }
  })();
  db.exec(`UPDATE counter SET value = 1 WHERE name = 'likeness'`);
  db.close();
}

function measure(db: Database): Figure[] {
  const reads = openReads(db);
  const ids = reads.rowids('');
  const asked = Array.from({ length: ASKED }, (_, at) => ids[Math.floor((at * ids.length) / ASKED)] as number);
  const p95 = (work: (rowid: number) => unknown): number =>
    quantile(
      asked.map((rowid) => timed(() => work(rowid))),
      0.95,
    );
  const twice = (work: () => unknown): number => {
    work();
    return Math.min(...Array.from({ length: 5 }, () => timed(work)));
  };
  reads.kinOf(asked[0] as number, 'picture');
  while (reads.frequentWords('').isReading);
  const figures: Figure[] = [
    {
      what: 'items with a similar text, p95',
      value: p95((rowid) => reads.kinOf(rowid, 'words')),
      unit: 'ms',
      baseline: { what: 'every prompt read and compared', value: timed(() => plainWords(db, asked[0] as number)) },
    },
    {
      what: 'items with a similar picture, p95',
      value: p95((rowid) => reads.kinOf(rowid, 'picture')),
      unit: 'ms',
      baseline: { what: 'every hash read and compared', value: timed(() => plainPictures(db, asked[0] as number)) },
    },
    {
      what: 'every distinct prompt with its variants',
      value: twice(() => reads.prompts('', 'variations')),
      unit: 'ms',
      baseline: null,
    },
    { what: 'statistics of the whole library', value: twice(() => reads.statistics('')), unit: 'ms', baseline: null },
    {
      what: 'its most used words, the second time',
      value: twice(() => reads.frequentWords('')),
      unit: 'ms',
      baseline: null,
    },
    { what: 'its near-duplicates', value: twice(() => reads.duplicates('')), unit: 'ms', baseline: null },
  ];
  return figures;
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function plainWords(db: Database, rowid: number): number {
  const rows = db.prepare('SELECT id, prompt FROM generation').all() as { id: number; prompt: string | null }[];
  const wordsOf = (prompt: string | null): Set<string> => new Set(tokensOf(prompt ?? '').map(({ text }) => text));
  const own = wordsOf(rows.find(({ id }) => id === rowid)?.prompt ?? null);
  return (
    rows.map(({ prompt }) => [...wordsOf(prompt)].filter((word) => own.has(word)).length).sort((a, b) => b - a)[0] ?? 0
  );
}

function plainPictures(db: Database, rowid: number): number {
  const rows = db.prepare('SELECT file_id AS id, poster FROM likeness').all() as { id: number; poster: Buffer }[];
  const looks = rows.map(({ id, poster }) => ({ id, look: unpackLikeness(poster) }));
  const own = looks.find(({ id }) => id === rowid)?.look;
  const bits = looks.map(({ look }) => (look && own ? bitsApart(look.high, look.low, own.high, own.low) : 64));
  return bits.sort((a, b) => a - b)[1] ?? 64;
}
