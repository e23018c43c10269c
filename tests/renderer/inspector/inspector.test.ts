/** The inspector's arithmetic: shots, tags to offer, several values at once, long records. */
import '../all-texts.ts';
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

test('a shot begins at the end of the shots before it; after a shot of unknown length, the time is unknown', () => {
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

  test('are those that begin with the text, then those with a part that begins with it, then those that contain it', () => {
    expect(offerTags(counts, 'keep', []).map(({ tag }) => tag)).toEqual([
      'keepers',
      'project/keep',
      'upkeep notes',
      'keep',
    ]);
  });

  test('are found by their aliases, and an alias does not offer a new tag', () => {
    const aliases = { rain: ['drizzle'] };
    expect(offerTags(counts, 'drizz', [], aliases)[0]).toEqual({ tag: 'rain', count: 1, alias: 'drizzle' });
    expect(offerTags(counts, 'Drizzle', [], aliases)).toEqual([{ tag: 'rain', count: 1, alias: 'drizzle' }]);
  });

  test('exclude the item’s own tags and invalid names', () => {
    expect(offerTags(counts, 'RAIN', ['rain'])).toEqual([]);
    expect(offerTags(counts, 'a//b', []).at(-1)).toBeUndefined();
    expect(tidyTag('  night   market / rain ')).toBe('night market/rain');
  });
});

describe('several selected items', () => {
  test('show which values are equal and which differ', () => {
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

  test('a whole result is summarised from its counts, without the excluded items', () => {
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

test('a record of a million entries is opened part by part', () => {
  const list = Array.from({ length: 1_000_000 }, (_, i) => i);
  expect(sizeOf(list)).toBe(1_000_000);
  expect(branchesOf(list, PAGE)).toHaveLength(PAGE);
  expect(branchesOf({ b: 1, a: null }, PAGE)).toEqual([
    ['b', 1],
    ['a', null],
  ]);
});

test('the provenance of a fact is shown only when several sources are possible', () => {
  const t = (key: Parameters<typeof say>[2], values?: Parameters<typeof say>[3]): string =>
    say('en', 'en-GB', key, values);
  const provenance = { model: 'soravault', createdAt: 'id' };
  expect(provenanceOf(t, { formats: ['sora-export', 'soravault'], provenance }, 'model')).toBe('from SoraVault');
  expect(provenanceOf(t, { formats: ['soravault'], provenance }, 'model')).toBeNull();
  expect(
    provenanceOf(t, { formats: ['sora-export', 'soravault'], provenance: { model: 'nobody' } }, 'model'),
  ).toBeNull();
});
