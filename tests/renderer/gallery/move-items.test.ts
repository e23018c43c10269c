/** Own order and open stacks: what a layout is after items moved, and with stacks laid out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Layout } from '../../../src-main/contract/items/layout.ts';
import { goalOf, moveInLayout } from '../../../src-renderer/gallery/grid/move-items.ts';
import { justify } from '../../../src-renderer/gallery/layout/justify.ts';
import { justifyOptions } from '../../../src-renderer/gallery/layout/view-options.ts';
import { withOpenStacks } from '../../../src-renderer/gallery/result/open-stacks.ts';

const layoutOf = (ids: readonly number[], days: Layout['days'] = []): Layout => ({
  ids: Uint32Array.from(ids),
  aspects: Uint8Array.from(ids, (id) => id + 100),
  days,
});
const moved = (ids: readonly number[], rowids: readonly number[], before: number | null): readonly number[] => [
  ...moveInLayout(layoutOf(ids), rowids, before).ids,
];

describe('moving in a manual order', () => {
  test('puts the items together before another one, in their order', () => {
    expect(moved([1, 2, 3, 4, 5], [4], 2)).toEqual([1, 4, 2, 3, 5]);
    expect(moved([1, 2, 3, 4, 5], [1, 4], 3)).toEqual([2, 1, 4, 3, 5]);
    expect(moved([1, 2, 3], [1], null)).toEqual([2, 3, 1]);
  });

  test('keeps all items and their shapes', () => {
    const list = fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(list, fc.array(fc.boolean()), fc.nat(), (ids, picks, at) => {
        const picked = ids.filter((_, i) => picks[i]);
        const rest = ids.filter((id) => !picked.includes(id));
        const before = rest[at % (rest.length + 1)] ?? null;
        const result = moveInLayout(layoutOf(ids), picked, before);
        expect([...result.ids].sort()).toEqual([...ids].sort());
        expect([...result.aspects]).toEqual([...result.ids].map((id) => id + 100));
        const place = [...result.ids].indexOf(before ?? -1);
        expect(
          [...result.ids].slice((before === null ? ids.length : place) - picked.length).slice(0, picked.length),
        ).toEqual(picked);
      }),
    );
  });
});

describe('one step of the keyboard', () => {
  const layout = layoutOf(Array.from({ length: 30 }, (_, i) => i + 1));
  const rows = justify(layout, justifyOptions(900, 196));
  const goal = (moving: readonly number[], direction: Parameters<typeof goalOf>[3]): ReturnType<typeof goalOf> =>
    goalOf(rows, layout.ids, moving, direction);

  test('moves to the neighbouring place', () => {
    expect(goal([4], 'left')).toBe(4);
    expect(goal([4], 'right')).toBe(7);
    expect(goal([28], 'right')).toBeNull();
  });

  test('moving a row up and a row down returns to the same place', () => {
    const up = goal([12], 'up');
    const after = moveInLayout(layout, [13], up ?? null);
    expect(after.ids.indexOf(13)).toBeLessThan(12);
  });

  test('does nothing at the ends, unless the items are apart', () => {
    expect(goal([0], 'left')).toBeUndefined();
    expect(goal([29], 'right')).toBeUndefined();
    expect(goal([0, 3], 'left')).toBe(1);
    expect(goal([27, 29], 'down')).toBeNull();
  });
});

describe('open stacks', () => {
  const stack = (...rowids: number[]) => ({ rowids, aspects: rowids.map((id) => id + 100) });

  test('follow their cover and belong to its day', () => {
    const layout = layoutOf(
      [1, 2, 3, 4],
      [
        [20_000, 2],
        [19_999, 2],
      ],
    );
    const { ids, aspects, days } = withOpenStacks(
      layout,
      new Map([
        [2, stack(21, 22)],
        [4, stack(41)],
      ]),
    );
    expect([...ids]).toEqual([1, 2, 21, 22, 3, 4, 41]);
    expect([...aspects]).toEqual([...ids].map((id) => id + 100));
    expect(days).toEqual([
      [20_000, 4],
      [19_999, 3],
    ]);
  });

  test('show no item twice, and no item of a stack outside the result', () => {
    const layout = layoutOf([1, 2, 3]);
    expect([
      ...withOpenStacks(
        layout,
        new Map([
          [1, stack(3, 11)],
          [9, stack(91)],
        ]),
      ).ids,
    ]).toEqual([1, 11, 2, 3]);
    expect(withOpenStacks(layout, new Map())).toBe(layout);
  });
});
