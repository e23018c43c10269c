/** Measures searching: a person types in three languages, over a synthetic library, against LIKE on the same rows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database as Connection } from 'better-sqlite3';
import { openReader } from '../../src-main/catalog/connection.ts';
import type { SyncReads } from '../../src-main/catalog/reads/questions.ts';
import { openReads } from '../../src-main/catalog/reads/reads.ts';
import { indexGeneration } from '../../src-main/catalog/search/index-rows.ts';
import { openCatalog, randomFrom, type Seed, seed, syntheticSeeds } from '../catalog/seed.ts';

interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  readonly samples: number;
}

/** All times in milliseconds. */
export interface SearchBench {
  readonly generations: number;
  /** Rows a second: whole generations with their index, and the full-text index alone. */
  readonly seedRate: number;
  readonly indexRate: number;
  readonly indexBytesPerItem: number;
  readonly promptBytesPerItem: number;
  /** Reading the arrays when a library is opened. */
  readonly open: Times;
  /** A keystroke: first page with total. */
  readonly page: Times;
  /** A keystroke: first page with total, whole layout, all counts of the sidebar. */
  readonly everything: Times;
  /** The same keystrokes as LIKE '%…%': page and count. */
  readonly like: Times;
  /** Words combined with filters: first page with total. */
  readonly filtered: Times;
  /** The whole library's layout, and its sidebar. */
  readonly layout: Times;
  readonly sidebar: Times;
  /** After one edit, and after an import's batch of 1,000. */
  readonly refreshEdit: Times;
  readonly refreshBatch: Times;
}

const TYPED = [
  'paper dragon lantern',
  'slow motion close-up',
  'cinematic neon rain',
  '雨夜的龙',
  '自己的家',
  'ガラスの夜',
  'ドラゴン',
  '人の心',
];
const FILTERED = [
  'paper type:video',
  'dragon rating:>=3',
  'a -tag:mood',
  '的 date:2025-03',
  'camera OR film has:audio',
  '@ada model:sora-2',
  'is:untagged the',
];

/** Runs the whole measurement in a temporary folder. @param count how many generations */
export async function benchSearch(count = 100_000): Promise<SearchBench> {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-bench-'));
  const writer = openCatalog(join(folder, 'catalog.sqlite'));
  try {
    const random = randomFrom(1);
    const seedMs = timed(() => inBatches(count, (size, at) => seed(writer, batchOf(size, at, random))));
    const reader = openReader(folder);
    const result = {
      generations: count,
      seedRate: Math.round((count / seedMs) * 1000),
      indexRate: Math.round((20_000 / indexAlone(folder)) * 1000),
      indexBytesPerItem: Math.round(number(writer, `SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'generation_text%'`) / count),
      promptBytesPerItem: Math.round(number(writer, 'SELECT SUM(LENGTH(CAST(prompt AS BLOB))) FROM generation') / count),
      ...measureReads(reader, writer, random),
    };
    reader.close();
    return result;
  } finally {
    writer.close();
    rmSync(folder, { recursive: true });
  }
}

function measureReads(
  reader: Connection,
  writer: Connection,
  random: () => number,
): Omit<SearchBench, 'generations' | 'seedRate' | 'indexRate' | 'indexBytesPerItem' | 'promptBytesPerItem'> {
  const open = times(2, () => openReads(reader).refresh());
  const reads = openReads(reader);
  const strokes = TYPED.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));
  const forget = (): void => touch(writer, reads);
  const page = times(strokes.length, (i) => first(reads, strokes[i] as string), forget);
  const everything = times(
    strokes.length,
    (i) => {
      const q = strokes[i] as string;
      first(reads, q);
      reads.layout({ q, sort: 'newest', seed: 0 });
      reads.sidebar(q);
    },
    forget,
  );
  const filtered = times(FILTERED.length, (i) => first(reads, FILTERED[i] as string), forget);
  return {
    open,
    page,
    everything,
    like: likeTimes(reader, strokes),
    filtered,
    layout: times(5, () => reads.layout({ q: '', sort: 'newest', seed: 0 })),
    sidebar: times(5, () => reads.sidebar('')),
    refreshEdit: times(
      5,
      () => reads.refresh(),
      () => bump(writer),
    ),
    refreshBatch: times(
      3,
      () => reads.refresh(),
      (i) => seed(writer, batchOf(1000, 10_000_000 + i * 1000, random)),
    ),
  };
}

const first = (reads: SyncReads, q: string): unknown => reads.cards({ q, sort: 'newest', seed: 0, limit: 100, offset: 0 });

/** Every third keystroke, which is enough: LIKE takes the same time for all of them. */
function likeTimes(db: Connection, strokes: readonly string[]): Times {
  const page = db.prepare('SELECT id FROM generation WHERE prompt LIKE :like ORDER BY created_ms DESC LIMIT 100');
  const count = db.prepare('SELECT COUNT(*) FROM generation WHERE prompt LIKE :like');
  return times(Math.ceil(strokes.length / 3), (i) => {
    const like = `%${strokes[i * 3]}%`;
    page.all({ like });
    count.get({ like });
  });
}

/** One generation is edited, so that nothing remembered is of use; the arrays are up to date before time is taken. */
function touch(writer: Connection, reads: SyncReads): void {
  bump(writer);
  reads.refresh();
}

function bump(writer: Connection): void {
  writer.exec(`UPDATE counter SET value = value + 1 WHERE name = 'revision';
    UPDATE generation SET liked = 1 - liked, revision = (SELECT value FROM counter WHERE name = 'revision') WHERE id = 77`);
}

/** Milliseconds to index 20,000 generations and nothing else. */
function indexAlone(folder: string): number {
  const db = openCatalog(join(folder, 'index.sqlite'));
  const seeds = syntheticSeeds(20_000, randomFrom(2));
  const ms = timed(() =>
    inBatches(20_000, (size, from) =>
      db.transaction(() => {
        for (let at = from; at < from + size; at += 1) {
          indexGeneration(db, {
            slot: at * 70 + 1,
            prompt: seeds[at]?.prompt ?? null,
            title: seeds[at]?.title ?? null,
            note: '',
            shots: '[]',
          });
        }
      })(),
    ),
  );
  db.close();
  return ms;
}

function batchOf(size: number, from: number, random: () => number): readonly Seed[] {
  return syntheticSeeds(size, random).map((one, at) => ({ ...one, publicId: `gen_${from + at}_${one.publicId}` }));
}

function inBatches(count: number, run: (size: number, at: number) => unknown): void {
  for (let at = 0; at < count; at += 1000) run(Math.min(1000, count - at), at);
}

/** Every call is made this often and its best time counts: another program's burst is not ours. */
const TRIES = 5;

/** Times of `runs` different calls; `before` runs ahead of each try, outside of the time. */
function times(runs: number, run: (i: number) => unknown, before: (i: number) => unknown = () => {}): Times {
  const all = Array.from({ length: runs }, (_, i) => {
    const tries = Array.from({ length: TRIES }, (_, attempt) => {
      before(i * TRIES + attempt);
      return timed(() => run(i));
    });
    return Math.min(...tries);
  }).sort((a, b) => a - b);
  const at = (share: number): number => Math.round((all[Math.min(all.length - 1, Math.floor(all.length * share))] as number) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), worst: at(1), samples: runs };
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const number = (db: Connection, sql: string): number => db.prepare(sql).pluck().get() as number;

if (import.meta.main) {
  const result = await benchSearch(Number(process.argv[2] ?? 100_000));
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}
