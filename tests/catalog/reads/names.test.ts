/** Names of files and folders are words, and folders are a filter and a tree. */
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SyncReads } from '../../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { openCatalog, seed } from '../seed.ts';

let db: Database;
let reads: SyncReads;

beforeEach(() => {
  db = openCatalog();
  reads = openReads(db);
});
afterEach(() => db.close());

const found = (q: string): readonly string[] =>
  reads
    .cards({ q, sort: 'newest', seed: 0, limit: 1000, offset: 0 })
    .items.map(({ id }) => id)
    .toSorted();

describe('words of names', () => {
  beforeEach(() => {
    seed(db, [
      {
        publicId: 'a',
        files: ['Trips/Venice 2025/20251101_0123_Paper Dragon_simple_compose_01k8a1b2c3d4e5f6g7h8j9kmnp.mp4'],
      },
      { publicId: 'b', files: ['trips/LanternFestival_v2.MP4'], prompt: 'a red boat' },
      { publicId: 'c', files: ['紙のドラゴン2号.png'], title: 'Origami' },
      { publicId: 'd', files: ['gen_01k8abcdefghjkmnpqrstvwxy0.mp4', 'other/gen_01k8abcdefghjkmnpqrstvwxy0.mp4'] },
      { publicId: 'e', prompt: 'only a dragon' },
    ]);
  });

  test.each<[string, readonly string[]]>([
    ['paper ', ['a']],
    ['dragon ', ['a', 'e']],
    ['"paper dragon"', ['a']],
    ['venice ', ['a']],
    ['trips ', ['a', 'b']],
    ['lanternfestival ', ['b']],
    ['festival ', ['b']],
    ['festi', ['b']],
    ['v2 ', ['b']],
    ['"lanternfestival v2"', ['b']],
    ['20251101 ', ['a']],
    ['ドラゴン', ['c']],
    ['ゴ', ['c']],
    ['mp4 ', []],
    ['01k8abcdefghjkmnpqrstvwxy0 ', []],
    ['gen ', []],
    ['LanternFestival_v2.MP4', ['b']],
    ['"20251101_0123_Paper Dragon_simple_compose_01k8a1b2c3d4e5f6g7h8j9kmnp.mp4"', ['a']],
    ['file:dragon ', ['a']],
    ['file:"paper dragon.mp4"', ['a']],
    ['file:Lantern*', ['b']],
    ['file:venice ', []],
    ['path:venice ', ['a']],
    ['path:venice/dragon ', ['a']],
    ['path:trips/lantern*', ['b']],
    ['file:none', ['e']],
    ['file:*', ['a', 'b', 'c', 'd']],
    ['path:none', ['e']],
    ['has:file', ['a', 'b', 'c', 'd']],
    ['has:folder', ['a', 'b', 'd']],
    ['folder:none', ['c', 'e']],
    ['folder:*', ['a', 'b', 'd']],
    ['folder:trips', ['a', 'b']],
    ['folder:"Trips/Venice 2025"', ['a']],
    ['folder:venice*', ['a']],
    ['folder:"venice 2025"', ['a']],
    ['folder:/seeds/trips', ['b']],
    ['folder:"/seeds/Trips"', ['a']],
    ['folder:"/seeds"', ['a', 'b', 'c', 'd']],
    ['folder:seeds', ['a', 'b', 'c', 'd']],
    ['folder:other', ['d']],
    ['-folder:trips', ['c', 'd', 'e']],
    ['folder:trips,other', ['a', 'b', 'd']],
    ['folder:nowhere', []],
    ['dragon folder:trips', ['a']],
  ])('%s', (q, ids) => {
    expect(found(q)).toEqual(ids);
    const begun = openReads(db).firstCards({ q, sort: 'newest', seed: 0, limit: 50 });
    expect(begun.items.map(({ id }) => id).toSorted()).toEqual(ids);
  });

  test('a prompt or title is a better match than a name, and a name than a folder', () => {
    seed(db, [
      { publicId: 'p', prompt: 'zebra', createdMs: 1 },
      { publicId: 'n', files: ['zebra.mp4'], createdMs: 3 },
      { publicId: 'f', files: ['zebra/x.mp4'], createdMs: 4 },
    ]);
    const ids = reads.cards({ q: 'zebra ', sort: 'relevance', seed: 0, limit: 9, offset: 0 }).items.map(({ id }) => id);
    expect(ids).toEqual(['p', 'n', 'f']);
  });
});

describe('the tree', () => {
  beforeEach(() => {
    seed(db, [
      { publicId: 'a', prompt: 'red', files: ['2025/10/a.mp4'] },
      { publicId: 'b', prompt: 'red', files: ['2025/9/b.mp4', '2025/10/b.mp4'] },
      { publicId: 'c', prompt: 'blue', files: ['2025/part-1.zip/c.mp4'] },
      { publicId: 'd', prompt: 'blue', files: ['d.mp4'] },
    ]);
  });
  const open = (under: string | null, q = ''): readonly unknown[] =>
    reads
      .folders({ q, under, offset: 0, limit: 100 })
      .folders.map(({ name, kind, count, total, opens }) => [name, kind, count, total, opens]);

  test('opens one folder at a time, with the counts of the query, numbers in their order', () => {
    expect(open(null)).toEqual([['seeds', 'source', 4, 4, true]]);
    expect(open('/seeds', 'red ')).toEqual([['2025', 'folder', 2, 3, true]]);
    expect(open('/seeds/2025', 'red ')).toEqual([
      ['9', 'folder', 1, 1, false],
      ['10', 'folder', 2, 2, false],
      ['part-1.zip', 'zip', 0, 1, false],
    ]);
    expect(open('/nowhere')).toEqual([]);
  });

  test('each folder is a filter that finds what is in it, and knows the way back', () => {
    const page = reads.folders({ q: '', under: '/seeds/2025', offset: 1, limit: 1 });
    expect([page.length, page.folders.map(({ name }) => name)]).toEqual([3, ['10']]);
    expect(page.trail.map(({ name }) => name)).toEqual(['seeds', '2025']);
    expect(found(page.folders[0]?.filter ?? '')).toEqual(['a', 'b']);
    expect(found(page.trail[0]?.filter ?? '')).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a name that cannot be written in a query is found by a key', () => {
    const odd = [
      'say "hi"',
      'line\nbreak',
      'right\u202eleft',
      ' space',
      'x'.repeat(255),
      Array(40).fill('deep').join('/'),
    ];
    seed(
      db,
      odd.map((name, at) => ({ publicId: `odd${at}`, files: [`odd/${name}/${at}.mp4`] })),
    );
    const below = (path: string): readonly { readonly path: string; readonly filter: string }[] => {
      const { folders } = reads.folders({ q: '', under: path, offset: 0, limit: 100 });
      return folders.flatMap((one) => [one, ...below(one.path)]);
    };
    const all = below('/seeds/odd');
    expect(all).toHaveLength(odd.length + 39);
    for (const [at, name] of odd.entries()) {
      const folder = all.find(({ path }) => path === `/seeds/odd/${name}`);
      expect(found(folder?.filter ?? 'nothing')).toEqual([`odd${at}`]);
    }
  });

  test('folders that differ only by case or by the form of a letter are two', () => {
    seed(db, [
      { publicId: 'u', files: ['Caf\u00e9/1.mp4'] },
      { publicId: 'v', files: ['Cafe\u0301/1.mp4'] },
      { publicId: 'w', files: ['caf\u00e9/1.mp4'] },
    ]);
    const three = reads
      .folders({ q: '', under: '/seeds', offset: 0, limit: 9 })
      .folders.filter(({ total }) => total === 1);
    expect(three.flatMap(({ filter }) => found(filter)).toSorted()).toEqual(['u', 'v', 'w']);
    expect(found('folder:cafe')).toEqual(['u', 'v', 'w']);
  });

  test('folders that lost their items are not shown', () => {
    db.prepare(`UPDATE generation_place SET folders = '["/seeds/2026"]' WHERE generation_id = 1`).run();
    db.prepare(`UPDATE counter SET value = value + 1 WHERE name = 'revision'`).run();
    db.prepare(
      `UPDATE generation SET revision = (SELECT value FROM counter WHERE name = 'revision') WHERE id < 3`,
    ).run();
    expect(open('/seeds').map((one) => (one as readonly unknown[])[0])).toEqual(['2025', '2026']);
  });
});
