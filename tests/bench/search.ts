/**
 * Measures searching over a synthetic library: a person types in three languages, beside LIKE and beside going through
 * every prompt.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { CATALOG_FILE, openReader, openWriter } from '../../src-main/catalog/connection.ts';
import type { SyncReads } from '../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../src-main/catalog/reads/reads.ts';
import { bringIndexUpToDate } from '../../src-main/catalog/writes/generations/refill-index.ts';
import { seed } from '../catalog/seed.ts';
import { writeExport } from './archives.ts';
import { type Beside, measureBeside } from './beside.ts';
import { runNode } from './process.ts';
import type { ReaderMeasures } from './reader.ts';
import { batchOf, indexBytes, seedLibrary } from './seeded.ts';
import { FILTERED, MISSPELT, STROKES } from './strokes.ts';
import { type Times, times } from './times.ts';

export interface SearchBench extends ReadTimes, ReaderMeasures {
  /** Bytes of the full-text index, per item. */
  readonly indexBytes: number;
  /** Arrays brought up to date after one edit, and after an import's batch of 1,000. */
  readonly refreshEdit: Times;
  readonly refreshBatch: Times;
  readonly beside: Beside;
}

/** Nothing is remembered from the keystroke before. */
interface ReadTimes {
  /** The first page. */
  readonly page: Times;
  readonly oldest: Times;
  /** First page, exact total, whole layout, all facets and the histogram. */
  readonly everything: Times;
  readonly filtered: Times;
  /** The same page and count as LIKE '%…%'; the same page and counts by going through every prompt. */
  readonly like: Times;
  readonly naive: Times;
  readonly layout: Times;
  readonly sidebar: Times;
  readonly similar: Times;
  readonly corrections: Times;
}

/** Records of the import that a page is measured beside. */
const IMPORTED = 20_000;

/** @param keep a folder of libraries that stay for the next time; null: one is made and removed */
export async function benchSearch(count: number, keep: string | null): Promise<SearchBench> {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-bench-'));
  try {
    const library = join(keep ?? folder, String(count));
    seedLibrary(library, count);
    const writer = openWriter(library);
    bringIndexUpToDate(writer);
    const bytes = indexBytes(writer);
    writer.close();
    const reader = JSON.parse(
      (await runNode(['--expose-gc', 'tests/bench/reader.ts', library])).stdout,
    ) as ReaderMeasures;
    const db = openReader(library);
    const read = measureReads(db, count);
    db.close();
    // From here on the library changes: what is kept stays as it is.
    const copy = join(folder, 'copy');
    mkdirSync(copy);
    copyFileSync(join(library, CATALOG_FILE), join(copy, CATALOG_FILE));
    const refreshed = measureRefresh(copy);
    await writeExport(join(folder, 'export'), IMPORTED, false);
    return {
      ...read,
      ...reader,
      ...refreshed,
      indexBytes: bytes,
      beside: await measureBeside(copy, join(folder, 'export')),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measureReads(db: Database, count: number): ReadTimes {
  const reads = openReads(db);
  reads.total();
  const { forget } = reads;
  const stroke = (i: number): string => STROKES[i] as string;
  // The plain ways take the same time for all keystrokes, and seconds at a million: a few are enough.
  const few = count > 200_000 ? 4 : 20;
  const fewOf = (i: number): string => stroke(Math.floor((i * STROKES.length) / few));
  const ids = reads.rowids('');
  return {
    page: times(STROKES.length, (i) => first(reads, stroke(i)), forget),
    oldest: times(
      STROKES.length,
      (i) => reads.firstCards({ q: stroke(i), sort: 'oldest', seed: 0, limit: 100 }),
      forget,
    ),
    everything: times(STROKES.length, (i) => everything(reads, stroke(i)), forget),
    filtered: times(FILTERED.length, (i) => everything(reads, FILTERED[i] as string), forget),
    like: times(few, (i) => like(db, fewOf(i)), undefined, 1),
    naive: times(few, (i) => naive(db, fewOf(i)), undefined, 1),
    layout: times(5, () => reads.layout({ q: '', sort: 'newest', seed: 0 })),
    sidebar: times(5, () => reads.sidebar('')),
    similar: times(40, (i) => reads.kinOf(ids[Math.floor((i * ids.length) / 40)] as number, 'words'), undefined, 1),
    corrections: times(MISSPELT.length, (i) => reads.corrections(MISSPELT[i] as string), forget),
  };
}

const first = (reads: SyncReads, q: string): unknown => reads.firstCards({ q, sort: 'newest', seed: 0, limit: 100 });

function everything(reads: SyncReads, q: string): void {
  first(reads, q);
  reads.layout({ q, sort: 'newest', seed: 0 });
  reads.sidebar(q);
}

function like(db: Database, q: string): void {
  const text = `%${q}%`;
  db.prepare('SELECT id FROM generation WHERE prompt LIKE :text ORDER BY created_ms DESC LIMIT 100').all({ text });
  db.prepare('SELECT COUNT(*) FROM generation WHERE prompt LIKE :text').get({ text });
}

/** Every prompt is read and looked through; months and models are counted on the way. */
function naive(db: Database, q: string): void {
  const found: (readonly [number, number])[] = [];
  const counts = new Map<string, number>();
  const rows = db.prepare('SELECT id, created_ms, model, prompt FROM generation').raw().iterate() as Iterable<
    [number, number | null, string | null, string | null]
  >;
  for (const [id, created, model, prompt] of rows) {
    if (!prompt?.toLowerCase().includes(q)) continue;
    found.push([created ?? 0, id]);
    const month = created === null ? 'none' : new Date(created).toISOString().slice(0, 7);
    for (const key of [month, `model ${model}`]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  found.sort(([a], [b]) => b - a).slice(0, 100);
}

function measureRefresh(directory: string): Pick<SearchBench, 'refreshEdit' | 'refreshBatch'> {
  const writer = openWriter(directory);
  const reader = openReader(directory);
  const reads = openReads(reader);
  reads.total();
  const refreshed = {
    refreshEdit: times(
      5,
      () => reads.refresh(),
      () => edit(writer),
    ),
    refreshBatch: times(
      5,
      () => reads.refresh(),
      (i) => seed(writer, batchOf(50_000_000 + i * 1000, 1000)),
    ),
  };
  reader.close();
  writer.close();
  return refreshed;
}

function edit(writer: Database): void {
  writer.exec(`UPDATE counter SET value = value + 1 WHERE name = 'revision';
    UPDATE generation SET liked = 1 - liked, revision = (SELECT value FROM counter WHERE name = 'revision') WHERE id = 77`);
}

if (import.meta.main) {
  const [count = '100000', keep = null] = process.argv.slice(2);
  process.stdout.write(`${JSON.stringify(await benchSearch(Number(count), keep), null, 2)}\n`);
}
