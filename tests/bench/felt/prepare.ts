/**
 * Prepares a library for measuring: `node tests/bench/felt/prepare.ts LIBRARY RECORDS COUNT` writes the records of the
 * plain page as one JSON document, newest first, and prints what can be typed, COUNT strokes of each kind. A process of
 * its own, because a million records fill its memory.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from 'better-sqlite3';
import { openReader } from '../../../src-main/catalog/connection.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { runNode } from '../process.ts';
import { chooseStrokes, type Look, type Shown, type Stroke } from './queries.ts';

/** As `in-page/plain.js` reads it: prompt and title are the fifth and sixth value. */
type Row = readonly [number, string | null, string, number, string | null, string | null, ...unknown[]];

/** Prompts from which the words to type are taken. */
const SAMPLED = 4000;
/** The part of a card's text by which it is recognised. */
const RECOGNISED = 60;

/** Runs this file. @returns the strokes */
export async function prepare(library: string, records: string, count: number): Promise<readonly Stroke[]> {
  const { stdout } = await runNode([
    '--max-old-space-size=8000',
    'tests/bench/felt/prepare.ts',
    library,
    records,
    String(count),
  ]);
  return JSON.parse(stdout) as readonly Stroke[];
}

if (import.meta.main) {
  const [library = '', records = '', count = '5'] = process.argv.slice(2);
  const db = openReader(library);
  const rows = rowsOf(db);
  await pipeline(Readable.from(asJson(rows)), createWriteStream(records));
  const strokes = count === '0' ? [] : strokesIn(db, rows, Number(count));
  db.close();
  process.stdout.write(JSON.stringify(strokes));
}

function rowsOf(db: Database): readonly Row[] {
  const sql = `SELECT g.id, g.kind, g.state, g.missing, g.prompt, g.title, g.created_ms, g.duration, g.width, g.height,
      COALESCE(m.favorite, 0), COALESCE(m.rating, 0), g.file_id IS NOT NULL
    FROM generation g LEFT JOIN mark m ON m.generation_id = g.id WHERE g.present = 1 ORDER BY g.created_ms DESC, g.id`;
  return db.prepare(sql).raw().all() as Row[];
}

function* asJson(rows: readonly Row[]): Generator<string> {
  const size = 1000;
  for (let from = 0; from < rows.length; from += size) {
    const part = JSON.stringify(rows.slice(from, from + size)).slice(1, -1);
    yield `${from === 0 ? '[' : ',\n'}${part}`;
  }
  yield rows.length === 0 ? '[]' : ']\n';
}

function strokesIn(db: Database, rows: readonly Row[], count: number): readonly Stroke[] {
  const reads = openReads(db);
  const ours: Look = (q) => {
    const [first] = reads.firstCards({ q, sort: 'newest', seed: 0, limit: 1 }).items;
    return shownAs(first?.text ?? null, reads.rowids(q).length, rows.length);
  };
  const haystacks = rows.map(([, , , , prompt, title]) => `${prompt ?? ''} ${title ?? ''}`.toLowerCase());
  const plain: Look = (q) => {
    const at = haystacks.findIndex((text) => text.includes(q));
    const [, , , , prompt = null, title = null] = rows[at] ?? [];
    const total = haystacks.reduce((sum, text) => sum + Number(text.includes(q)), 0);
    return shownAs(prompt ?? title, total, rows.length);
  };
  const step = Math.max(1, Math.floor(rows.length / SAMPLED));
  const prompts = rows.filter((_, at) => at % step === 0).map(([, , , , prompt]) => prompt ?? '');
  return chooseStrokes(prompts, rows.length, count, ours, plain);
}

function shownAs(text: string | null, total: number, all: number): Shown | null {
  const flat = (text ?? '').replace(/\s+/gu, ' ').trim();
  if (flat.length < 12) return null;
  return {
    text: flat.slice(0, RECOGNISED),
    count: `${total.toLocaleString('en')} of ${all.toLocaleString('en')}`,
    total,
  };
}
