/** The person's own names in searches: aliases of tags, collections by hand, and smart ones. */
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packIds } from '../../../src-main/catalog/packed-ids.ts';
import type { SyncReads } from '../../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { foldText } from '../../../src-main/contract/searching/fold.ts';
import { openCatalog, seed } from '../seed.ts';

let db: Database;
let reads: SyncReads;
let rowids: readonly number[];

beforeEach(() => {
  db = openCatalog();
  rowids = seed(db, [
    { publicId: 'a', prompt: 'paper dragon', createdMs: 3, tags: ['project/film'], collections: ['Profile'] },
    { publicId: 'b', prompt: 'paper boat', createdMs: 2, tags: ['project'], rating: 4 },
    { publicId: 'c', prompt: 'rain', createdMs: 1, tags: ['weather'] },
  ]);
  reads = openReads(db);
});
afterEach(() => db.close());

const ask = (q: string): string =>
  reads
    .cards({ q, sort: 'newest', seed: 0, limit: 100, offset: 0 })
    .items.map((card) => card.id)
    .join(' ');
const told = (q: string): readonly (string | null)[] =>
  reads.understand(q).messages.map((message) => message.suggestion);

/** Runs SQL as the writer does: every change counts. */
function write(sql: string, touched: readonly number[] = []): void {
  db.exec(`${sql}; UPDATE counter SET value = value + 1 WHERE name = 'revision';
    UPDATE generation SET revision = (SELECT value FROM counter WHERE name = 'revision') WHERE id IN (${touched.join(',')})`);
}
const alias = (name: string, tag: string): void =>
  write(
    `INSERT INTO tag_alias (folded, name, tag_id) SELECT '${foldText(name)}', '${name}', id FROM tag WHERE folded = '${tag}'`,
  );
const collection = (id: number, name: string, query: string | null): string =>
  `INSERT INTO collection (id, name, folded, query, position, created_ms) VALUES (${id}, '${name}', '${foldText(name)}', ${query === null ? 'NULL' : `'${query}'`}, ${id}, 0)`;

test('an alias finds the same items as its tag, with its children', () => {
  expect(ask('tag:proj')).toBe('');
  alias('Proj', 'project');
  expect(ask('tag:PROJ')).toBe('a b');
  expect(ask('tag:proj/film')).toBe('a');
  expect(ask('tag:pro*')).toBe('a b');
  expect(ask('-tag:proj')).toBe('c');
  expect(told('tag:proj tag:proj/film')).toEqual([]);
});

test('a collection filled by hand is found, counted, shown and renamed', () => {
  write(
    `${collection(1, 'Best of', null)}; INSERT INTO collection_item (collection_id, generation_id, position) VALUES (1, ${rowids[1]}, 1), (1, ${rowids[0]}, 2)`,
    rowids,
  );
  expect(ask('collection:"best of"')).toBe('a b');
  expect(ask('collection:profile')).toBe('a');
  expect(ask('collection:none')).toBe('c');
  expect(reads.sidebar('').collection).toEqual({ 'Best of': 2, Profile: 1 });
  expect(reads.show('a')?.collections).toEqual(['Profile', 'Best of']);
  write(`UPDATE collection SET name = 'Loved', folded = 'loved'`);
  expect(ask('collection:loved')).toBe('a b');
  expect(ask('collection:"best of"')).toBe('');
  expect(reads.sidebar('').collection).toEqual({ Loved: 2, Profile: 1 });
  write('DELETE FROM collection', rowids);
  expect(ask('has:collection')).toBe('a');
});

test('after an edit, only the edited fields of the edited items are read again', () => {
  expect(reads.total()).toBe(3);
  const edited = (what: string, sql: string): void =>
    write(
      `${sql}; INSERT INTO edited SELECT value + 1, '${what}', x'${packIds(rowids).toString('hex')}' FROM counter WHERE name = 'revision'`,
    );
  edited(
    'tag',
    `INSERT INTO generation_tag (generation_id, tag_id) SELECT ${rowids[0]}, id FROM tag WHERE folded = 'weather'`,
  );
  expect(ask('tag:weather')).toBe('a c');
  edited('tag', 'DELETE FROM generation_tag');
  expect(ask('is:untagged')).toBe('a b c');
  edited(
    'mark',
    `INSERT OR REPLACE INTO mark (generation_id, favorite, rating, note) VALUES (${rowids[1]}, 1, 0, 'n')`,
  );
  expect([ask('is:favorite'), ask('has:note'), ask('has:rating')]).toEqual(['b', 'b', '']);
  edited(
    'member',
    `${collection(1, 'Best', null)}; INSERT INTO collection_item (collection_id, generation_id, position) VALUES (1, ${rowids[0]}, 1)`,
  );
  expect([ask('collection:best'), ask('collection:profile'), reads.sidebar('').rating]).toEqual(['a', 'a', {}]);
  edited('member', 'DELETE FROM collection_item');
  expect([ask('collection:best'), ask('collection:profile')]).toEqual(['', 'a']);
});

test('a smart collection holds what its query finds now', () => {
  write(collection(1, 'Paper things', 'paper'));
  expect(ask('collection:"paper things"')).toBe('a b');
  expect(ask('-collection:"paper things"')).toBe('c');
  expect(ask('collection:"paper things" rating:4')).toBe('b');
  expect(ask('collection:none')).toBe('c');
  expect(reads.sidebar('rating:4').collection).toEqual({ 'Paper things': 1 });
  seed(db, [{ publicId: 'd', prompt: 'more paper', createdMs: 9 }]);
  expect(ask('collection:"paper things"')).toBe('d a b');
  expect(told('collection:papr-things')).toEqual(['collection:"Paper things"']);
});

test('smart collections that refer to each other end, in any order of evaluation', () => {
  write(collection(1, 'one', 'collection:two OR rain'));
  write(collection(2, 'two', 'collection:one OR boat'));
  write(collection(3, 'three', '-collection:three'));
  write(collection(4, 'four', 'collection:none'));
  for (const [first, second] of [
    ['one', 'two'],
    ['two', 'one'],
  ]) {
    expect(ask(`collection:${first}`)).toBe('b c');
    expect(ask(`collection:${second}`)).toBe('b c');
    write('SELECT 1');
  }
  expect(ask('collection:three')).toBe('a b c');
  expect(ask('collection:four').length).toBeGreaterThanOrEqual(0);
});

test('renaming a tag of many rows changes none of these rows', () => {
  write(`UPDATE tag SET name = 'sky', folded = 'sky' WHERE folded = 'weather'`);
  expect(ask('tag:sky')).toBe('c');
  expect(ask('tag:weather')).toBe('');
  expect(reads.sidebar('').tag).toEqual({ project: 2, 'project/film': 1, sky: 1 });
});

test('rows are in the right order after rows are added or change their date, also when the columns are sorted again', () => {
  const day = 86_400_000;
  const many = Array.from({ length: 26_000 }, (_, at) => ({
    publicId: `n${String(at).padStart(5, '0')}`,
    createdMs: ((at * 7919) % 5000) * day,
  }));
  seed(db, many.slice(0, 2000));
  expect(reads.total()).toBe(2003);
  seed(db, many.slice(2000));
  seed(db, [{ publicId: 'n00005', createdMs: 99_999 * day }, { publicId: 'n00006' }]);
  const expected = many
    .map(({ publicId, createdMs }) => ({
      publicId,
      createdMs: publicId === 'n00005' ? 99_999 * day : publicId === 'n00006' ? -1e15 : createdMs,
    }))
    .concat([3, 2, 1].map((createdMs, at) => ({ publicId: 'abc'[at] as string, createdMs })))
    .sort((a, b) => b.createdMs - a.createdMs || (a.publicId < b.publicId ? -1 : 1))
    .map(({ publicId }) => publicId);
  const page = (offset: number, limit: number): string[] =>
    reads.cards({ q: '', sort: 'newest', seed: 0, limit, offset }).items.map((card) => card.id);
  expect(page(0, 50)).toEqual(expected.slice(0, 50));
  expect(page(25_960, 100)).toEqual(expected.slice(25_960));
  expect(
    reads.search({ q: '', sort: 'newest', seed: 0, limit: 3, offsetId: 'a' }).items.map((item) => item.id),
  ).toEqual(['b', 'c', 'n00000']);
});
