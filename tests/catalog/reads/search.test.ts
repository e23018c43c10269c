/** Searching finds exactly what a plain scan finds, in every script and through every change. */
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { SyncReads } from '../../../src-main/catalog/reads/catalog-reader.ts';
import { openReads } from '../../../src-main/catalog/reads/reads.ts';
import type { Sort } from '../../../src-main/contract/searching/search.ts';
import { anyQuery } from '../query-language/queries.ts';
import { hide, openCatalog, type Seed, seed } from '../seed.ts';

let db: Database;
let reads: SyncReads;
afterEach(() => db.close());

function library(seeds: readonly Seed[]): void {
  db = openCatalog();
  seed(db, seeds);
  reads = openReads(db);
}

const asked = (
  q: string,
  sort: Sort = 'newest',
  more: { limit?: number; offset?: number; seed?: number } = {},
): readonly string[] => reads.cards({ q, sort, seed: 0, limit: 1000, offset: 0, ...more }).items.map((card) => card.id);

describe('finding', () => {
  const seeds: readonly Seed[] = [
    {
      publicId: 'gen_a',
      prompt: 'A Paper dragon in Zürich',
      createdMs: 5,
      kind: 'video',
      tags: ['Project/Lighthouse', 'keepers'],
      rating: 4,
      duration: 10.04,
    },
    {
      publicId: 'gen_b',
      prompt: '雨の紙市場、龍が飛ぶ',
      createdMs: 4,
      kind: 'image',
      tags: ['project'],
      favorite: true,
      width: 704,
      height: 1280,
    },
    {
      publicId: 'gen_c',
      prompt: "don't stop the slow-motion @owner.character 🐉",
      createdMs: 3,
      mentions: ['owner.character'],
      model: 'Sora-2',
      note: 'print this',
    },
    {
      publicId: 'gen_d',
      prompt: null,
      title: 'Lantern walk',
      createdMs: Date.UTC(2025, 10, 3),
      state: 'media-only',
      hasAudio: true,
      collections: ['Best of 2025'],
    },
    {
      publicId: 'gen_e',
      prompt: 'paperwork, dragons',
      state: 'prompt-only',
      account: 'work',
      seed: 42,
      fps: 24,
      taskId: 'task_01k94kd0mmfhead8x4a1jh69re',
    },
    { publicId: 'gen_f', prompt: 'gone dragon', present: false },
  ];

  test.each([
    ['', ['gen_d', 'gen_a', 'gen_b', 'gen_c', 'gen_e']],
    ['paper', ['gen_a', 'gen_e']],
    ['paper ', ['gen_a']],
    ['PAPER zurich', ['gen_a']],
    ['紙', ['gen_b']],
    ['市場', ['gen_b']],
    ['場龍', []],
    ["don't", ['gen_c']],
    ['slow-motion', ['gen_c']],
    ['"slow motion"', ['gen_c']],
    ['@owner.character', ['gen_c']],
    ['owner.ch', ['gen_c']],
    ['🐉', ['gen_c']],
    ['print', ['gen_c']],
    ['note:print', ['gen_c']],
    ['title:lantern', ['gen_d']],
    ['title:paper', []],
    ['-dragon ', ['gen_d', 'gen_b', 'gen_c', 'gen_e']],
    ['lantern OR 紙', ['gen_d', 'gen_b']],
    ['(lantern OR paper) -zurich', ['gen_d']],
    ['(lantern OR paperwork) -zurich', ['gen_d', 'gen_e']],
    ['type:image', ['gen_b']],
    ['type:none', ['gen_d', 'gen_c', 'gen_e']],
    ['tag:project', ['gen_a', 'gen_b']],
    ['tag:project/lighthouse', ['gen_a']],
    ['tag:KEEPERS', ['gen_a']],
    ['-tag:project', ['gen_d', 'gen_c', 'gen_e']],
    ['tag:none type:none', ['gen_d', 'gen_c', 'gen_e']],
    ['is:untagged dragons', ['gen_e']],
    ['is:favorite', ['gen_b']],
    ['rating:>=4', ['gen_a']],
    ['rating>=4', ['gen_a']],
    ['duration:10', ['gen_a']],
    ['ratio:portrait', ['gen_b']],
    ['mention:owner.character', ['gen_c']],
    ['mention:owner*', ['gen_c']],
    ['model:sora-2', ['gen_c']],
    ['date:2025-11', ['gen_d']],
    ['date:none', ['gen_e']],
    ['before:1971', ['gen_a', 'gen_b', 'gen_c']],
    ['after:2025-10', ['gen_d']],
    ['has:audio', ['gen_d']],
    ['has:note', ['gen_c']],
    ['has:prompt -has:date', ['gen_e']],
    ['collection:"best of 2025"', ['gen_d']],
    ['account:work', ['gen_e']],
    ['state:prompt-only', ['gen_e']],
    ['seed:42 fps:24', ['gen_e']],
    ['id:gen_c', ['gen_c']],
    ['id:gen_*', ['gen_d', 'gen_a', 'gen_b', 'gen_c', 'gen_e']],
    ['task_01k94kd0mmfhead8x4a1jh69re', ['gen_e']],
    ['gone', []],
    ['id:gen_f', []],
  ])('%s', (q, ids) => {
    library(seeds);
    expect(asked(q)).toEqual(ids);
    expect(reads.facets(q)).toBeTruthy();
  });

  test('a name that no item has is reported, with suggestions', () => {
    library(seeds);
    const told = (q: string): unknown =>
      reads.understand(q).messages.map((message) => [message.code, message.suggestion]);
    expect(told('tag:projct')).toEqual([['unknown-name', 'tag:Project']]);
    expect(told('model:nothing-like-it')).toEqual([['unknown-name', null]]);
    expect(told('tag:project mention:owner.character tag:none')).toEqual([]);
  });
  test('an unknown field is searched as words, an invalid value is left out', () => {
    library(seeds);
    expect(asked('dragonn:x')).toEqual([]);
    expect(asked('paper rating:lots ')).toEqual(['gen_a']);
  });
});

describe('any query', () => {
  test('is answered, whatever its text', () => {
    library([
      { publicId: 'gen_a', prompt: 'a paper (dragon) "quoted" * ^ - + : NEAR', createdMs: 1, tags: ['x/y'] },
      { publicId: 'gen_b', prompt: '紙 🐉 \ud800', title: 'OR AND NOT', createdMs: 2 },
    ]);
    fc.assert(
      fc.property(anyQuery, (q) => {
        const page = reads.cards({ q, sort: 'relevance', seed: 1, limit: 10, offset: 0 });
        expect(page.items.length).toBe(page.total);
        expect(reads.suggest(q, q.length).length).toBeLessThanOrEqual(12);
      }),
      { numRuns: 1500 },
    );
  });

  test('a very long query is accepted too', () => {
    library([{ publicId: 'gen_a', prompt: `紙${'龍'.repeat(3000)}`, createdMs: 1 }]);
    expect(asked('龍'.repeat(2500))).toEqual(['gen_a']);
    expect(asked('龍 '.repeat(3000))).toEqual(['gen_a']);
    expect(asked('(龍 OR '.repeat(500))).toEqual(['gen_a']);
    expect(asked(`-${'龍'.repeat(2500)}`)).toEqual([]);
    expect(asked(`${'-('.repeat(38)}紙`)).toEqual(['gen_a']);
  });
});

// ── A scan written independently: units of known reading instead of a tokeniser ──────────────────────────────

interface Unit {
  readonly written: string;
  readonly read: string;
  readonly kind: 'word' | 'char';
}
const UNITS: readonly Unit[] = [
  ...[
    ['dragon', 'dragon'],
    ['Dragons', 'dragons'],
    ['DRAG', 'drag'],
    ['café', 'cafe'],
    ['CAFÉ', 'cafe'],
    ['ＡＢＣ', 'abc'],
    ['abc', 'abc'],
    ['straße', 'strasse'],
    ['Ωμέγα', 'ωμεγα'],
    ['привет', 'привет'],
    ['4k', '4k'],
    ['a', 'a'],
  ].map(([written, read]) => ({ written, read, kind: 'word' }) as Unit),
  ...[
    ['紙', '紙'],
    ['龍', '龍'],
    ['の', 'の'],
    ['ガ', 'ガ'],
    ['ｶﾞ', 'ガ'],
    ['한', '한'],
    ['𠮷', '𠮷'],
    ['🐉', '🐉'],
    ['ー', 'ー'],
  ].map(([written, read]) => ({ written, read, kind: 'char' }) as Unit),
];
const unit = fc.constantFrom(...UNITS);

interface Line {
  readonly text: string;
  /** What is read, `|` where a phrase cannot go on. */
  readonly read: readonly string[];
}
const line: fc.Arbitrary<Line> = fc
  .array(fc.tuple(unit, fc.constantFrom(' ', ', ', '-', '')), { maxLength: 9 })
  .map((parts) => {
    let text = '';
    const read: string[] = [];
    parts.forEach(([one, wanted], i) => {
      const next = parts[i + 1]?.[0];
      const words = one.kind === 'word' && next?.kind === 'word';
      const between = words && wanted === '' ? ' ' : wanted;
      text += one.written + between;
      read.push(one.read);
      if (next && (between === ', ' || (between === '-' && !words))) read.push('|');
    });
    return { text, read };
  });

interface Item extends Seed {
  readonly line: Line;
  readonly noteLine: Line;
}
const item: fc.Arbitrary<Item> = fc
  .record({
    number: fc.nat(30),
    line,
    noteLine: fc.oneof({ weight: 4, arbitrary: fc.constant({ text: '', read: [] }) }, { weight: 1, arbitrary: line }),
    createdMs: fc.oneof(
      fc.constant(null),
      fc.constantFrom(
        Date.UTC(2025, 9, 31, 23, 59),
        Date.UTC(2025, 10, 1),
        Date.UTC(2025, 10, 1),
        Date.UTC(2026, 0, 5),
      ),
    ),
    kind: fc.constantFrom('video', 'image', null),
    rating: fc.nat(5),
    favorite: fc.boolean(),
    hasAudio: fc.constantFrom(true, false, null),
    duration: fc.constantFrom(null, 4.9, 9.6, 10.4, 10.5, 20),
    tags: fc.subarray(['art', 'art/ink', 'place/zürich', 'artful']),
    model: fc.constantFrom(null, 'sora-2', 'Sora-1'),
  })
  .map(({ number, ...rest }) => ({
    publicId: `gen_${String(number).padStart(3, '0')}`,
    prompt: rest.line.text || null,
    note: rest.noteLine.text,
    ...rest,
  }));

interface Asked {
  readonly q: string;
  readonly holds: (item: Item) => boolean;
}
function phraseIn(read: readonly string[], wanted: readonly string[], prefix = false): boolean {
  return read.some((_, at) =>
    wanted.every((token, i) =>
      prefix && i === wanted.length - 1 ? read[at + i]?.startsWith(token) : read[at + i] === token,
    ),
  );
}
const inItem =
  (wanted: readonly string[], prefix = false) =>
  (one: Item) =>
    phraseIn(one.line.read, wanted, prefix) || phraseIn(one.noteLine.read, wanted, prefix);

const leaf: fc.Arbitrary<Asked> = fc.oneof(
  unit.map((one) => ({ q: one.written, holds: inItem([one.read]) })),
  fc.array(unit, { minLength: 1, maxLength: 3 }).map((units) => ({
    q: `"${units.map((one) => one.written).join(' ')}"`,
    holds: inItem(units.map((one) => one.read)),
  })),
  fc.constantFrom<Asked>(
    { q: 'type:video', holds: (one) => one.kind === 'video' },
    { q: 'type:image,none', holds: (one) => one.kind !== 'video' },
    { q: 'tag:art', holds: (one) => !!one.tags?.some((tag) => tag === 'art' || tag.startsWith('art/')) },
    { q: 'tag:"PLACE/Zurich"', holds: (one) => !!one.tags?.includes('place/zürich') },
    { q: 'tag:art*', holds: (one) => !!one.tags?.some((tag) => tag.startsWith('art')) },
    { q: 'is:untagged', holds: (one) => one.tags?.length === 0 },
    { q: 'is:fav', holds: (one) => one.favorite === true },
    { q: 'rating:2..4', holds: (one) => [2, 3, 4].includes(one.rating ?? 0) },
    { q: 'rating<3', holds: (one) => (one.rating ?? 0) < 3 },
    { q: 'duration:10', holds: (one) => one.duration === 9.6 || one.duration === 10.4 },
    { q: 'duration:>10', holds: (one) => (one.duration ?? 0) > 10 },
    { q: 'has:audio', holds: (one) => one.hasAudio === true },
    { q: 'has:note', holds: (one) => one.note !== '' },
    { q: 'model:SORA-1', holds: (one) => one.model === 'Sora-1' },
    { q: 'date:2025-11', holds: (one) => one.createdMs === Date.UTC(2025, 10, 1) },
    { q: 'date:2025-10..2025', holds: (one) => one.createdMs != null && one.createdMs < Date.UTC(2026, 0) },
    { q: 'date:none', holds: (one) => one.createdMs === null },
    { q: 'after:2025-11-01', holds: (one) => one.createdMs === Date.UTC(2026, 0, 5) },
  ),
);
const { query } = fc.letrec<{ query: Asked }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('query').map(({ q, holds }) => ({ q: `-(${q} )`, holds: (one: Item) => !holds(one) })),
    leaf.map(({ q, holds }) => ({ q: `-${q}`, holds: (one: Item) => !holds(one) })),
    fc
      .tuple(tie('query'), tie('query'))
      .map(([a, b]) => ({ q: `(${a.q} ${b.q} )`, holds: (one: Item) => a.holds(one) && b.holds(one) })),
    fc
      .tuple(tie('query'), tie('query'))
      .map(([a, b]) => ({ q: `(${a.q} OR ${b.q} )`, holds: (one: Item) => a.holds(one) || b.holds(one) })),
  ),
}));

function scanned(items: ReadonlyMap<string, Item>, holds: Asked['holds']): string[] {
  return [...items.values()]
    .filter(holds)
    .sort(
      (a, b) =>
        (b.createdMs ?? Number.NEGATIVE_INFINITY) - (a.createdMs ?? Number.NEGATIVE_INFINITY) ||
        (a.publicId < b.publicId ? -1 : 1),
    )
    .map((one) => one.publicId);
}

test('results equal those of a plain scan, also after imports, edits and removals', () => {
  const change = fc.oneof(
    fc.record({ put: fc.array(item, { minLength: 1, maxLength: 6 }) }),
    fc.record({ gone: fc.nat(30) }),
    fc.record({ ask: query }),
  );
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 20 }),
      fc.array(query, { minLength: 1, maxLength: 4 }),
      fc.array(change, { maxLength: 6 }),
      unit,
      (first, queries, changes, last) => {
        db?.close();
        db = openCatalog();
        reads = openReads(db);
        const items = new Map<string, Item>();
        const put = (list: readonly Item[]): void => {
          seed(db, list);
          for (const one of list) items.set(one.publicId, one);
        };
        const compare = ({ q, holds }: Asked): void => {
          const expected = scanned(items, holds);
          expect([q, asked(`${q} `)]).toEqual([q, expected]);
          expect(reads.cards({ q: `${q} `, sort: 'newest', seed: 0, limit: 3, offset: 2 })).toMatchObject({
            total: expected.length,
          });
          expect(asked(`${q} `, 'newest', { offset: 2, limit: 3 })).toEqual(expected.slice(2, 5));
        };
        put(first);
        for (const one of queries) compare(one);
        for (const one of changes) {
          if ('put' in one) put(one.put);
          else if ('ask' in one) compare(one.ask);
          else if (items.delete(`gen_${String(one.gone).padStart(3, '0')}`))
            hide(db, `gen_${String(one.gone).padStart(3, '0')}`);
          for (const again of queries) compare(again);
        }
        const typed = last.written.slice(0, last.kind === 'word' ? Math.ceil(last.written.length / 2) : undefined);
        const read = last.read.slice(
          0,
          last.kind === 'word' && last.read.length === last.written.length ? typed.length : undefined,
        );
        if (last.read.length === last.written.length || last.kind === 'char')
          expect(asked(typed)).toEqual(scanned(items, inItem([read], last.kind === 'word')));
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);
