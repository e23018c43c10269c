/** Edits and generations that become one, or several again: nothing that was entered is lost, and undo stays exact. */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openWriter } from '../../src-main/catalog/connection.ts';
import { openReads } from '../../src-main/catalog/reads/reads.ts';
import { openArchiveRows } from '../../src-main/catalog/writes/archive/archive-rows.ts';
import { openEdits } from '../../src-main/catalog/writes/edits/edits.ts';
import { Arrangement, type Change } from '../../src-main/contract/organising/edit.ts';
import { openCommitter } from '../../src-main/import/derive/commit.ts';
import { entered } from '../catalog/writes/entered.ts';
import { tempFolder } from '../fixtures/temp.ts';

const GEN = (n: number): string => `gen_01k94kq2hbe${'t'.repeat(14)}${n}`;
const POST = (n: number): string => `s_${'6'.repeat(31)}${n}`;

/** Posts 0…3 and generations 0…3; each pair may be tied by a record, and let go again. */
function world(bytes: Buffer) {
  const db = new Database(bytes);
  const rows = openArchiveRows(db);
  const sourceId = rows.source({ path: '/archive', kind: 'folder' });
  const documents = [
    { sourceId, path: '/archive/list.json', entry: '', format: 'sora-export', sign: 'lists-generations' },
  ];
  const committer = openCommitter(db);
  const put = (key: string, ids: object): readonly number[] =>
    committer({
      documents,
      records: [
        {
          document: 0,
          key,
          hash: Buffer.from(key),
          ids: JSON.stringify(ids),
          claims: JSON.stringify({ prompt: key }),
          raw: '{}',
        },
      ],
    }).recordIds;
  for (let n = 0; n < 4; n += 1) {
    put(`post ${n}`, { post: POST(n) });
    put(`gen ${n}`, { gen: GEN(n) });
  }
  const ties = new Map<number, number>();
  return {
    db,
    edits: openEdits(db),
    tie(n: number): void {
      if (!ties.has(n)) ties.set(n, put(`tie ${n}`, { gen: GEN(n), post: POST(n) })[0] as number);
    },
    untie(n: number): void {
      const record = ties.get(n);
      if (record !== undefined) committer({ documents, gone: [record] });
      ties.delete(n);
    },
    /** The item that is shown for an identifier. */
    at: (id: string): number => openReads(db).show(id)?.rowid as number,
    close: () => db.close(),
  };
}

async function emptyCatalog(): Promise<Buffer> {
  const db = openWriter(await tempFolder());
  db.pragma('journal_mode = DELETE');
  const bytes = db.serialize();
  db.close();
  return bytes;
}

const tagsOf = (db: Database.Database, id: string): readonly string[] => openReads(db).show(id)?.tags ?? [];

test('undo after a merge reverts its own edit and keeps the edits of the other item', async () => {
  const { db, edits, tie, at, close } = world(await emptyCatalog());
  edits.apply([at(GEN(1))], { set: 'tag-add', tag: 'mine' });
  edits.apply([at(GEN(1))], { set: 'rating', rating: 2 });
  edits.apply([at(POST(1))], { set: 'tag-add', tag: 'mine' });
  edits.apply([at(POST(1))], { set: 'tag-add', tag: 'only here' });
  edits.apply([at(POST(1))], { set: 'rating', rating: 5 });
  tie(1);
  expect(openReads(db).show(GEN(1))).toMatchObject({ tags: ['mine', 'only here'], rating: 5 });
  edits.undo();
  edits.undo();
  expect(openReads(db).show(GEN(1))).toMatchObject({ tags: ['mine'], rating: 2 });
  edits.undo();
  // The generation's own tag was entered before, by an edit that still stands.
  expect(tagsOf(db, GEN(1))).toEqual(['mine']);
  edits.redo();
  edits.redo();
  edits.redo();
  expect(openReads(db).show(GEN(1))).toMatchObject({ tags: ['mine', 'only here'], rating: 5 });
  close();
});

test('after a merge is split again, each item has its own edits', async () => {
  const { db, edits, tie, untie, at, close } = world(await emptyCatalog());
  edits.apply([at(POST(1))], { set: 'tag-add', tag: 'post' });
  edits.apply([at(GEN(1))], { set: 'note', note: 'generation' });
  tie(1);
  expect(openReads(db).show(POST(1))).toMatchObject({ tags: ['post'], note: 'generation' });
  untie(1);
  expect(openReads(db).show(POST(1))).toMatchObject({ tags: ['post'], note: '' });
  expect(openReads(db).show(GEN(1))).toMatchObject({ tags: [], note: 'generation' });
  expect([...openReads(db).rowids('note:generation')]).toEqual([at(GEN(1))]);
  close();
});

test('an edit of a merged item can be undone', async () => {
  const { db, edits, tie, at, close } = world(await emptyCatalog());
  edits.apply([at(POST(1))], { set: 'tag-add', tag: 'post' });
  edits.apply([at(POST(1))], { set: 'note', note: 'of the post' });
  tie(1);
  const before = entered(db);
  expect(edits.apply([at(GEN(1))], { set: 'tag-remove', tag: 'post' }).changed).toBe(1);
  expect(tagsOf(db, GEN(1))).toEqual([]);
  edits.apply([at(GEN(1))], { set: 'note', note: 'another' });
  expect(openReads(db).show(GEN(1))?.note).toBe('another');
  edits.undo();
  edits.undo();
  expect(entered(db)).toEqual(before);
  close();
});

test('after a merge, the merged item is in the collections and stacks of the earlier item', async () => {
  const { db, edits, tie, untie, at, close } = world(await emptyCatalog());
  const items = (): readonly number[] | null => openReads(db).collectionItems('Reel');
  const stack = (id: string): unknown => openReads(db).stack(at(id));
  edits.arrange(Arrangement.parse({ set: 'collection-create', collection: 'Reel' }));
  edits.apply([at(POST(2)), at(POST(1)), at(GEN(3))], { set: 'collection-add', collection: 'Reel' });
  edits.apply([at(POST(1)), at(POST(2))], { set: 'stack', cover: at(POST(1)) });
  tie(1);
  expect(items()).toEqual([at(POST(2)), at(GEN(1)), at(GEN(3))]);
  expect(stack(GEN(1))).toEqual({ cover: at(GEN(1)), members: [at(GEN(1)), at(POST(2))] });
  // An edit of the heir makes everything its own, the stack too.
  edits.apply([at(GEN(1))], { set: 'favorite', favorite: true });
  expect(stack(POST(2))).toEqual({ cover: at(GEN(1)), members: [at(GEN(1)), at(POST(2))] });
  edits.apply([at(GEN(1))], { set: 'collection-order', collection: 'Reel', before: at(POST(2)) });
  expect(items()).toEqual([at(GEN(1)), at(POST(2)), at(GEN(3))]);
  edits.undo();
  edits.undo();
  untie(1);
  expect(items()).toEqual([at(POST(2)), at(POST(1)), at(GEN(3))]);
  expect(stack(POST(1))).toEqual({ cover: at(POST(1)), members: [at(POST(1)), at(POST(2))] });
  close();
});

const n = fc.integer({ min: 0, max: 3 });
const event = fc.oneof(
  fc.record({ do: fc.constantFrom('tie' as const, 'untie' as const), n }),
  fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
  fc.record({
    do: fc.constant('edit' as const),
    n,
    side: fc.boolean(),
    kind: fc.integer({ min: 0, max: 7 }),
    value: n,
  }),
);

function changeOf(kind: number, value: number, cover: number): Change {
  const tag = `t${value}`;
  const changes: readonly Change[] = [
    { set: 'tag-add', tag },
    { set: 'tag-remove', tag },
    { set: 'rating', rating: value },
    { set: 'note-append', text: tag },
    { set: 'collection-add', collection: 'Reel' },
    { set: 'collection-remove', collection: 'Reel' },
    { set: 'favorite', favorite: value % 2 === 0 },
    { set: 'stack', cover },
  ];
  return changes[kind] as Change;
}

test('with merges and splits in between, undoing everything leaves no edit, and redoing restores every edit', async () => {
  const bytes = await emptyCatalog();
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      const { db, edits, tie, untie, at, close } = world(bytes);
      const create = (): unknown => edits.arrange(Arrangement.parse({ set: 'collection-create', collection: 'Reel' }));
      create();
      for (const one of events) {
        if (one.do === 'tie') tie(one.n);
        else if (one.do === 'untie') untie(one.n);
        else if (one.do === 'edit') {
          const id = at(one.side ? GEN(one.n) : POST(one.n));
          if (openReads(db).collectionItems('Reel') === null) create();
          edits.apply([id, at(GEN((one.n + 1) % 4))], changeOf(one.kind, one.value, id));
        } else edits[one.do]();
      }
      while (edits.redo().journalId !== null);
      const end = entered(db);
      let entries = 0;
      for (; edits.undo().journalId !== null; entries += 1);
      expect((entered(db) as { items: readonly object[] }).items).toSatisfy((items: readonly object[]) =>
        items.every((item) => JSON.stringify({ ...item, rowid: 0 }) === NOTHING),
      );
      for (let entry = 0; entry < entries; entry += 1) edits.redo();
      expect(entered(db)).toEqual(end);
      expect(db.pragma('foreign_key_check')).toEqual([]);
      close();
    }),
    { numRuns: 120 },
  );
});
const NOTHING = JSON.stringify({ rowid: 0, tags: [], rating: 0, favorite: false, note: '', stack: null, found: null });

test('tags stay on the item they were entered for when generations merge or split', async () => {
  const bytes = await emptyCatalog();
  const moves = fc.array(
    fc.oneof(
      fc.record({ do: fc.constantFrom('tie' as const, 'untie' as const), n, side: fc.boolean() }),
      fc.record({ do: fc.constant('edit' as const), n, side: fc.boolean() }),
    ),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(moves, (events) => {
      const { db, edits, tie, untie, at, close } = world(bytes);
      const given: [string, string][] = [];
      for (const one of events) {
        if (one.do === 'tie') tie(one.n);
        else if (one.do === 'untie') untie(one.n);
        else {
          const id = one.side ? GEN(one.n) : POST(one.n);
          const tag = `tag ${given.length}`;
          edits.apply([at(id)], { set: 'tag-add', tag });
          given.push([one.side ? id : (openReads(db).showRow(at(id))?.id as string), tag]);
        }
        for (const [id, tag] of given) expect(tagsOf(db, id)).toContain(tag);
      }
      close();
    }),
    { numRuns: 80 },
  );
});
