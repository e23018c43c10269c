/** Edits and arranging through the journal: what they do, and that undo and redo are exact, whatever was done. */
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { openEdits } from '../../../src-main/catalog/writes/edits/edits.ts';
import { Arrangement, type ArrangementInput, type Change } from '../../../src-main/contract/organising/edit.ts';
import { openCatalog, seed } from '../seed.ts';
import { entered } from './entered.ts';

function library(count = 6) {
  const db = openCatalog();
  const ids = seed(
    db,
    Array.from({ length: count }, (_, at) => ({
      publicId: `gen_${at}`,
      prompt: `item ${at}`,
      createdMs: Date.UTC(2025, 0, 20 - at),
    })),
  );
  const edits = openEdits(db);
  const reads = openReads(db);
  return {
    db,
    ids,
    reads,
    edits,
    apply: (chosen: readonly number[], change: Change) =>
      edits.apply(
        chosen.map((at) => ids[at] as number),
        change,
      ),
    arrange: (wish: ArrangementInput) => edits.arrange(Arrangement.parse(wish)),
    tags: (at: number) => reads.showRow(ids[at] as number)?.tags,
    order: (name: string) => reads.collectionItems(name)?.map((id) => ids.indexOf(id)),
    close: () => db.close(),
  };
}

test('renaming a tag renames its children and changes no item', () => {
  const { apply, arrange, tags, edits, reads } = library();
  apply([0], { set: 'tag-add', tag: 'project' });
  apply([1], { set: 'tag-add', tag: 'project/lighthouse' });
  apply([2], { set: 'tag-add', tag: 'projector' });
  expect(arrange({ set: 'tag-rename', tag: 'Project', to: 'work' }).changed).toBe(2);
  expect([tags(0), tags(1), tags(2)]).toEqual([['work'], ['work/lighthouse'], ['projector']]);
  expect(reads.sidebar('').tag).toMatchObject({ work: 2, 'work/lighthouse': 1, projector: 1 });
  edits.undo();
  expect([tags(0), tags(1), tags(2)]).toEqual([['project'], ['project/lighthouse'], ['projector']]);
  edits.redo();
  expect(tags(1)).toEqual(['work/lighthouse']);
});

test('a taken name is refused, or merged on request; undo restores the exact tags of every item', () => {
  const { db, apply, arrange, tags, edits } = library();
  apply([0, 1], { set: 'tag-add', tag: 'cat' });
  apply([1, 2], { set: 'tag-add', tag: 'cats' });
  arrange({ set: 'tag-color', tag: 'cats', color: 'teal' });
  arrange({ set: 'tag-alias-add', tag: 'cats', alias: 'neko' });
  const before = entered(db);
  expect(() => arrange({ set: 'tag-rename', tag: 'cats', to: 'cat' })).toThrow(/already/);
  expect(arrange({ set: 'tag-rename', tag: 'cats', to: 'cat', merge: true }).changed).toBe(2);
  expect([tags(0), tags(1), tags(2)]).toEqual([['cat'], ['cat'], ['cat']]);
  expect(openReads(db).organised().tags).toEqual([
    { name: 'cat', color: 'teal', aliases: ['neko'], count: 3, total: 3 },
  ]);
  edits.undo();
  expect(entered(db)).toEqual(before);
});

test('a tag can be moved under another tag and to the top again, but not under itself', () => {
  const { apply, arrange, tags } = library();
  apply([0], { set: 'tag-add', tag: 'fox/red' });
  apply([1], { set: 'tag-add', tag: 'animal' });
  arrange({ set: 'tag-move', tag: 'fox', under: 'animal' });
  expect(tags(0)).toEqual(['animal/fox/red']);
  expect(() => arrange({ set: 'tag-move', tag: 'animal', under: 'animal/fox' })).toThrow(/under itself/);
  arrange({ set: 'tag-move', tag: 'animal/fox', under: null });
  expect(tags(0)).toEqual(['fox/red']);
});

test('an alias adds and finds its tag; the name of another tag can become an alias only by merging both', () => {
  const { apply, arrange, tags, reads } = library();
  apply([0], { set: 'tag-add', tag: 'cat' });
  apply([1], { set: 'tag-add', tag: 'kitty' });
  expect(() => arrange({ set: 'tag-alias-add', tag: 'cat', alias: 'kitty' })).toThrow(/become one/);
  expect(arrange({ set: 'tag-alias-add', tag: 'cat', alias: 'Kitty', merge: true }).changed).toBe(1);
  expect(tags(1)).toEqual(['cat']);
  apply([2], { set: 'tag-add', tag: 'kitty' });
  expect(tags(2)).toEqual(['cat']);
  apply([3], { set: 'tag-add', tag: 'kitty/small' });
  expect(tags(3)).toEqual(['cat/small']);
  expect(apply([2], { set: 'tag-remove', tag: 'KITTY' }).changed).toBe(1);
  expect(reads.organised().tags[0]).toMatchObject({ name: 'cat', aliases: ['Kitty'], count: 2, total: 3 });
  expect(() => arrange({ set: 'tag-rename', tag: 'cat/small', to: 'kitty' })).toThrow(/alias/);
  arrange({ set: 'tag-rename', tag: 'cat', to: 'kitty' });
  expect(reads.organised().tags[0]).toMatchObject({ name: 'kitty', aliases: [] });
});

test('deleting a tag deletes its children; undo restores them with their items, colours and aliases', () => {
  const { db, apply, arrange, edits, reads } = library();
  apply([0, 1], { set: 'tag-add', tag: 'mood' });
  apply([1, 2], { set: 'tag-add', tag: 'mood/calm' });
  arrange({ set: 'tag-color', tag: 'mood/calm', color: 'blue' });
  arrange({ set: 'tag-alias-add', tag: 'mood', alias: 'feeling' });
  const before = entered(db);
  expect(arrange({ set: 'tag-delete', tag: 'feeling' }).changed).toBe(3);
  expect(reads.organised().tags).toEqual([]);
  expect(reads.sidebar('').untagged).toBe(6);
  edits.undo();
  expect(entered(db)).toEqual(before);
});

test('creating a collection from selected items is one undo step, and the membership of any selection is counted', () => {
  const { apply, edits, reads, ids } = library();
  apply([2, 0, 2], { set: 'collection-add', collection: 'Reel', create: true });
  expect(reads.organised().collections).toEqual([{ name: 'Reel', query: null, count: 2, cover: ids[2] }]);
  const chosen = (places: readonly number[]) =>
    reads.membership({ type: 'rowids', rowids: places.map((at) => ids[at] as number) });
  expect(chosen([0, 2])).toEqual({ total: 2, collections: { Reel: 2 } });
  expect(chosen([0, 1, 1])).toEqual({ total: 2, collections: { Reel: 1 } });
  expect(chosen([3])).toEqual({ total: 1, collections: {} });
  const all = reads.rowids('').length;
  expect(reads.membership({ type: 'query', q: '', except: [ids[0] as number] })).toEqual({
    total: all - 1,
    collections: { Reel: 1 },
  });
  expect(() => apply([1], { set: 'collection-add', collection: 'REEL', create: true })).toThrow(
    expect.objectContaining({ code: 'collection-exists' }),
  );
  edits.undo();
  expect(reads.organised().collections).toEqual([]);
  edits.redo();
  expect(reads.collectionItems('Reel')).toEqual([ids[2], ids[0]]);
});

test('a collection keeps its order', () => {
  const { apply, arrange, order, reads, ids, edits } = library();
  arrange({ set: 'collection-create', collection: 'Reel' });
  expect(apply([3, 0, 4, 0], { set: 'collection-add', collection: 'reel' }).changed).toBe(3);
  apply([1], { set: 'collection-add', collection: 'Reel' });
  expect(order('Reel')).toEqual([3, 0, 4, 1]);
  expect(apply([1, 0], { set: 'collection-order', collection: 'Reel', before: ids[3] as number }).changed).toBe(2);
  expect(order('Reel')).toEqual([0, 1, 3, 4]);
  apply([0], { set: 'collection-order', collection: 'Reel', before: null });
  expect(order('Reel')).toEqual([1, 3, 4, 0]);
  expect(apply([0], { set: 'collection-order', collection: 'Reel', before: null }).changed).toBe(0);
  expect(reads.organised().collections).toEqual([{ name: 'Reel', query: null, count: 4, cover: ids[1] }]);
  expect(apply([3, 5], { set: 'collection-remove', collection: 'Reel' }).changed).toBe(1);
  for (let step = 0; step < 3; step += 1) edits.undo();
  expect(order('Reel')).toEqual([3, 0, 4, 1]);
});

test('moving items between the same two items again and again always works', () => {
  const { apply, arrange, order, ids } = library();
  arrange({ set: 'collection-create', collection: 'Reel' });
  apply([0, 1, 2, 3], { set: 'collection-add', collection: 'Reel' });
  let expected = [0, 1, 2, 3];
  for (let step = 0; step < 200; step += 1) {
    const moved = expected[2] as number;
    apply([moved], { set: 'collection-order', collection: 'Reel', before: ids[expected[1] as number] as number });
    expected = [expected[0], moved, expected[1], expected[3]] as number[];
  }
  expect(order('Reel')).toEqual(expected);
});

test('only the search of a smart collection decides its items', () => {
  const { apply, arrange, reads, ids } = library();
  arrange({ set: 'collection-create', collection: 'Best', query: 'rating:>=4' });
  apply([1, 2], { set: 'rating', rating: 5 });
  expect(reads.organised().collections).toEqual([{ name: 'Best', query: 'rating:>=4', count: 2, cover: ids[1] }]);
  expect(() => apply([0], { set: 'collection-add', collection: 'Best' })).toThrow(/smart collection/);
  arrange({ set: 'collection-query', collection: 'Best', query: 'item' });
  expect(reads.organised().collections[0]?.count).toBe(6);
  expect(() => apply([0], { set: 'collection-add', collection: 'Nowhere' })).toThrow(/no collection “Nowhere”/);
});

test('collections and searches are renamed, sorted and deleted; a name can be used only once', () => {
  const { db, apply, arrange, reads, edits } = library();
  for (const collection of ['A', 'B', 'C']) arrange({ set: 'collection-create', collection });
  apply([0, 1], { set: 'collection-add', collection: 'B' });
  for (const search of ['one', 'two']) arrange({ set: 'search-save', search, q: `item ${search}` });
  arrange({ set: 'collection-move', collection: 'C', before: 'a' });
  arrange({ set: 'search-move', search: 'one', before: null });
  expect(reads.organised().collections.map(({ name }) => name)).toEqual(['C', 'A', 'B']);
  expect(reads.organised().searches).toEqual([
    { name: 'two', q: 'item two', sort: 'newest' },
    { name: 'one', q: 'item one', sort: 'newest' },
  ]);
  expect(() => arrange({ set: 'collection-create', collection: 'ａ' })).toThrow(/already/);
  expect(() => arrange({ set: 'search-rename', search: 'one', to: 'TWO' })).toThrow(/already/);
  arrange({ set: 'search-change', search: 'one', q: 'x', sort: 'rating' });
  arrange({ set: 'collection-rename', collection: 'b', to: 'Bee' });
  const before = entered(db);
  expect(arrange({ set: 'collection-delete', collection: 'Bee' }).changed).toBe(2);
  arrange({ set: 'search-delete', search: 'two' });
  expect(reads.organised().collections.map(({ name }) => name)).toEqual(['C', 'A']);
  edits.undo();
  edits.undo();
  expect(entered(db)).toEqual(before);
});

test('a paragraph is added to the end of each note', () => {
  const { apply, reads, ids, edits } = library();
  apply([0], { set: 'note', note: 'first' });
  expect(apply([0, 1], { set: 'note-append', text: 'second' }).changed).toBe(2);
  expect([0, 1].map((at) => reads.showRow(ids[at] as number)?.note)).toEqual(['first\n\nsecond', 'second']);
  expect([...reads.rowids('note:second')]).toHaveLength(2);
  edits.undo();
  expect([...reads.rowids('note:second')]).toHaveLength(0);
  expect([...reads.rowids('note:first')]).toHaveLength(1);
});

test('a stack shows its cover, joins other stacks, and is dissolved when its cover is taken out', () => {
  const { apply, reads, ids } = library();
  apply([1, 2], { set: 'stack', cover: ids[2] as number });
  apply([3, 4], { set: 'stack', cover: ids[3] as number });
  const closed = (q: string) => reads.cards({ q, sort: 'newest', seed: 0, stacks: 'closed', limit: 10, offset: 0 });
  expect(closed('').items.map(({ rowid, stack }) => [ids.indexOf(rowid), stack])).toEqual([
    [0, 0],
    [2, 2],
    [3, 2],
    [5, 0],
  ]);
  expect(closed('')).toMatchObject({ total: 6, folded: 2 });
  expect([...reads.rowids('is:stacked')].map((id) => ids.indexOf(id))).toEqual([1, 2, 3, 4]);
  expect(reads.rowids('-is:stacked')).toHaveLength(2);
  // A hit that is no cover is shown itself.
  expect(closed('"item 1"').items.map(({ rowid }) => ids.indexOf(rowid))).toEqual([1]);
  apply([1, 4], { set: 'stack', cover: ids[4] as number });
  expect(reads.stack(ids[1] as number)).toEqual({ cover: ids[4], members: [4, 1, 2, 3].map((at) => ids[at]) });
  apply([1, 2], { set: 'unstack' });
  expect(reads.stack(ids[3] as number)?.members).toHaveLength(2);
  expect(reads.stack(ids[1] as number)).toBeNull();
  apply([4], { set: 'unstack' });
  expect(reads.stack(ids[3] as number)).toBeNull();
  expect(() => apply([0], { set: 'stack', cover: ids[0] as number })).toThrow(/two items/);
});

test('the history lists the edits, latest first, and the undone edits that can be redone', () => {
  const { apply, arrange, edits } = library();
  apply([0], { set: 'favorite', favorite: true });
  arrange({ set: 'collection-create', collection: 'Reel' });
  edits.undo();
  expect(edits.history(10)).toMatchObject([
    { change: { set: 'collection-create', collection: 'Reel' }, changed: 0, undone: true },
    { change: { set: 'favorite', favorite: true }, changed: 1, undone: false },
  ]);
});

const TAGS = ['a', 'a/b', 'a/b/c', 'b', 'B/c', 'ä', 'd'];
const NAMES = ['One', 'two', 'ONE more'];
const tag = fc.constantFrom(...TAGS);
const name = fc.constantFrom(...NAMES);
const merge = fc.boolean();
const at = fc.integer({ min: 0, max: 5 });

const change = fc.oneof(
  fc.record({ set: fc.constantFrom('tag-add' as const, 'tag-remove' as const), tag }),
  fc.record({ set: fc.constant('favorite' as const), favorite: fc.boolean() }),
  fc.record({ set: fc.constant('rating' as const), rating: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ set: fc.constant('note' as const), note: fc.constantFrom('', 'x', 'y z') }),
  fc.record({ set: fc.constant('note-append' as const), text: fc.constantFrom('p', 'q') }),
  fc.record({ set: fc.constantFrom('collection-add' as const, 'collection-remove' as const), collection: name }),
  fc.record({ set: fc.constant('collection-order' as const), collection: name, before: fc.option(at) }),
  fc.record({ set: fc.constant('stack' as const), cover: at }),
  fc.record({ set: fc.constant('unstack' as const) }),
);
const arrangement: fc.Arbitrary<ArrangementInput> = fc.oneof(
  fc.record({ set: fc.constant('tag-rename' as const), tag, to: tag, merge }),
  fc.record({ set: fc.constant('tag-merge' as const), tag, into: tag }),
  fc.record({ set: fc.constant('tag-move' as const), tag, under: fc.option(tag), merge }),
  fc.record({ set: fc.constant('tag-delete' as const), tag }),
  fc.record({
    set: fc.constant('tag-color' as const),
    tag,
    color: fc.constantFrom('rose' as const, 'blue' as const, null),
  }),
  fc.record({ set: fc.constant('tag-alias-add' as const), tag, alias: tag, merge }),
  fc.record({ set: fc.constant('tag-alias-remove' as const), alias: tag }),
  fc.record({
    set: fc.constant('collection-create' as const),
    collection: name,
    query: fc.constantFrom(null, null, 'item'),
  }),
  fc.record({ set: fc.constant('collection-rename' as const), collection: name, to: name }),
  fc.record({ set: fc.constant('collection-delete' as const), collection: name }),
  fc.record({ set: fc.constant('collection-move' as const), collection: name, before: fc.option(name) }),
  fc.record({ set: fc.constant('search-save' as const), search: name, q: fc.constantFrom('x', 'y') }),
  fc.record({ set: fc.constant('search-rename' as const), search: name, to: name }),
  fc.record({ set: fc.constant('search-delete' as const), search: name }),
  fc.record({ set: fc.constant('search-move' as const), search: name, before: fc.option(name) }),
);
type Step = { readonly chosen: readonly number[]; readonly change: Change } | { readonly wish: ArrangementInput };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ chosen: fc.array(at, { maxLength: 6 }), change: change as fc.Arbitrary<Change> }),
  fc.record({ wish: arrangement }),
);

/** Does a step; what is refused changes nothing. True when there is one more entry in the journal. */
function take(db: Database, ids: readonly number[], edits: ReturnType<typeof openEdits>, one: Step): boolean {
  const before = entered(db);
  try {
    if ('wish' in one) return edits.arrange(Arrangement.parse(one.wish)).journalId !== null;
    const named = { ...one.change } as Record<string, unknown>;
    if (typeof named.cover === 'number') named.cover = ids[named.cover];
    if (typeof named.before === 'number') named.before = ids[named.before];
    return (
      edits.apply(
        one.chosen.map((index) => ids[index] as number),
        named as Change,
      ).journalId !== null
    );
  } catch (cause) {
    expect((cause as { code?: string }).code).toMatch(/^[a-z-]+$/);
    expect(entered(db)).toEqual(before);
    return false;
  }
}

test('after random edits, undoing step by step restores every earlier state, and redoing every later state', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
      const { db, ids, edits, close } = library();
      for (const collection of NAMES.slice(0, 1))
        edits.arrange(Arrangement.parse({ set: 'collection-create', collection }));
      const moments = [entered(db)];
      for (const one of steps) if (take(db, ids, edits, one)) moments.push(entered(db));
      for (const moment of moments.slice(0, -1).toReversed()) {
        edits.undo();
        expect(entered(db)).toEqual(moment);
      }
      for (const moment of moments.slice(1)) {
        edits.redo();
        expect(entered(db)).toEqual(moment);
      }
      expect(edits.redo().journalId).toBeNull();
      expect(db.pragma('foreign_key_check')).toEqual([]);
      close();
    }),
    { numRuns: 80 },
  );
});
