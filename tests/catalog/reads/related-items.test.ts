/** What is kin to an item: alike in words and in looks, remixed from it, or the same picture again. */
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { SyncReads } from '../../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import { openImageSimilarityIndex } from '../../../src-main/catalog/reads/similar/image-similarity-index.ts';
import { type Candidate, proposeDuplicates } from '../../../src-main/catalog/reads/similar/near-duplicates.ts';
import { setUnlike } from '../../../src-main/catalog/writes/archive/likeness-rows.ts';
import { bitsApart, COLOUR_BYTES } from '../../../src-main/contract/items/likeness.ts';
import { looking, picture } from '../pictures.ts';
import { openCatalog, randomFrom, type Seed, seed } from '../seed.ts';

let db: Database;
let reads: SyncReads;
let rowids: number[];
afterEach(() => db.close());

function library(seeds: readonly Seed[]): void {
  db = openCatalog();
  rowids = seed(db, seeds);
  reads = openReads(db);
}

const asked = (q: string, sort: 'newest' | 'relevance' = 'relevance'): readonly string[] =>
  reads.cards({ q, sort, seed: 0, limit: 100, offset: 0 }).items.map((card) => card.id);
const named = (found: readonly number[]): readonly string[] => reads.cardsOf(found).map((card) => card.id);
const row = (at: number): number => rowids[at] as number;

describe('similar texts', () => {
  const seeds: Seed[] = [
    { publicId: 'own', prompt: 'A paper dragon over a rain market at night', createdMs: 9 },
    { publicId: 'same', prompt: 'a paper  DRAGON over a rain market at night', createdMs: 8 },
    { publicId: 'near', prompt: 'the paper dragon and the rain market', createdMs: 1 },
    { publicId: 'far', prompt: 'a dragon made of glass', createdMs: 7 },
    { publicId: 'other', prompt: 'a bowl of soup on a table', createdMs: 6 },
    { publicId: 'zh', prompt: '雨夜里一条纸龙飞过灯笼市场', createdMs: 5 },
    { publicId: 'zh near', prompt: '纸龙与灯笼', createdMs: 4 },
    { publicId: 'zh other', prompt: '雪地里的小狐狸', createdMs: 3 },
    { publicId: 'ja', prompt: '紙の龍が夜を飛ぶ', createdMs: 2 },
    { publicId: 'none', prompt: null, createdMs: 10 },
  ];

  test('the item itself comes first, then the same prompt, then the prompts that share the most rare words', () => {
    library(seeds);
    expect(asked('reads:own')).toEqual(['own', 'same', 'near', 'far']);
    expect(asked('reads:own', 'newest')).toEqual(['own', 'same', 'far', 'near']);
    expect(named(reads.kinOf(row(0), 'words'))).toEqual(['near', 'far']);
  });

  test('Chinese and Japanese texts are compared by adjacent characters', () => {
    library(seeds);
    expect(asked('reads:zh').slice(0, 2)).toEqual(['zh', 'zh near']);
    expect(asked('reads:zh')).not.toContain('zh other');
  });

  test('the filter can be combined and negated like other filters', () => {
    library(seeds);
    expect(asked('reads:own -glass')).toEqual(['own', 'same', 'near']);
    expect(asked('-reads:own soup')).toEqual(['other']);
    expect(asked('same:own')).toEqual(['own', 'same']);
    expect(asked('same:none')).toEqual(['none']);
    expect(asked('reads:nobody OR id:far')).toEqual(['far']);
  });

  test('a prompt without comparable words is similar only to itself', () => {
    library([...seeds, { publicId: 'empty', prompt: 'the of and', createdMs: 0 }]);
    expect(asked('reads:none')).toEqual(['none']);
    expect(asked('reads:empty')).toEqual(['empty']);
    expect(reads.kinOf(row(9), 'words')).toEqual([]);
  });
});

describe('similar pictures', () => {
  const seeds: Seed[] = ['own', 'copy', 'near', 'far', 'unseen'].map((publicId, at) => ({
    publicId,
    createdMs: 10 - at,
    prompt: publicId,
  }));
  const pictures = (): void => {
    picture(db, row(0), looking(0xffff0000, 0x0000ffff));
    picture(db, row(1), looking(0xffff0000, 0x0000fffe));
    picture(db, row(2), looking(0xffff0000, 0xff00ffff));
    picture(db, row(3), looking(0x0000ffff, 0xffff0000, { colours: new Uint8Array(COLOUR_BYTES).fill(10) }));
  };

  test('the most similar come first; different pictures and pictures without a likeness are left out', () => {
    library(seeds);
    pictures();
    expect(asked('looks:own')).toEqual(['own', 'copy', 'near']);
    expect(named(reads.kinOf(row(0), 'picture'))).toEqual(['copy', 'near']);
    expect(asked('looks:unseen')).toEqual(['unseen']);
    expect(asked('like:own')).toEqual(['own', 'copy', 'near']);
  });

  test('new and changed likenesses count at once, without another change of the catalog', () => {
    library(seeds);
    pictures();
    expect(asked('looks:own')).toEqual(['own', 'copy', 'near']);
    picture(db, row(1), looking(0x0000ffff, 0xffff0000, { colours: new Uint8Array(COLOUR_BYTES).fill(250) }));
    expect(asked('looks:own')).toEqual(['own', 'near']);
    picture(db, row(4), looking(0xffff0000, 0x0000ffff));
    expect(asked('looks:own')).toEqual(['own', 'unseen', 'near']);
    db.prepare('UPDATE file SET size = 2 WHERE id = (SELECT file_id FROM generation WHERE id = ?)').run(row(2));
    expect(named(reads.kinOf(row(0), 'picture'))).toEqual(['unseen']);
  });

  test('plain pictures are compared by their colour', () => {
    library(seeds);
    const plain = (shade: number): ReturnType<typeof looking> =>
      looking(shade * 991, shade, { isFlat: true, colours: new Uint8Array(COLOUR_BYTES).fill(shade) });
    picture(db, row(0), plain(100));
    picture(db, row(1), plain(104));
    picture(db, row(2), plain(220));
    picture(db, row(3), looking(100 * 991, 100, { colours: new Uint8Array(COLOUR_BYTES).fill(100) }));
    expect(named(reads.kinOf(row(0), 'picture'))[0]).toBe('copy');
  });
});

describe('families', () => {
  const tree = (rowid: number): readonly string[] =>
    reads
      .family(rowid)
      .map(({ postId, rowid: at, depth }) => `${'  '.repeat(depth)}${postId}${at === null ? '?' : ''}`);

  test('from any member, the family reaches up to an ancestor outside the library and down to every remix', () => {
    library([
      { publicId: 'g1', postId: 's_child', parentPostId: 's_gone', createdMs: 1 },
      { publicId: 'g2', postId: 's_grandchild', parentPostId: 's_child', createdMs: 2 },
      { publicId: 'g3', postId: 's_sibling', parentPostId: 's_gone', createdMs: 3 },
      { publicId: 'g4', postId: 's_alone', createdMs: 4 },
    ]);
    const whole = ['s_gone?', '  s_child', '    s_grandchild', '  s_sibling'];
    expect(rowids.map(tree)).toEqual([whole, whole, whole, []]);
    expect(asked('family:g2', 'newest')).toEqual(['g3', 'g2', 'g1']);
    expect(asked('family:g4')).toEqual(['g4']);
  });

  test('a root beyond the known parents is shown above them', () => {
    library([{ publicId: 'g1', postId: 's_a', rootPostId: 's_root', createdMs: 1 }]);
    expect(tree(row(0))).toEqual(['s_root?', '  s_a']);
  });

  test('the raw records of API jobs state what they were remixed from', () => {
    library([{ publicId: 'video_one' }, { publicId: 'video_two' }, { publicId: 'video_three' }]);
    const parents = ['video_gone', 'video_one', null];
    db.exec(`INSERT INTO source (id, path, kind, added_ms) VALUES (1, '/jobs', 'folder', 0);
      INSERT INTO document (id, source_id, path, format) VALUES (1, 1, '/jobs/list.json', 'videos-api')`);
    parents.forEach((parent, at) => {
      db.prepare('UPDATE generation SET api_id = public_id WHERE id = ?').run(row(at));
      const raw = JSON.stringify({ id: at, remixed_from_video_id: parent });
      db.prepare(
        `INSERT INTO record (id, document_id, key, hash, ids, claims, raw) VALUES (?, 1, ?, x'00', '{}', '{}', ?)`,
      ).run(at + 1, String(at), raw);
      db.prepare('INSERT INTO generation_record (generation_id, record_id) VALUES (?, ?)').run(row(at), at + 1);
    });
    const whole = ['video_gone?', '  video_one', '    video_two'];
    expect(rowids.map(tree)).toEqual([whole, whole, []]);
  });

  test('posts that are each other’s parents do not cause an endless loop', () => {
    library([
      { publicId: 'g1', postId: 's_a', parentPostId: 's_b' },
      { publicId: 'g2', postId: 's_b', parentPostId: 's_a' },
      { publicId: 'g3', postId: 's_c', parentPostId: 's_c' },
    ]);
    expect(tree(row(0)).map((line) => line.trim())).toEqual(expect.arrayContaining(['s_a', 's_b']));
    expect(tree(row(2))).toEqual([]);
  });
});

describe('near-duplicates', () => {
  const video = (publicId: string, more: Partial<Seed> = {}): Seed => ({
    publicId,
    kind: 'video',
    width: 704,
    height: 1280,
    duration: 10,
    ...more,
  });
  const proposed = (): readonly (readonly string[])[] => reads.duplicates('').proposals.map((one) => named(one.rowids));

  test('copies are proposed together, the best one first; items with another shape, length or look are not', () => {
    library([
      video('small', { width: 352, height: 640 }),
      video('large'),
      video('landscape', { width: 1280, height: 704 }),
      video('longer', { duration: 15 }),
      video('other'),
      { publicId: 'picture', kind: 'image', width: 704, height: 1280 },
      video('plain'),
      video('plain too'),
    ]);
    for (const at of [0, 1, 2, 3, 5]) picture(db, row(at), looking(0x12345678, 0x9abcdef0 + at));
    picture(db, row(4), looking(0x12345678, 0x9abcdef0 ^ 0xffff));
    for (const at of [6, 7]) picture(db, row(at), looking(0, 0, { isFlat: true }));
    expect(proposed()).toEqual([['large', 'small']]);
    expect(reads.duplicates('')).toMatchObject({ total: 1, lookedAt: 8, withMedia: 8, proposals: [{ isSure: false }] });
    expect(reads.duplicates('other').total).toBe(0);
  });

  test('a favourite is the best, whatever its size', () => {
    library([video('large'), video('small', { width: 352, height: 640, favorite: true })]);
    for (const at of [0, 1]) picture(db, row(at), looking(1, 1));
    expect(proposed()).toEqual([['small', 'large']]);
  });

  test('clips that differ after a similar beginning are not proposed; clips that are similar to the end are certain', () => {
    const still = [looking(1, 1), looking(2, 2)];
    library([video('a'), video('b'), video('c'), video('unseen')]);
    picture(db, row(0), looking(1, 1), still);
    picture(db, row(1), looking(1, 1), still);
    picture(db, row(2), looking(1, 1), [looking(1, 1), looking(0xffffffff, 0xffffffff)]);
    expect(reads.duplicates('').proposals).toMatchObject([{ isSure: true }]);
    expect(proposed()).toEqual([['a', 'b']]);
    picture(db, row(3), looking(1, 1));
    expect(reads.duplicates('').proposals).toMatchObject([{ isSure: false }]);
  });

  test('items that the person marked as not the same are not proposed again, until that is undone', () => {
    library([video('a'), video('b'), video('c')]);
    for (const at of [0, 1, 2]) picture(db, row(at), looking(5, 5));
    expect(proposed()).toEqual([['a', 'b', 'c']]);
    expect(setUnlike(db, [row(2), row(0), row(1)], true)).toBe(3);
    expect(setUnlike(db, [row(0), row(1)], true)).toBe(0);
    expect(proposed()).toEqual([]);
    expect(setUnlike(db, [row(0), row(1)], false)).toBe(1);
    expect(proposed()).toEqual([['a', 'b']]);
  });

  test('items in one stack are not proposed', () => {
    library([video('a'), video('b'), video('c')]);
    for (const at of [0, 1, 2]) picture(db, row(at), looking(5, 5));
    for (const at of [0, 1])
      db.prepare('INSERT INTO stack_member (generation_id, cover_id) VALUES (?, ?)').run(row(at), row(0));
    expect(proposed()).toEqual([['a', 'c']]);
  });

  test('every pair within seven bits is found, as by comparing all pairs', () => {
    const word = fc.nat({ max: 0xffffffff });
    type Structure = readonly [high: number, low: number];
    const flipped = ([high, low]: Structure, bit: number): Structure =>
      bit < 32 ? [(high ^ (1 << bit)) >>> 0, low] : [high, (low ^ (1 << (bit - 32))) >>> 0];
    const flips = fc.array(fc.nat({ max: 63 }), { maxLength: 7 });
    library([]);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word, flips), { minLength: 1, maxLength: 8 }), (scenes) => {
        const structures = scenes.flatMap(([high, low, bits]): Structure[] => [
          [high, low],
          bits.reduce(flipped, [high, low]),
        ]);
        const looks = {
          ...openImageSimilarityIndex(),
          count: structures.length,
          high: Uint32Array.from(structures, ([high]) => high),
          low: Uint32Array.from(structures, ([, low]) => low),
          flat: new Uint8Array(structures.length),
          colours: new Uint8Array(structures.length * COLOUR_BYTES),
        };
        const candidates = structures.map(
          (_, place): Candidate => ({
            rowid: place + 1,
            place,
            isVideo: false,
            aspect: 9,
            duration: Number.NaN,
            stack: 0,
            merit: 0,
          }),
        );
        const proposals = proposeDuplicates(looks, candidates, { areUnlike: () => false, framesApart: () => 0 });
        const grouped = new Set(proposals.flatMap((one) => one.rowids));
        for (let a = 0; a < structures.length; a += 1)
          for (let b = a + 1; b < structures.length; b += 1) {
            const bits = bitsApart(...(structures[a] as Structure), ...(structures[b] as Structure));
            // Whoever has a copy is in some proposal, unless each of its copies went into another's.
            if (bits <= 7) expect(grouped.has(a + 1) || grouped.has(b + 1)).toBe(true);
          }
        for (const { rowids: members, bits } of proposals) {
          expect(members.length).toBeGreaterThan(1);
          expect(bits).toBeLessThanOrEqual(8);
        }
      }),
    );
  });

  test('thousands of identical pictures take little time', () => {
    const random = randomFrom(2);
    const count = 20_000;
    const high = Uint32Array.from({ length: count }, (_, at) => (at < 4000 ? 7 : Math.floor(random() * 2 ** 32)));
    const low = Uint32Array.from({ length: count }, (_, at) => (at < 4000 ? 7 : Math.floor(random() * 2 ** 32)));
    const looks = {
      ...openImageSimilarityIndex(),
      count,
      high,
      low,
      flat: new Uint8Array(count),
      colours: new Uint8Array(count * COLOUR_BYTES),
    };
    const candidates = Array.from(
      high,
      (_, place): Candidate => ({
        rowid: place + 1,
        place,
        isVideo: false,
        aspect: 9,
        duration: Number.NaN,
        stack: 0,
        merit: 0,
      }),
    );
    const begun = performance.now();
    const proposals = proposeDuplicates(looks, candidates, { areUnlike: () => false, framesApart: () => 0 });
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(proposals.length).toBeGreaterThanOrEqual(Math.floor(4000 / 65));
    library([]);
  });
});
