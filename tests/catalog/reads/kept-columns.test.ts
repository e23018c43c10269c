/** Columns that are kept in a file: they answer as the catalog does, whatever happened to either of them. */
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { CatalogError } from '../../../src-main/catalog/catalog-error.ts';
import { keptPath } from '../../../src-main/catalog/reads/columns/kept-columns.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { markKeptColumns } from '../../../src-main/catalog/writes/archive/library-rows.ts';
import { openEdits } from '../../../src-main/catalog/writes/edits/edits.ts';
import { Arrangement, type ArrangementInput, type Change } from '../../../src-main/contract/organising/edit.ts';
import { tempFolder } from '../../fixtures/temp.ts';
import { hide, openCatalog, randomFrom, type Seed, seed, syntheticSeeds } from '../seed.ts';

const ITEMS = 2_400;

interface KeptLibrary {
  readonly db: Database;
  readonly path: string;
  readonly seeds: readonly Seed[];
  readonly rowids: readonly number[];
}

async function library(): Promise<KeptLibrary> {
  const folder = await tempFolder();
  const db = openCatalog(join(folder, 'catalog.sqlite'));
  onTestFinished(() => void db.close());
  const seeds = syntheticSeeds(ITEMS);
  return { db, path: keptPath(folder), seeds, rowids: seed(db, seeds) };
}

let lastMark = 0;

/** Writes the file and its mark, as a reader and the writer do together. */
async function keep({ db, path }: KeptLibrary): Promise<boolean> {
  const mark = ++lastMark;
  const kept = await openReads(db, path).keepColumns(mark);
  if (kept) markKeptColumns(db, mark);
  return kept;
}

/** Everything that the columns decide, for some queries. */
function answers(db: Database, path: string | null): unknown {
  const reads = openReads(db, path);
  const asked = ['', 'paper', '的', 'tag:project -is:favorite', 'collection:Paper', 'rating>=1', 'collection:Mine'];
  return {
    organised: reads.organised(),
    sidebar: reads.sidebar(''),
    results: asked.flatMap((q) =>
      (['newest', 'oldest', 'duration', 'rating'] as const).map((sort) => [
        Buffer.from(reads.result({ q, sort, seed: 1, stacks: 'closed', limit: 20 })).toString('base64'),
        reads.facets(q),
      ]),
    ),
  };
}

/** Changes a row without a new revision. Only columns from the file do not show it. */
const changeUnnoticed = (db: Database): void =>
  void db.prepare(`UPDATE generation SET model = 'unnoticed' WHERE id = (SELECT MIN(id) FROM generation)`).run();
const isUsed = ({ db, path }: KeptLibrary): boolean => openReads(db, path).facets('').model.unnoticed === undefined;

test('the file is used, and answers as the catalog does', async () => {
  const own = await library();
  expect(await keep(own)).toBe(true);
  expect(answers(own.db, own.path)).toEqual(answers(own.db, null));
  changeUnnoticed(own.db);
  expect(isUsed(own)).toBe(true);
  if (process.platform !== 'win32') expect(statSync(own.path).mode & 0o077).toBe(0);
});

test('after any changes, the file and what changed since give the same answers', async () => {
  const own = await library();
  const { db, path, seeds, rowids } = own;
  const random = randomFrom(7);
  const some = (): number[] =>
    Array.from({ length: 1 + Math.floor(random() * 40) }, () => rowids[Math.floor(random() * ITEMS)] as number);
  const edits = openEdits(db);
  /** A tag or collection may not exist at the moment: then the change is refused. */
  const attempt = (run: () => unknown): void => {
    try {
      run();
    } catch (cause) {
      expect(cause).toBeInstanceOf(CatalogError);
    }
  };
  const change = (wish: Change) => (): void => attempt(() => edits.apply([...new Set(some())], wish));
  const arrange = (wish: ArrangementInput) => (): void => attempt(() => edits.arrange(Arrangement.parse(wish)));
  arrange({ set: 'collection-create', collection: 'Mine' })();
  const changes: readonly (() => void)[] = [
    change({ set: 'tag-add', tag: 'new/one' }),
    change({ set: 'tag-add', tag: 'project/0' }),
    change({ set: 'tag-remove', tag: 'project/0' }),
    change({ set: 'rating', rating: 4 }),
    change({ set: 'favorite', favorite: true }),
    change({ set: 'collection-add', collection: 'Mine' }),
    change({ set: 'stack', cover: rowids[3] as number }),
    arrange({ set: 'tag-rename', tag: 'new', to: 'newer' }),
    arrange({ set: 'tag-delete', tag: 'project/3' }),
    arrange({ set: 'collection-rename', collection: 'Mine', to: 'Ours' }),
    () => void edits.undo(),
    () => hide(db, (seeds[Math.floor(random() * ITEMS)] as Seed).publicId),
    () => void seed(db, syntheticSeeds(30, randomFrom(Math.floor(random() * 1e6)))),
    () =>
      void seed(
        db,
        seeds.slice(10, 20).map((one) => ({ ...one, createdMs: Date.UTC(2024, 5, 1) })),
      ),
  ];
  await keep(own);
  for (let round = 0; round < 12; round += 1) {
    for (let i = 0; i < 5; i += 1) changes[Math.floor(random() * changes.length)]?.();
    // The reader that writes the file has gone through the changes itself: its arrays have gaps and appended rows.
    if (round % 4 === 3) db.exec("DELETE FROM counter WHERE name = 'kept-columns'");
    const reads = openReads(db, path);
    reads.total();
    changes[Math.floor(random() * changes.length)]?.();
    const mark = ++lastMark;
    if (await reads.keepColumns(mark)) markKeptColumns(db, mark);
    expect([round, answers(db, path)]).toEqual([round, answers(db, null)]);
  }
});

test('a damaged, cut, or empty file is never used', async () => {
  const own = await library();
  await keep(own);
  const whole = readFileSync(own.path);
  changeUnnoticed(own.db);
  expect(isUsed(own)).toBe(true);
  const random = randomFrom(3);
  for (let round = 0; round < 60; round += 1) {
    const damaged = Buffer.from(whole);
    const at = round < 20 ? round : Math.floor(random() * whole.length);
    damaged[at] = (damaged[at] as number) ^ (1 << Math.floor(random() * 8));
    writeFileSync(own.path, damaged);
    expect([at, isUsed(own)]).toEqual([at, false]);
  }
  for (const length of [whole.length - 1, Math.floor(whole.length / 2), 12, 3, 0]) {
    writeFileSync(own.path, whole);
    truncateSync(own.path, length);
    expect([length, isUsed(own)]).toEqual([length, false]);
  }
});

test('a file of another library, of an older catalog, or without its mark is never used', async () => {
  const [own, other] = [await library(), await library()];
  await keep(own);
  await keep(other);
  copyFileSync(other.path, own.path);
  changeUnnoticed(own.db);
  expect(isUsed(own)).toBe(false);

  const unmarked = await library();
  await openReads(unmarked.db, unmarked.path).keepColumns(++lastMark);
  changeUnnoticed(unmarked.db);
  expect(isUsed(unmarked)).toBe(false);

  const back = await library();
  await keep(back);
  back.db.exec(`UPDATE counter SET value = value - 1 WHERE name = 'revision'`);
  changeUnnoticed(back.db);
  expect(isUsed(back)).toBe(false);
});

test('the file is written only when that is worth it, and never with half of a change', async () => {
  const own = await library();
  const { db, path } = own;
  expect(await keep(own)).toBe(true);
  expect(await keep(own)).toBe(false);
  seed(
    db,
    syntheticSeeds(2_100, randomFrom(99)).map((one) => ({ ...one, publicId: `new_${one.publicId}` })),
  );
  const reads = openReads(db, path);
  const writing = reads.keepColumns(++lastMark);
  seed(db, [{ publicId: 'gen_late', prompt: 'late' }]);
  expect(reads.total()).toBe(ITEMS + 2_101);
  expect(await writing).toBe(false);
  expect(await keep(own)).toBe(true);
  expect(answers(db, path)).toEqual(answers(db, null));
});
