/** Measures edits of very many items at once: tagging, rating, a collection, and taking them back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database as Connection } from 'better-sqlite3';
import { openReader } from '../../src-main/catalog/connection.ts';
import { openReads } from '../../src-main/catalog/reads/reads.ts';
import { openEdits } from '../../src-main/catalog/writes/edits/edits.ts';
import type { Change } from '../../src-main/contract/organising/edit.ts';
import { openCatalog, randomFrom, seed, syntheticSeeds } from '../catalog/seed.ts';
import { type Figure, quantile, type Section } from './figure.ts';

const MOST_EDITED = 100_000;
const BATCH = 10_000;
const RUNS = 5;

/** @param count how many generations the library holds; up to 100,000 of them, evenly spread, are edited at once */
export async function organisingSection(count: number): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-bench-'));
  const db = openCatalog(join(folder, 'catalog.sqlite'));
  try {
    fill(db, count);
    const { figures, edited } = measure(db, folder);
    return {
      title: `Organising ${edited.toLocaleString('en')} of ${count.toLocaleString('en')} generations at once`,
      how: `One edit of ${edited.toLocaleString('en')} items through the journal, and its undo; then the time that a reader needs to update every count. The plain way inserts and deletes the same rows without journal, checks or undo. Medians of ${RUNS}.`,
      figures,
    };
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

function fill(db: Connection, count: number): void {
  const random = randomFrom(1);
  for (let at = 0; at < count; at += BATCH) {
    const seeds = syntheticSeeds(Math.min(BATCH, count - at), random);
    seed(
      db,
      seeds.map((one, offset) => ({ ...one, publicId: `gen_${at + offset}` })),
    );
  }
}

function measure(db: Connection, folder: string): { readonly figures: readonly Figure[]; readonly edited: number } {
  const reader = openReader(folder);
  const reads = openReads(reader);
  const all = reads.rowids('');
  const step = Math.max(1, Math.floor(all.length / MOST_EDITED));
  const chosen = [...all.filter((_, at) => at % step === 0).subarray(0, MOST_EDITED)];
  const edits = openEdits(db);
  edits.arrange({ set: 'collection-create', collection: 'bench', query: null });
  const times = (change: Change): Record<'apply' | 'counts' | 'undo', number> => {
    const runs = Array.from({ length: RUNS }, () => ({
      apply: timed(() => edits.apply(chosen, change)),
      counts: timed(() => reads.sidebar('')),
      undo: timed(() => edits.undo()),
      settled: timed(() => reads.refresh()),
    }));
    const median = (of: 'apply' | 'counts' | 'undo'): number =>
      quantile(
        runs.map((run) => run[of]),
        0.5,
      );
    return { apply: median('apply'), counts: median('counts'), undo: median('undo') };
  };
  const tag = times({ set: 'tag-add', tag: 'bench' });
  const rating = times({ set: 'rating', rating: 3 });
  const collection = times({ set: 'collection-add', collection: 'bench' });
  const plain = plainTimes(db, chosen);
  edits.apply(chosen, { set: 'tag-add', tag: 'bench' });
  const rename = timed(() => edits.arrange({ set: 'tag-rename', tag: 'bench', to: 'renamed', merge: false }));
  reader.close();
  const ms = (what: string, value: number, baseline: Figure['baseline'] = null): Figure => ({
    what,
    value,
    unit: 'ms',
    baseline,
  });
  return {
    edited: chosen.length,
    figures: [
      ms('add a tag', tag.apply, { what: 'bare INSERT', value: plain.insert }),
      ms('undo', tag.undo, { what: 'bare DELETE', value: plain.remove }),
      ms('all counts updated after it', tag.counts),
      ms('rate', rating.apply),
      ms('undo', rating.undo),
      ms('add to a collection', collection.apply),
      ms('undo', collection.undo),
      ms('rename the tag of these items', rename),
    ],
  };
}

/** The same rows in one transaction each, and nothing else. */
function plainTimes(db: Connection, ids: readonly number[]): { readonly insert: number; readonly remove: number } {
  const tag = db.prepare(`INSERT INTO tag (name, folded) VALUES ('plain', 'plain') RETURNING id`).pluck().get();
  const insert = db.prepare(`INSERT INTO generation_tag (generation_id, tag_id) VALUES (@id, @tag)`);
  const remove = db.prepare(`DELETE FROM generation_tag WHERE generation_id = @id AND tag_id = @tag`);
  const each = (statement: typeof insert): number =>
    timed(
      db.transaction(() => {
        for (const id of ids) statement.run({ id, tag });
      }),
    );
  const runs = Array.from({ length: RUNS }, () => ({ insert: each(insert), remove: each(remove) }));
  return {
    insert: quantile(
      runs.map((run) => run.insert),
      0.5,
    ),
    remove: quantile(
      runs.map((run) => run.remove),
      0.5,
    ),
  };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
