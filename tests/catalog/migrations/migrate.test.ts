/** A library of an earlier version opens with everything in it, and a copy of how it was stands in its backups. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openQuestions, openWriter } from '../../../src-main/catalog/connection.ts';
import { sql as first } from '../../../src-main/catalog/migrations/0001-catalog.ts';
import { sql as second } from '../../../src-main/catalog/migrations/0002-order.ts';
import { sql as third } from '../../../src-main/catalog/migrations/0003-beginnings.ts';
import { sql as fourth } from '../../../src-main/catalog/migrations/0004-verifying.ts';
import { sql as fifth } from '../../../src-main/catalog/migrations/0005-mirrors.ts';
import { migrate } from '../../../src-main/catalog/migrations/migrate.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { bringIndexUpToDate } from '../../../src-main/catalog/writes/generations/refill-index.ts';
import { tempFolder } from '../../fixtures/temp.ts';
import { hide, seed } from '../seed.ts';

test('a catalog of the first version keeps its tags and gains the new tables, with a snapshot before', async () => {
  const folder = await tempFolder();
  const old = new Database(join(folder, 'catalog.sqlite'));
  migrate(old, { steps: [first] });
  old.exec(`INSERT INTO tag (name, folded) VALUES ('Keepers', 'keepers')`);
  old.close();

  const db = openWriter(folder);
  expect(db.prepare('SELECT name FROM tag').pluck().all()).toEqual(['Keepers']);
  expect(db.prepare('SELECT COUNT(*) FROM collection').pluck().get()).toBe(0);
  db.close();

  const backups = await readdir(join(folder, 'backups'));
  expect(backups).toHaveLength(1);
  const copy = new Database(join(folder, 'backups', backups[0] as string), { readonly: true });
  expect(copy.pragma('user_version', { simple: true })).toBe(1);
  expect(copy.prepare('SELECT name FROM tag').pluck().all()).toEqual(['Keepers']);
  copy.close();
});

test('a migrated catalog of the second version is searched anew, also in notes and storyboards', async () => {
  const db = new Database(join(await tempFolder(), 'catalog.sqlite'));
  migrate(db, { steps: [first, second] });
  seed(db, [
    { publicId: 'a', prompt: 'a paper dragon', createdMs: Date.UTC(2025, 3) },
    { publicId: 'b', title: 'lanterns', note: 'print the dragonfly' },
    { publicId: 'c', prompt: 'film', shots: [{ seconds: 1, text: 'dragged along' }], createdMs: 1 },
    { publicId: 'gone', prompt: 'dragon' },
  ]);
  hide(db, 'gone');
  const found = (): unknown =>
    ['drag', 'drago', '"paper dragon"', 'note:dragonfly ', 'title:lant', 'along '].map((q) =>
      openReads(db)
        .cards({ q, sort: 'newest', seed: 0, limit: 9, offset: 0 })
        .items.map(({ id }) => id),
    );
  migrate(db);
  bringIndexUpToDate(db);
  expect(found()).toEqual([['a', 'c', 'b'], ['a', 'b'], ['a'], ['b'], ['b'], ['c']]);
  db.close();
});

test('a new library has no snapshot of an empty catalog', async () => {
  const folder = await tempFolder();
  openWriter(folder).close();
  expect(await readdir(folder)).not.toContain('backups');
});

test('a catalog of the third version gets the tables for verifying, and can be read when it cannot be written', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'catalog.sqlite');
  const old = new Database(path);
  migrate(old, { steps: [first, second, third] });
  seed(old, [{ publicId: 'a', prompt: 'a paper dragon', createdMs: 1 }]);
  old.exec(`INSERT INTO source (id, path, kind, added_ms) VALUES (1, '/a', 'folder', 0);
    INSERT INTO file (id, source_id, path, size, mtime_ms, sha256) VALUES (1, 1, '/a/a.mp4', 1, 0, x'aa');
    UPDATE generation SET file_id = 1`);
  old.close();
  const before = await readFile(path);

  const image = openQuestions(folder);
  expect(openReads(image).rowids('dragon copies:1')).toHaveLength(1);
  expect(() => image.exec('DELETE FROM file')).toThrow(/readonly/);
  image.close();
  expect((await readFile(path)).equals(before)).toBe(true);
  expect(await readdir(folder)).toEqual(['catalog.sqlite']);

  const db = openWriter(folder);
  expect(openReads(db).verification()).toMatchObject({ runs: [], atRisk: { once: 1, none: 0 }, troubledTotal: 0 });
  db.close();
  expect(await readdir(join(folder, 'backups'))).toHaveLength(1);
});

test('a catalog of the fifth version gets names and folders, tells how far it is, and keeps the meaning of stored queries', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'catalog.sqlite');
  const old = new Database(path);
  migrate(old, { steps: [first, second, third, fourth, fifth] });
  const ids = seed(old, [
    { publicId: 'a', prompt: 'red', createdMs: 1 },
    { publicId: 'b', createdMs: 2 },
  ]);
  old.exec(`INSERT INTO source (id, path, kind, added_ms) VALUES (1, '/clips', 'folder', 0)`);
  const file = old.prepare(`INSERT INTO file (id, source_id, path, size, mtime_ms, role) VALUES (?, 1, ?, 1, 0, ?)`);
  file.run(1, '/clips/Venice/PaperDragon.mp4', 'original');
  file.run(2, '/clips/thumbs/Lantern.jpg', 'thumbnail');
  for (const id of [1, 2]) old.prepare(`INSERT INTO generation_file VALUES (?, ?)`).run(ids[1], id);
  const query = 'folder:Profile -FOLDER:"My Film" folder tag:folder';
  old.prepare(`INSERT INTO saved_search VALUES (1, 's', 's', ?, 'newest', 1)`).run(query);
  old.prepare(`INSERT INTO collection VALUES (1, 'c', 'c', ?, 1, 0)`).run(query);
  old.close();

  const image = openQuestions(folder);
  expect(openReads(image).rowids('dragon')).toHaveLength(1);
  image.close();

  const db = openWriter(folder);
  const heard: (readonly [number, number])[] = [];
  bringIndexUpToDate(db, (done, total) => heard.push([done, total]));
  expect(heard.at(-1)).toEqual([2, 2]);
  const reads = openReads(db);
  const found = (q: string): readonly number[] => [...reads.rowids(q)];
  expect([found('dragon '), found('venice '), found('folder:venice')]).toEqual([[ids[1]], [ids[1]], [ids[1]]]);
  expect([found('red '), found('lantern'), found('folder:thumbs')]).toEqual([[ids[0]], [], []]);
  const kept = 'collection:Profile -collection:"My Film" folder tag:folder';
  const stored = () => db.prepare('SELECT q FROM saved_search UNION ALL SELECT query FROM collection').pluck().all();
  expect(stored()).toEqual([kept, kept]);
  // A folder that a person asks for later is a folder, also when the index is made again.
  db.prepare(`UPDATE saved_search SET q = 'folder:venice'`).run();
  db.prepare(`UPDATE counter SET value = 0 WHERE name = 'text-index'`).run();
  bringIndexUpToDate(db);
  expect(stored()).toEqual(['folder:venice', kept]);
  db.close();
});
