/** What the reads answer: orders, pages, counts, documents, suggestions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import type { SyncReads } from '../../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { GenerationDetail } from '../../../src-main/contract/items/generation.ts';
import { decodeLayout, encodeAspect } from '../../../src-main/contract/items/layout.ts';
import { CardPage, Facets, SidebarCounts, type Sort } from '../../../src-main/contract/searching/search.ts';
import { hide, openCatalog, randomFrom, type Seed, seed, syntheticSeeds } from '../seed.ts';

let db: Connection;
let reads: SyncReads;
afterEach(() => db.close());

function library(seeds: readonly Seed[]): number[] {
  db = openCatalog();
  const rowids = seed(db, seeds);
  reads = openReads(db);
  return rowids;
}

const ask = (
  q: string,
  sort: Sort = 'newest',
  more: { limit?: number; offset?: number; seed?: number } = {},
): readonly string[] => reads.cards({ q, sort, seed: 0, limit: 1000, offset: 0, ...more }).items.map((card) => card.id);
const DAY = 86_400_000;

describe('order', () => {
  const five: readonly Seed[] = [
    { publicId: 'b', createdMs: 2 * DAY, duration: 5, rating: 2 },
    { publicId: 'a', createdMs: 2 * DAY, duration: 20, rating: 2 },
    { publicId: 'c', createdMs: 9 * DAY, rating: 5 },
    { publicId: 'e', duration: 7 },
    { publicId: 'd', duration: 7 },
  ];
  test.each<[Sort, string]>([
    ['newest', 'c a b d e'],
    ['oldest', 'b a c d e'],
    ['duration', 'a d e b c'],
    ['rating', 'c a b d e'],
    ['relevance', 'c a b d e'],
  ])('%s: %s', (sort, ids) => {
    library(five);
    expect(ask('', sort).join(' ')).toBe(ids);
    expect(ask('', sort, { offset: 1, limit: 2 }).join(' ')).toBe(ids.slice(2, 5));
    const { ids: layoutIds } = decodeLayout(reads.layout({ q: '', sort, seed: 0 }).buffer);
    expect(reads.cardsOf([...layoutIds]).map((card) => card.id)).toEqual(ids.split(' '));
  });
  test('random order depends only on the seed', () => {
    library(syntheticSeeds(60));
    const shuffled = ask('', 'random', { seed: 7 });
    expect(ask('', 'random', { seed: 7 })).toEqual(shuffled);
    expect(ask('', 'random', { seed: 8 })).not.toEqual(shuffled);
    expect([...shuffled].sort()).toEqual([...ask('')].sort());
  });
  test('relevance prefers matches in the title and in shorter texts', () => {
    library([
      { publicId: 'long', prompt: `a dragon among ${'many other things '.repeat(20)}`, createdMs: 3 },
      { publicId: 'short', prompt: 'a dragon', createdMs: 2 },
      { publicId: 'titled', title: 'Dragon', prompt: 'something', createdMs: 1 },
      { publicId: 'other', prompt: 'a cat', tags: ['x'] },
    ]);
    expect(ask('dragon', 'relevance')).toEqual(['titled', 'short', 'long']);
    expect(ask('dragon OR tag:x', 'relevance').at(-1)).toBe('other');
  });
  test('an offset id starts after that item, in every order; an unknown id is reported', () => {
    library(five);
    const startAfter = (offsetId: string, sort: Sort): string[] =>
      reads.search({ q: '', sort, seed: 0, limit: 2, offsetId }).items.map((item) => item.id);
    expect(startAfter('a', 'newest')).toEqual(['b', 'd']);
    expect(startAfter('a', 'oldest')).toEqual(['c', 'd']);
    expect(startAfter('c', 'duration')).toEqual([]);
    expect(() => startAfter('zzz', 'newest')).toThrow(expect.objectContaining({ code: 'unknown-id' }));
  });
});

describe('layout', () => {
  test('groups the result by day, the undated last, with every shape', () => {
    library([
      { publicId: 'a', createdMs: 5 * DAY + 1, width: 704, height: 1280 },
      { publicId: 'b', createdMs: 5 * DAY, width: 1280, height: 704 },
      { publicId: 'c', createdMs: -DAY },
      { publicId: 'd' },
    ]);
    const { days, aspects } = decodeLayout(reads.layout({ q: '', sort: 'newest', seed: 0 }).buffer);
    expect(days).toEqual([
      [5, 2],
      [-1, 1],
      [null, 1],
    ]);
    expect([...aspects]).toEqual([encodeAspect(704, 1280), encodeAspect(1280, 704), 0, 0]);
    expect(decodeLayout(reads.layout({ q: '', sort: 'rating', seed: 0 }).buffer).days).toEqual([]);
  });
});

describe('counts', () => {
  test('facets count the values of every field', () => {
    library([
      {
        publicId: 'a',
        kind: 'video',
        model: 'sora-2',
        createdMs: Date.UTC(2025, 10, 3),
        tags: ['x/y', 'x/z'],
        formats: ['sora-export', 'loose'],
      },
      {
        publicId: 'b',
        kind: 'image',
        createdMs: Date.UTC(2025, 10, 30, 23, 59),
        tags: ['x'],
        mentions: ['ada', 'constructor'],
        state: 'media-only',
      },
      {
        publicId: 'c',
        favorite: true,
        rating: 4,
        account: 'work',
        collections: ['Best'],
        missing: true,
        draft: true,
        liked: true,
      },
    ]);
    expect(Facets.parse(reads.facets(''))).toEqual({
      kind: { video: 1, image: 1 },
      model: { 'sora-2': 1 },
      month: { '2025-11': 2 },
      tag: { x: 1, 'x/y': 1, 'x/z': 1 },
      format: { 'sora-export': 1, loose: 1 },
      state: { complete: 2, 'media-only': 1 },
      mention: Object.fromEntries([
        ['ada', 1],
        ['constructor', 1],
      ]),
    });
    expect(reads.facets('type:video').tag).toEqual({ 'x/y': 1, 'x/z': 1 });
    const sidebar = SidebarCounts.parse(reads.sidebar(''));
    expect(sidebar).toMatchObject({
      total: 3,
      favorite: 1,
      untagged: 1,
      missing: 1,
      draft: 1,
      liked: 1,
      collection: { Best: 1 },
      account: { work: 1 },
      rating: { 4: 1 },
    });
    expect(sidebar.month).toEqual({ '2025-11': 2, none: 1 });
    expect(sidebar.tag).toEqual({ x: 2, 'x/y': 1, 'x/z': 1 });
  });

  test('every count equals the results of its filter', () => {
    library(syntheticSeeds(400, randomFrom(5)));
    const total = (q: string): number => reads.cards({ q, sort: 'newest', seed: 0, limit: 0, offset: 0 }).total;
    const sidebar = reads.sidebar('paper ');
    const fields: readonly [keyof typeof sidebar, string][] = [
      ['kind', 'type'],
      ['model', 'model'],
      ['month', 'date'],
      ['tag', 'tag'],
      ['format', 'format'],
      ['state', 'state'],
      ['mention', 'mention'],
      ['collection', 'collection'],
      ['rating', 'rating'],
    ];
    for (const [field, name] of fields) {
      for (const [value, counted] of Object.entries(sidebar[field])) {
        const filter = value === 'none' ? `${name}:none` : `${name}:"${value}"`;
        expect([filter, total(`paper ${filter}`)]).toEqual([filter, counted]);
      }
    }
    for (const fact of ['favorite', 'untagged', 'missing', 'draft', 'liked'] as const)
      expect(total(`paper is:${fact}`)).toBe(sidebar[fact]);
  });
});

describe('documents', () => {
  test('a generation is shown with all its data, by any of its identifiers', () => {
    const [rowid] = library([
      {
        publicId: 'gen_a',
        prompt: 'A Dragon',
        createdMs: Date.UTC(2025, 10, 3, 10),
        taskId: 'task_1',
        tags: ['b', 'a'],
        shots: [{ seconds: 5, text: 'one' }],
        note: 'n',
        width: 704,
        height: 1280,
      },
      { publicId: 'gen_b', prompt: 'a  dragon', taskId: 'task_1' },
    ]);
    db.exec(`INSERT INTO source (id, path, kind, added_ms) VALUES (1, '/archive/part-1.zip', 'zip', 0);
      INSERT INTO document (id, source_id, path, entry, format) VALUES (1, 1, '/archive/part-1.zip', 'generations.json', 'sora-export');
      INSERT INTO record (id, document_id, key, hash, ids, claims, raw) VALUES (1, 1, 'k', x'', '{}', '{}', '{"id":"gen_a"}');
      INSERT INTO generation_record VALUES (${rowid}, 1);
      INSERT INTO file (id, source_id, path, entry, size, mtime_ms, sha256, mime) VALUES (7, 1, '/archive/part-1.zip', 'gen_a.mp4', 12, 5, x'${'ab'.repeat(32)}', 'video/mp4');
      INSERT INTO generation_file VALUES (${rowid}, 7);
      UPDATE generation SET file_id = 7, stated_width = 352, stated_height = 640, provenance = '{"prompt":"sora-export"}' WHERE id = ${rowid};
      UPDATE counter SET value = value + 1 WHERE name = 'revision';`);
    const shown = reads.show('gen_a');
    expect(GenerationDetail.parse(shown)).toMatchObject({
      id: 'gen_a',
      rowid,
      createdAt: '2025-11-03T10:00:00.000Z',
      tags: ['a', 'b'],
      shots: [{ seconds: 5, text: 'one' }],
      note: 'n',
      statedSize: { width: 352, height: 640 },
      provenance: { prompt: 'sora-export' },
      records: [
        { format: 'sora-export', path: '/archive/part-1.zip', entry: 'generations.json', raw: { id: 'gen_a' } },
      ],
      files: [{ fileId: 7, entry: 'gen_a.mp4', sha256: 'ab'.repeat(32), missing: false }],
      related: { sameTask: 1, samePrompt: 1 },
    });
    for (const id of ['GEN_A', 'task_1', `sha256:${'ab'.repeat(32)}`, 'AB'.repeat(32)])
      expect(reads.show(id)?.id).toBe('gen_a');
    expect(reads.show('gen_unknown')).toBeNull();
    expect(reads.showRow(999)).toBeNull();
    expect(reads.kinOf(rowid as number, 'task')).toHaveLength(1);
    expect(reads.file(7)).toMatchObject({ path: '/archive/part-1.zip', entry: 'gen_a.mp4', size: 12 });
    expect(reads.mainFile(rowid as number)?.fileId).toBe(7);
    expect(reads.sources()).toMatchObject([
      {
        id: 1,
        path: '/archive/part-1.zip',
        formats: ['sora-export'],
        generations: 1,
        files: 1,
        state: 'present',
        importedAt: null,
      },
    ]);
    expect(ask('source:part-1.zip')).toEqual(['gen_a']);
    expect(ask('source:1')).toEqual(['gen_a']);
    db.exec(
      `INSERT INTO file (id, source_id, path, size, mtime_ms, sha256) VALUES (8, 1, '/copy.mp4', 12, 5, x'${'ab'.repeat(32)}'); UPDATE counter SET value = value + 1 WHERE name = 'revision';`,
    );
    expect(ask('is:duplicate')).toEqual(['gen_a']);
  });

  test('cards shorten long prompts, use the title when there is no prompt, and have the requested order', () => {
    const rowids = library([
      { publicId: 'a', prompt: '龍'.repeat(1_000_000) },
      { publicId: 'b', title: 'Only a title', tags: ['t'] },
    ]);
    const page = CardPage.parse(reads.cards({ q: '', sort: 'newest', seed: 0, limit: 10, offset: 0 }));
    expect(page.items.map((card) => [card.text?.length, card.tags])).toEqual([
      [400, []],
      [12, ['t']],
    ]);
    expect(reads.cardsOf([...rowids].reverse().concat(12345)).map((card) => card.id)).toEqual(['b', 'a']);
    expect(reads.cards({ q: '', sort: 'newest', seed: 0, limit: -3, offset: -3 }).items).toEqual([]);
  });
});

describe('suggestions', () => {
  test.each([
    ['ta', 'tag:'],
    ['tag:pap', 'tag:"paper art"'],
    ['dragon -tag:"pap', 'tag:"paper art"'],
    ['@ad', 'mention:ada'],
    ['is:fa', 'is:favorite'],
    ['date:20', 'date:2025-11'],
    ['lant', 'lantern'],
    ['model:', 'model:sora-2'],
  ])('%j suggests %j', (q, insert) => {
    library([
      {
        publicId: 'a',
        prompt: 'lanterns and a lantern',
        tags: ['paper art'],
        mentions: ['ada'],
        model: 'sora-2',
        createdMs: Date.UTC(2025, 10, 1),
      },
    ]);
    expect(reads.suggest(q, q.length).map((one) => one.insert)).toContain(insert);
  });
});

describe('a changing catalog', () => {
  test('the next call sees what another connection has committed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'afterimage-reads-'));
    const path = join(folder, 'catalog.sqlite');
    const writer = openCatalog(path);
    db = new Database(path, { readonly: true });
    reads = openReads(db);
    try {
      expect(reads.total()).toBe(0);
      seed(writer, [
        { publicId: 'a', prompt: 'one', tags: ['old'] },
        { publicId: 'b', prompt: 'two', createdMs: 5 },
      ]);
      expect(ask('')).toEqual(['b', 'a']);
      expect(reads.refresh()).toBe(false);
      writer.exec(
        `UPDATE tag SET name = 'new', folded = 'new'; UPDATE counter SET value = value + 1 WHERE name = 'revision'`,
      );
      expect(ask('tag:new')).toEqual(['a']);
      hide(writer, 'b');
      expect(ask('')).toEqual(['a']);
      seed(writer, [{ publicId: 'c', prompt: 'three', createdMs: 7 }]);
      expect(ask('')).toEqual(['c', 'a']);
      expect(ask('three')).toEqual(['c']);
      expect(reads.suggest('thr', 3).map((one) => one.insert)).toContain('three');
      expect(reads.revision()).toBe(writer.prepare(`SELECT value FROM counter WHERE name = 'revision'`).pluck().get());
    } finally {
      writer.close();
      rmSync(folder, { recursive: true });
    }
  });
});
