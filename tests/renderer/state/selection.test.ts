/** The selection's arithmetic: the same for a few by number and for a whole result except a few. */
import { describe, expect, test } from 'vitest';
import {
  add,
  countSelected,
  isSelected,
  memberTest,
  only,
  toggle,
  toSelection,
} from '../../../src-renderer/state/selection.ts';
import { NOTHING_SELECTED, type Selected } from '../../../src-renderer/state/store.ts';

const all: Selected = { all: true, except: new Set() };

describe('selection', () => {
  test('toggling twice changes nothing', () => {
    for (const selected of [NOTHING_SELECTED, only(3), all, toggle(all, 7)]) {
      expect(toggle(toggle(selected, 5), 5)).toEqual(selected);
      expect(isSelected(toggle(selected, 5), 5)).toBe(!isSelected(selected, 5));
    }
  });

  test('the selection of the whole result counts all items, not only the loaded ones', () => {
    expect(countSelected(all, 12_806)).toBe(12_806);
    expect(countSelected(toggle(all, 5), 12_806)).toBe(12_805);
    expect(countSelected(only(5), 12_806)).toBe(1);
  });

  test('the whole result is sent as its query', () => {
    expect(toSelection(toggle(all, 5), 'dragon')).toEqual({ type: 'query', q: 'dragon', except: [5] });
    expect(toSelection(only(5), 'dragon')).toEqual({ type: 'rowids', rowids: [5] });
  });

  test('adding an excluded item removes the exclusion', () => {
    expect(add(toggle(toggle(all, 5), 6), [5])).toEqual({ all: true, except: new Set([6]) });
    expect(add(only(1), [2, 3])).toEqual({ all: false, rowids: new Set([1, 2, 3]) });
  });

  test('the member test of a selection follows its ids, or its exceptions', () => {
    expect(memberTest({ type: 'rowids', rowids: [1, 2] })(2)).toBe(true);
    expect(memberTest({ type: 'query', q: '', except: [2] })(2)).toBe(false);
    expect(memberTest({ type: 'query', q: '', except: [2] })(3)).toBe(true);
  });
});
