/** A library of an earlier version opens with everything in it, and a copy of how it was stands in its backups. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openWriter } from '../../../src-main/catalog/connection.ts';
import { sql as first } from '../../../src-main/catalog/migrations/0001-catalog.ts';
import { migrate } from '../../../src-main/catalog/migrations/migrate.ts';
import { tempFolder } from '../../fixtures/temp.ts';

test('a catalog of the first version keeps its tags and gains the new tables, with a snapshot before', async () => {
  const folder = await tempFolder();
  const old = new Database(join(folder, 'catalog.sqlite'));
  migrate(old, [first]);
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

test('a new library starts without backups of nothing', async () => {
  const folder = await tempFolder();
  openWriter(folder).close();
  expect(await readdir(folder)).not.toContain('backups');
});
