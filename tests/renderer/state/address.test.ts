/** The view and its address: what is written is read again, and no address does harm. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isExplicit } from '../../../src-main/contract/searching/address.ts';
import { Sort } from '../../../src-main/contract/searching/search.ts';
import { type Address, placeKey, readAddress, writeAddress } from '../../../src-renderer/state/address.ts';
import { NOTHING_SELECTED, SCREENS } from '../../../src-renderer/state/store.ts';

const plain = readAddress('').view;
const rowid = fc.integer({ min: 1, max: 2_000_000 });
const rowids = fc.uniqueArray(rowid, { maxLength: 60 }).map((numbers) => new Set(numbers));

const anyAddress: fc.Arbitrary<Address> = fc
  .record({
    q: fc.string({ unit: 'grapheme' }),
    sort: fc.constantFrom(...Sort.options),
    seed: fc.integer({ min: 0, max: 1_000 }),
    screen: fc.constantFrom(...SCREENS),
    about: fc.option(fc.string({ minLength: 1 })),
    selected: fc.oneof(
      rowids.map((numbers) => ({ all: false as const, rowids: numbers })),
      rowids.map((numbers) => ({ all: true as const, except: numbers })),
    ),
    viewing: fc.option(rowid),
    place: fc.option(fc.record({ rowid, into: fc.integer({ min: -2_000, max: 2_000 }).map((share) => share / 1_000) })),
    hidden: fc.constantFrom([], ['sidebar'] as const, ['inspector'] as const, ['sidebar', 'inspector'] as const),
  })
  .map(({ place, hidden, ...view }) => ({
    view: { ...view, seed: view.sort === 'random' ? view.seed : plain.seed, comparing: [], reportId: null },
    place,
    hidden,
  }));

describe('the address of a view', () => {
  test('restores the same view', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const written = {
          ...address,
          view: {
            ...address.view,
            q: address.view.q.toWellFormed(),
            about: address.view.about?.toWellFormed() ?? null,
          },
        };
        expect(readAddress(writeAddress(written))).toEqual(written);
      }),
    );
  });

  test('is empty for the whole library, newest first', () => {
    expect(writeAddress({ view: plain, place: null, hidden: [] })).toBe('');
    expect(isExplicit('')).toBe(false);
    expect(isExplicit('?token=abc')).toBe(false);
    expect(isExplicit('?q=')).toBe(true);
  });

  test('can contain only a query', () => {
    expect(readAddress('?q=paper%20dragon&sort=oldest').view).toEqual({ ...plain, q: 'paper dragon', sort: 'oldest' });
  });

  test('stays short for any selection', () => {
    const many = new Set(Array.from({ length: 100_000 }, (_, at) => at));
    expect(writeAddress({ view: { ...plain, selected: { all: false, rowids: many } }, place: null, hidden: [] })).toBe(
      '',
    );
    expect(
      writeAddress({ view: { ...plain, selected: { all: true, except: new Set([3]) } }, place: null, hidden: [] }),
    ).toBe('?selected=all+-3');
  });

  test('contains up to four compared items, and only in the viewer', () => {
    expect(readAddress('?open=1&compare=1+2+3').view.comparing).toEqual([1, 2, 3]);
    expect(readAddress('?compare=1+2+3').view.comparing).toEqual([]);
    expect(readAddress('?open=1&compare=1+2+3+4+5').view.comparing).toEqual([]);
  });
});

describe('an address that the program did not write', () => {
  test('is read as far as it is valid', () => {
    expect(
      readAddress('?sort=sideways&screen=cellar&seed=-4&open=x&selected=1+zwei+3&at=&hide=everything&report=7'),
    ).toEqual({
      view: { ...plain, selected: { all: false, rowids: new Set([1, 3]) } },
      place: null,
      hidden: [],
    });
    expect(readAddress('?selected=all+-x+--5').view.selected).toEqual({ all: true, except: new Set() });
    expect(readAddress('?open=99999999999999999999').view.viewing).toBeNull();
    expect(readAddress('?at=5:NaN').place).toEqual({ rowid: 5, into: 0 });
    expect(readAddress('?').view.selected).toBe(NOTHING_SELECTED);
  });

  test('never throws, and the result can be written as an address', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', 'q=', 'selected=', 'at=', 'open=', 'screen='),
        (text, name) => {
          const read = readAddress(`?${name}${text}`);
          expect(readAddress(writeAddress(read))).toEqual(read);
        },
      ),
    );
  });
});

test('the history distinguishes views, but not their selections', () => {
  const viewing = { ...plain, viewing: 5 };
  expect(placeKey({ ...plain, selected: { all: true, except: new Set() }, seed: 9 })).toBe(placeKey(plain));
  expect(placeKey({ ...viewing, viewing: 6 })).toBe(placeKey(viewing));
  expect(placeKey(viewing)).not.toBe(placeKey(plain));
  expect(placeKey({ ...plain, q: 'a' })).not.toBe(placeKey(plain));
});
