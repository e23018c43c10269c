/** Sources in their list: one inside another stands directly after it. */
import { expect, test } from 'vitest';
import type { SourceInfo } from '../../../src-main/contract/library/library.ts';
import { inOrder } from '../../../src-renderer/sources/source-order.ts';

const source = (id: number, within: number | null): SourceInfo => ({
  id,
  path: `/source ${id}`,
  kind: 'folder',
  formats: [],
  generations: 0,
  files: 0,
  missing: 0,
  accounts: [],
  state: 'present',
  addedAt: '2026-11-25T10:00:00.000Z',
  importedAt: null,
  readAs: null,
  beliefs: [],
  watched: false,
  within,
});

test('nested sources are listed after their parent', () => {
  const ordered = inOrder([source(1, 4), source(2, null), source(3, 2), source(4, null), source(5, 99), source(6, 3)]);
  expect(ordered.map(({ id }) => id)).toEqual([2, 3, 6, 4, 1, 5]);
});
