/** What an edit looks like before the server has confirmed it. */
import { expect, test } from 'vitest';
import { applyChange } from '../../../src-renderer/state/apply-change.ts';

const marks = { tags: ['keepers'], rating: 3, favorite: false };

test('each change sets its own mark', () => {
  expect(applyChange(marks, { set: 'favorite', favorite: true })).toEqual({ ...marks, favorite: true });
  expect(applyChange(marks, { set: 'rating', rating: 0 })).toEqual({ ...marks, rating: 0 });
  expect(applyChange(marks, { set: 'tag-add', tag: 'dragons' })).toEqual({ ...marks, tags: ['keepers', 'dragons'] });
  expect(applyChange(marks, { set: 'tag-remove', tag: 'keepers' })).toEqual({ ...marks, tags: [] });
});

test('a change without effect returns the same object', () => {
  expect(applyChange(marks, { set: 'favorite', favorite: false })).toBe(marks);
  expect(applyChange(marks, { set: 'rating', rating: 3 })).toBe(marks);
  expect(applyChange(marks, { set: 'tag-add', tag: 'keepers' })).toBe(marks);
  expect(applyChange(marks, { set: 'tag-remove', tag: 'dragons' })).toBe(marks);
  expect(applyChange(marks, { set: 'note', note: 'hello' })).toBe(marks);
});
