/** Identity and merge through the committer: the catalog depends on what was brought, never on the order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { openWriter } from '../../src-main/catalog/connection.ts';
import { type FileRow, openArchiveRows } from '../../src-main/catalog/writes/archive/archive-rows.ts';
import { openEdits } from '../../src-main/catalog/writes/edits/edits.ts';
import type { Claims, Ids } from '../../src-main/formats/claims.ts';
import { type Batch, type Committed, type NewRecord, openCommitter } from '../../src-main/import/derive/commit.ts';
import { dump } from './catalog-dump.ts';

const open: Database.Database[] = [];
afterEach(() => {
  for (const db of open.splice(0)) db.close();
});

/** A real catalog as the program makes it, copied into memory for each test. */
const empty = ((): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-commit-'));
  const db = openWriter(folder);
  db.pragma('journal_mode = DELETE');
  const bytes = db.serialize();
  db.close();
  rmSync(folder, { recursive: true });
  return bytes;
})();

function catalog() {
  const db = new Database(empty);
  open.push(db);
  const rows = openArchiveRows(db);
  const sourceId = rows.source({ path: '/archive', kind: 'folder' });
  const documents = [
    { sourceId, path: '/archive/generations.json', entry: '', format: 'sora-export', sign: 'lists-generations' },
  ];
  const committer = openCommitter(db);
  const commit = (batch: Batch): Committed => committer({ documents, ...batch });
  return { db, sourceId, commit, edits: openEdits(db) };
}

const hex = (letter: string, length: number): string => letter.repeat(length);
const GEN = (n: number): string => `gen_01k94kq2hbe${hex('t', 14)}${n}`;
const POST = (n: number): string => `s_${hex('6', 31)}${n}`;
const API = (n: number): string => `video_${hex('6', 31)}${n}`;
const TASK = (n: number): string => `task_01k94kq2hbe${hex('t', 14)}${n}`;

function record(key: string, ids: Ids & { sha?: string }, claims: Claims): NewRecord {
  const raw = JSON.stringify({ key });
  return {
    document: 0,
    key,
    hash: Buffer.from(key + JSON.stringify(claims)),
    ids: JSON.stringify(ids),
    claims: JSON.stringify(claims),
    raw,
  };
}

function file(sourceId: number, path: string, ids: Ids, sha: string | null): FileRow {
  const facts = {
    width: 704,
    height: 1280,
    duration: 10,
    fps: 30,
    codec: 'h264',
    hasAudio: 1,
    hasC2pa: 0,
    c2pa: null,
    damage: null,
  };
  return {
    sourceId,
    path,
    entry: '',
    size: 10,
    mtimeMs: Date.UTC(2025, 10, 3),
    mime: 'video/mp4',
    kind: 'video',
    role: 'original',
    ...facts,
    ids: JSON.stringify(ids),
    namedMs: null,
    account: null,
    sha256: sha === null ? null : Buffer.from(sha.repeat(64).slice(0, 64), 'hex'),
  };
}

interface Shown {
  readonly public_id: string;
  readonly prompt: string | null;
  readonly state: string;
  readonly files: readonly unknown[];
  readonly records: readonly unknown[];
  readonly tags: readonly unknown[];
  readonly mark: readonly unknown[];
}
const shown = (db: Database.Database): readonly Shown[] => dump(db) as readonly Shown[];

describe('identity', () => {
  test('a record and a file with the same generation id are one item', () => {
    const { db, sourceId, commit } = catalog();
    commit({ files: [file(sourceId, '/a.mp4', { gen: GEN(1) }, '1')] });
    commit({ records: [record('r', { gen: GEN(1) }, { prompt: 'paper dragon' })] });
    expect(shown(db)).toMatchObject([{ public_id: GEN(1), prompt: 'paper dragon', state: 'complete' }]);
  });

  test('two generation ids are never joined, even by one post and the same content', () => {
    const { db, sourceId, commit } = catalog();
    commit({
      records: [record('a', { gen: GEN(1), post: POST(1) }, {}), record('b', { gen: GEN(2), post: POST(1) }, {})],
      files: [file(sourceId, '/a.mp4', { gen: GEN(1) }, '1'), file(sourceId, '/b.mp4', { gen: GEN(2) }, '1')],
    });
    expect(shown(db).map((item) => [item.public_id, item.files.length])).toEqual([
      [GEN(1), 1],
      [GEN(2), 1],
    ]);
  });

  test('a post becomes part of its generation when a record connects them, and its edits move with it', () => {
    const { db, commit, edits } = catalog();
    const [post] = commit({ records: [record('post', { post: POST(1) }, { prompt: 'a tram' })] }).added;
    edits.apply([post as number], { set: 'tag-add', tag: 'keepers' });
    edits.apply([post as number], { set: 'note', note: 'from the feed' });
    commit({ records: [record('gen', { gen: GEN(1), post: POST(1) }, { prompt: 'a tram leaves' })] });
    expect(shown(db)).toMatchObject([
      {
        public_id: GEN(1),
        prompt: 'a tram leaves',
        tags: [['keepers']],
        mark: [[0, 0, 'from the feed']],
        records: [{}, {}],
      },
    ]);
  });

  test('undo after two items were merged reverts the edit on the merged item', () => {
    const { db, commit, edits } = catalog();
    const [post] = commit({ records: [record('post', { post: POST(1) }, {})] }).added;
    edits.apply([post as number], { set: 'rating', rating: 4 });
    commit({ records: [record('gen', { gen: GEN(1), post: POST(1) }, {})] });
    expect(shown(db)[0]?.mark).toEqual([[0, 4, '']]);
    expect(edits.undo()).toMatchObject({ changed: 1 });
    expect(shown(db)[0]?.mark).toEqual([[0, 0, '']]);
  });

  test('a file without an identifier joins the item with the same content', () => {
    const { db, sourceId, commit } = catalog();
    commit({ files: [file(sourceId, '/copy.mp4', {}, '1')] });
    commit({ files: [file(sourceId, '/a.mp4', { gen: GEN(1) }, '1')] });
    expect(shown(db)).toMatchObject([{ public_id: GEN(1), files: [{}, {}] }]);
  });

  test('a copy joins another item with the same content when its own item changes', () => {
    const { db, sourceId, commit } = catalog();
    commit({
      records: [record('stem', { stem: HEX(0) }, {})],
      files: [file(sourceId, '/a.mp4', { bare: HEX(0) }, '2')],
    });
    commit({ files: [file(sourceId, '/b.mp4', { gen: GEN(1) }, '2'), file(sourceId, '/copy.mp4', {}, '2')] });
    commit({ records: [record('post', { post: POST(0) }, {})] });
    expect(shown(db).map((item) => [item.public_id, item.files.length])).toEqual([
      [GEN(1), 2],
      [POST(0), 1],
    ]);
  });

  test('a file without an identifier is shown after it is hashed', () => {
    const { db, sourceId, commit } = catalog();
    const [id] = commit({ files: [file(sourceId, '/clip.mp4', {}, null)] }).fileIds;
    expect(shown(db)).toEqual([]);
    commit({ hashes: [{ fileId: id as number, sha256: Buffer.alloc(32, 7) }] });
    expect(shown(db)).toMatchObject([{ public_id: `sha256:${'07'.repeat(32)}`, state: 'media-only' }]);
  });

  test('a task is an item until one of its generations is known; then all of them get its texts', () => {
    const { db, commit } = catalog();
    commit({ records: [record('task', { task: TASK(1) }, { prompt: 'paper boats' })] });
    expect(shown(db)).toMatchObject([{ public_id: TASK(1), prompt: 'paper boats', state: 'prompt-only' }]);
    commit({ records: [1, 2].map((n) => record(`g${n}`, { gen: GEN(n), task: TASK(1) }, {})) });
    expect(shown(db)).toMatchObject([
      { public_id: GEN(1), prompt: 'paper boats' },
      { public_id: GEN(2), prompt: 'paper boats' },
    ]);
  });

  test('removing a record keeps all claims of other records', () => {
    const { db, commit } = catalog();
    const { recordIds } = commit({
      records: [
        record('a', { gen: GEN(1) }, { prompt: 'long prompt' }),
        record('b', { gen: GEN(1) }, { prompt: 'short' }),
      ],
    });
    commit({ gone: [recordIds[0] as number] });
    expect(shown(db)).toMatchObject([{ prompt: 'short' }]);
    commit({ gone: [recordIds[1] as number] });
    expect(shown(db)).toEqual([]);
  });

  test('references and thumbnails make no item, but belong to a known one', () => {
    const { db, sourceId, commit } = catalog();
    commit({
      files: [
        { ...file(sourceId, '/ref.png', {}, '1'), role: 'reference' },
        { ...file(sourceId, '/t.jpg', { gen: GEN(1) }, '2'), role: 'thumbnail' },
      ],
    });
    expect(shown(db)).toEqual([]);
    commit({ records: [record('a', { gen: GEN(1) }, { prompt: 'paper dragon' })] });
    expect(shown(db)).toMatchObject([{ public_id: GEN(1), state: 'prompt-only', files: [{}] }]);
  });

  test('a removed item keeps its edits until it returns', () => {
    const { db, commit, edits } = catalog();
    const row = record('a', { gen: GEN(1) }, { prompt: 'paper dragon' });
    const { added, recordIds } = commit({ records: [row] });
    edits.apply(added, { set: 'tag-add', tag: 'keepers' });
    commit({ gone: recordIds });
    commit({ records: [row] });
    expect(shown(db)).toMatchObject([{ public_id: GEN(1), tags: [['keepers']] }]);
  });
});

/** A world of few names, so that everything collides with everything. */
const few = fc.integer({ min: 0, max: 2 });
const HEX = (n: number): string => `${hex('6', 31)}${n}`;
/** Bare hex is that of the posts and jobs, and may be a generation's own id. */
const gen = fc.oneof(few.map(GEN), few.map(HEX));
const ids = fc.oneof(
  fc.record({ gen, post: few.map(POST), api: few.map(API), task: few.map(TASK) }, { requiredKeys: [] }),
  fc.record({ bare: few.map(HEX) }),
  fc.record({ stem: few.map(HEX) }),
);
const content = fc.constantFrom('1', '2', '3');
const statement = fc.oneof(
  fc.record({ type: fc.constant('record' as const), ids, prompt: fc.constantFrom('', 'a', 'bb', 'ccc') }),
  fc.record({ type: fc.constant('file' as const), ids, content }),
);
type Statement = typeof statement extends fc.Arbitrary<infer T> ? T : never;

describe('order', () => {
  test('any order and any split of the same archives gives the same catalog', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 9 }),
        fc.func(fc.nat()),
        fc.integer({ min: 1, max: 4 }),
        (statements, shuffle, size) => {
          const straight = catalogOf(
            statements.map((each, at) => [each, at] as const),
            statements.length,
          );
          const order = statements.map((each, at) => [each, at] as const).sort((a, b) => shuffle(a[1]) - shuffle(b[1]));
          expect(catalogOf(order, size)).toEqual(straight);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('removing and adding records again gives the same catalog', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 2, maxLength: 8 }), fc.nat(), (statements, pick) => {
        const numbered = statements.map((each, at) => [each, at] as const);
        const world = fill(numbered, statements.length);
        const before = dump(world.db);
        const rows = world.db.prepare(`SELECT id, key FROM record`).all() as { id: number; key: string }[];
        const taken = rows.filter((_, at) => (pick >> at) % 2 === 1);
        world.commit({ gone: taken.map((row) => row.id) });
        for (const { key } of taken) bring(world, numbered[Number(key)] as (typeof numbered)[number]);
        expect(dump(world.db)).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });
});

function catalogOf(statements: readonly (readonly [Statement, number])[], size: number): unknown {
  return dump(fill(statements, size).db);
}

function fill(statements: readonly (readonly [Statement, number])[], size: number): ReturnType<typeof catalog> {
  const world = catalog();
  for (let at = 0; at < statements.length; at += size) {
    const part = statements.slice(at, at + size);
    world.commit({
      records: part.flatMap(asRecord),
      files: part.flatMap(([each, n]) =>
        each.type === 'file' ? [file(world.sourceId, `/${n}.mp4`, each.ids, each.content)] : [],
      ),
    });
  }
  return world;
}

function bring(world: ReturnType<typeof catalog>, statement: readonly [Statement, number]): void {
  world.commit({ records: asRecord(statement) });
}

function asRecord([each, n]: readonly [Statement, number]): NewRecord[] {
  if (each.type === 'file') return [];
  const nameless = Object.keys(each.ids).length === 0;
  const names = nameless ? { sha: String(n).padStart(64, '0') } : each.ids;
  return [record(String(n), names, each.prompt === '' ? {} : { prompt: each.prompt })];
}
