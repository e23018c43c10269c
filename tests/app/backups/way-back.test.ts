/** The recovery of a damaged library: the snapshot, all later edits that can be read, and the differences. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { beginAnew, bringBack, planWayBack, takeBack } from '../../../src-main/app/backups/restore.ts';
import type { Library } from '../../../src-main/app/library/library.ts';
import { openLibrary } from '../../../src-main/app/library/open-library.ts';
import { sealHasReached } from '../../campaign/seal-has-reached.ts';
import { exportRecord, generationsJson } from '../../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../../fixtures/temp.ts';

vi.setConfig({ testTimeout: 180_000 });

interface Kept {
  readonly root: string;
  readonly directory: string;
}

/** A closed library with a snapshot, and edits that were made after it. */
async function editedLibrary({ snapshot = true } = {}): Promise<Kept> {
  const root = await tempFolder();
  const directory = join(root, 'library');
  await archive(join(root, 'part'), 0, 60);
  await using(directory, async (library) => {
    await imported(library, join(root, 'part'));
    const rowids = [...(await library.reads.rowids(''))];
    await tag(library, rowids.slice(0, 5), 'Keepers');
    await tag(library, rowids.slice(0, 3), 'Undone');
    if (snapshot) await library.backups.take();
    await library.edits.undo();
    await tag(library, rowids.slice(10, 20), 'Later');
    await note(library, rowids[0] as number, 'written after the snapshot');
    await library.edits.arrange({ set: 'collection-create', collection: 'Reel', query: null });
    await library.edits.edit({
      selection: { type: 'rowids', rowids: rowids.slice(30, 34) },
      change: { set: 'collection-add', collection: 'Reel' },
    });
  });
  return { root, directory };
}

const archive = (folder: string, from: number, count: number): Promise<void> =>
  writeFiles(folder, {
    'generations.json': generationsJson(Array.from({ length: count }, (_, at) => exportRecord(from + at))),
  });

async function imported(library: Library, folder: string): Promise<void> {
  await library.jobs.finished((await library.jobs.import([folder])).id);
}

async function using<T>(directory: string, use: (library: Library) => Promise<T>): Promise<T> {
  const library = await openLibrary({ directory, backgroundPreviews: false });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}

const tag = (library: Library, rowids: readonly number[], name: string): Promise<unknown> =>
  library.edits.edit({ selection: { type: 'rowids', rowids: [...rowids] }, change: { set: 'tag-add', tag: name } });
const note = (library: Library, rowid: number, text: string): Promise<unknown> =>
  library.edits.edit({ selection: { type: 'rowids', rowids: [rowid] }, change: { set: 'note', note: text } });

const found = (directory: string, q: string): Promise<number> =>
  using(directory, async ({ reads }) => (await reads.rowids(q)).length);

/** All annotations, as one text. */
const entered = (directory: string): Promise<string> =>
  using(directory, async ({ reads }) => {
    const [words, organised] = await Promise.all([
      reads.enteredWords([...(await reads.rowids(''))]),
      reads.organised(),
    ]);
    return JSON.stringify({ words, tags: organised.tags, collections: organised.collections });
  });

/** Zeroes the first page whose bytes hold `text`. */
function zeroPageWith(path: string, text: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(text);
  bytes.fill(0, at - (at % 4096), at - (at % 4096) + 4096);
  writeFileSync(path, bytes);
}

test('the snapshot and all later edits are restored, including an undo', async () => {
  const { directory } = await editedLibrary();
  const before = await entered(directory);
  zeroPageWith(join(directory, 'catalog.sqlite'), 'CREATE TABLE source');
  await expect(openLibrary({ directory, backgroundPreviews: false })).rejects.toMatchObject({
    code: 'library-damaged',
  });
  const plan = await planWayBack(directory);
  expect(plan).toMatchObject({ from: 'snapshot', edits: 5, unread: 0, kept: 0, counts: { items: 60 } });
  const { replaced } = await bringBack(directory);
  expect(await entered(directory)).toBe(before);
  expect(await found(directory, 'tag:undone ')).toBe(0);
  expect(existsSync(String(replaced))).toBe(true);
  expect((await readdir(directory)).filter((name) => name.startsWith('restoring-'))).toEqual([]);
  await using(directory, async ({ edits }) => {
    await edits.undo();
    expect((await edits.journal()).undo).toMatchObject({ set: 'collection-create' });
  });
});

test('the plan compares readable and restored data and changes nothing', async () => {
  const { directory } = await editedLibrary();
  const path = join(directory, 'catalog.sqlite');
  zeroPageWith(path, 'CREATE TABLE source');
  const before = readFileSync(path);
  const plan = await planWayBack(directory);
  expect(plan.differences).toMatchObject({
    items: { onlyHere: 0, onlyInBackup: 0 },
    tags: { onlyHere: 0, onlyInBackup: 0 },
  });
  expect(plan.snapshot?.path).toContain('-asked.sqlite');
  expect(before.equals(readFileSync(path))).toBe(true);
});

test('annotations of items imported after the snapshot stay pending until the import', async () => {
  const { root, directory } = await editedLibrary();
  await archive(join(root, 'second'), 100, 20);
  await using(directory, async (library) => {
    await imported(library, join(root, 'second'));
    const rowids = [...(await library.reads.rowids(''))];
    await tag(library, rowids, 'Everything');
  });
  zeroPageWith(join(directory, 'catalog.sqlite'), 'CREATE TABLE source');
  const { kept, sources, counts } = await bringBack(directory);
  expect({ kept, sources, items: counts.items }).toEqual({ kept: 20, sources: [join(root, 'second')], items: 60 });
  expect(await found(directory, 'tag:everything ')).toBe(60);
  await using(directory, (library) => imported(library, join(root, 'second')));
  expect(await found(directory, 'tag:everything ')).toBe(80);
});

test('without a snapshot all readable data is restored', async () => {
  const { directory } = await editedLibrary({ snapshot: false });
  const before = await entered(directory);
  zeroPageWith(join(directory, 'catalog.sqlite'), 'CREATE TABLE source');
  const plan = await bringBack(directory);
  expect(plan).toMatchObject({ from: 'salvage', snapshot: null, counts: { items: 60 } });
  expect(await entered(directory)).toBe(before);
  await using(directory, async ({ edits }) =>
    expect((await edits.journal()).undo).toMatchObject({ set: 'collection-add' }),
  );
});

test('edits in a broken log are restored, except those in the broken part', async () => {
  const { root, directory } = await editedLibrary();
  const cut = join(root, 'cut');
  await using(directory, async (library) => {
    const rowids = [...(await library.reads.rowids(''))];
    for (const rowid of rowids.slice(0, 40)) await note(library, rowid, `note of ${rowid}`);
    await cp(directory, cut, { recursive: true });
  });
  const log = join(cut, 'catalog.sqlite-wal');
  const bytes = readFileSync(log);
  const middle = Math.floor(bytes.length / 2);
  bytes.fill(0xff, middle, middle + 2_000);
  writeFileSync(log, bytes);
  await rm(join(cut, 'catalog.sqlite-shm'), { force: true });
  const { counts, unread } = await bringBack(cut);
  expect(counts.marks).toBe(40);
  expect(unread).toBeLessThanOrEqual(1);
  expect(await found(cut, 'note:note ')).toBeGreaterThanOrEqual(39);
});

test('when only the log is lost, the restore starts from the catalog itself', async () => {
  const { root, directory } = await editedLibrary();
  const cut = join(root, 'cut');
  await using(directory, async (library) => {
    await tag(library, [...(await library.reads.rowids(''))].slice(40, 50), 'In the log');
    await sealHasReached(directory);
    await cp(directory, cut, { recursive: true });
  });
  for (const end of ['-wal', '-shm']) await rm(join(cut, `catalog.sqlite${end}`), { force: true });
  const { from, snapshot, differences } = await bringBack(cut);
  expect({ from, snapshot, tags: differences?.tags }).toEqual({
    from: 'catalog',
    snapshot: null,
    tags: { onlyHere: 0, onlyInBackup: 0 },
  });
  expect(await found(cut, 'tag:later ')).toBe(10);
});

test('a deleted catalog is restored from the snapshot', async () => {
  const { directory } = await editedLibrary();
  for (const end of ['', '-wal', '-shm']) await rm(join(directory, `catalog.sqlite${end}`), { force: true });
  const { replaced, counts, edits, differences } = await bringBack(directory);
  expect({ replaced, edits, differences }).toEqual({ replaced: null, edits: 0, differences: null });
  expect(counts.tagged).toBe(8);
  expect(await found(directory, 'tag:keepers ')).toBe(5);
});

test('a database of another program adds nothing to the recovered catalog, and is kept', async () => {
  const { directory } = await editedLibrary();
  const path = join(directory, 'catalog.sqlite');
  await rm(path);
  const db = new Database(path);
  db.exec(`CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, url TEXT); INSERT INTO bookmarks VALUES (1, 'x')`);
  db.close();
  const { from, replaced } = await bringBack(directory);
  expect(from).toBe('snapshot');
  expect(readFileSync(String(replaced)).includes('bookmarks')).toBe(true);
  expect(await found(directory, 'tag:keepers ')).toBe(5);
});

test('a cut snapshot is skipped', async () => {
  const { directory } = await editedLibrary();
  await using(directory, (library) => library.backups.take());
  const [newest] = (await readdir(join(directory, 'backups')))
    .filter((name) => name.endsWith('.sqlite'))
    .sort()
    .reverse();
  await truncate(join(directory, 'backups', String(newest)), 30_000);
  const before = await entered(directory);
  zeroPageWith(join(directory, 'catalog.sqlite'), 'CREATE TABLE source');
  expect(await bringBack(directory)).toMatchObject({ passedOver: 1, edits: 5 });
  expect(await entered(directory)).toBe(before);
});

test('a restore can be undone byte for byte, and done again', async () => {
  const { directory } = await editedLibrary();
  const path = join(directory, 'catalog.sqlite');
  const before = await entered(directory);
  zeroPageWith(path, 'CREATE TABLE source');
  const damaged = readFileSync(path);
  const { replaced } = await bringBack(directory);
  const again = await takeBack(directory, String(replaced));
  expect(damaged.equals(readFileSync(path))).toBe(true);
  await expect(openLibrary({ directory, backgroundPreviews: false })).rejects.toMatchObject({
    code: 'library-damaged',
  });
  await takeBack(directory, String(again.replaced));
  expect(await entered(directory)).toBe(before);
  await expect(takeBack(directory, join(directory, 'library.json'))).rejects.toMatchObject({ code: 'not-found' });
});

test('a new library can be started, and the damaged one is kept', async () => {
  const { directory } = await editedLibrary();
  await truncate(join(directory, 'catalog.sqlite'), 9_000);
  const { replaced } = await beginAnew(directory);
  expect(readFileSync(String(replaced)).length).toBe(9_000);
  expect(await found(directory, '')).toBe(0);
});

test('a library that is open elsewhere is not changed', async () => {
  const { directory } = await editedLibrary();
  const other = await openLibrary({ directory, backgroundPreviews: false });
  try {
    await expect(bringBack(directory)).rejects.toMatchObject({ code: 'library-busy' });
    expect((await other.reads.rowids('tag:later ')).length).toBe(10);
  } finally {
    await other.close();
  }
});
