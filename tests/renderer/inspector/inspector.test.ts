/** The inspector's arithmetic: shots, tags to offer, several values at once, long records. */
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src-main/contract/items/generation.ts';
import type { SidebarCounts } from '../../../src-main/contract/searching/search.ts';
import { say } from '../../../src-renderer/i18n/use-text.ts';
import { offerTags, tidyTag } from '../../../src-renderer/inspector/annotations/tag-offers.ts';
import { branchesOf, PAGE, sizeOf } from '../../../src-renderer/inspector/facts/json-branches.ts';
import { provenanceOf } from '../../../src-renderer/inspector/facts/provenance.ts';
import { shotStarts } from '../../../src-renderer/inspector/shot-starts.ts';
import { summarize, summarizeResult } from '../../../src-renderer/inspector/summary.ts';

const card = (change: Partial<Card>): Card => ({
  rowid: 1,
  id: 'gen_1',
  kind: 'video',
  state: 'complete',
  missing: false,
  text: null,
  title: null,
  createdAt: null,
  durationSeconds: null,
  width: null,
  height: null,
  hasAudio: null,
  favorite: false,
  rating: 0,
  tags: [],
  fileId: null,
  mime: null,
  stack: 0,
  thumbHash: null,
  ...change,
});

test('a shot begins when those before it end, and nobody knows when after one of unknown length', () => {
  expect(
    shotStarts([
      { seconds: 5, text: '' },
      { seconds: null, text: '' },
      { seconds: 2, text: '' },
    ]),
  ).toEqual([0, 5, null]);
});

describe('tags to offer', () => {
  const counts = { keepers: 3, 'project/keep': 9, 'upkeep notes': 5, rain: 1 };

  test('begin with what was typed, then hold a part that does, then hold it anywhere', () => {
    expect(offerTags(counts, 'keep', []).map(({ tag }) => tag)).toEqual([
      'keepers',
      'project/keep',
      'upkeep notes',
      'keep',
    ]);
  });

  test('answer to their other names, and do not make a second tag of one', () => {
    const aliases = { rain: ['drizzle'] };
    expect(offerTags(counts, 'drizz', [], aliases)[0]).toEqual({ tag: 'rain', count: 1, alias: 'drizzle' });
    expect(offerTags(counts, 'Drizzle', [], aliases)).toEqual([{ tag: 'rain', count: 1, alias: 'drizzle' }]);
  });

  test('leave out what is there already and what cannot be a tag', () => {
    expect(offerTags(counts, 'RAIN', ['rain'])).toEqual([]);
    expect(offerTags(counts, 'a//b', []).at(-1)).toBeUndefined();
    expect(tidyTag('  night   market / rain ')).toBe('night market/rain');
  });
});

describe('several at once', () => {
  test('say what is common and what differs', () => {
    const summary = summarize([
      card({ tags: ['a', 'b'], rating: 3, favorite: true }),
      card({ tags: ['a'], rating: 3 }),
    ]);
    expect(summary).toEqual({
      count: 2,
      favorites: 1,
      rating: 3,
      tags: [
        { tag: 'a', count: 2 },
        { tag: 'b', count: 1 },
      ],
    });
    expect(summarize([card({ rating: 1 }), card({ rating: 2 })]).rating).toBeNull();
  });

  test('a whole result is summed from its counts, less what was taken out', () => {
    const counts = {
      total: 3,
      favorite: 2,
      tag: { a: 2, project: 2, 'project/x': 2 },
      rating: { '4': 1 },
    } as unknown as SidebarCounts;
    expect(summarizeResult(counts, [card({ tags: ['a', 'project/x'], rating: 4, favorite: true })])).toEqual({
      count: 2,
      favorites: 1,
      rating: 0,
      tags: [
        { tag: 'a', count: 1 },
        { tag: 'project/x', count: 1 },
      ],
    });
  });
});

test('a record of a million entries is opened a part at a time', () => {
  const list = Array.from({ length: 1_000_000 }, (_, i) => i);
  expect(sizeOf(list)).toBe(1_000_000);
  expect(branchesOf(list, PAGE)).toHaveLength(PAGE);
  expect(branchesOf({ b: 1, a: null }, PAGE)).toEqual([
    ['b', 1],
    ['a', null],
  ]);
});

test('where a fact comes from is said only when several sources could', () => {
  const t = (key: Parameters<typeof say>[2], values?: Parameters<typeof say>[3]): string =>
    say('en', 'en-GB', key, values);
  const provenance = { model: 'soravault', createdAt: 'id' };
  expect(provenanceOf(t, { formats: ['sora-export', 'soravault'], provenance }, 'model')).toBe('from SoraVault');
  expect(provenanceOf(t, { formats: ['soravault'], provenance }, 'model')).toBeNull();
  expect(
    provenanceOf(t, { formats: ['sora-export', 'soravault'], provenance: { model: 'nobody' } }, 'model'),
  ).toBeNull();
});
