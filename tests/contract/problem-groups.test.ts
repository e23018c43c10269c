/** Tests the grouping of problems. */
import { expect, test } from 'vitest';
import { groupProblems } from '../../src-main/contract/archive/problem-groups.ts';

test('problems are grouped by what the user can do; an unknown code is still shown', () => {
  const problem = (code: string) => ({ path: '/x', code, message: '' });
  const groups = groupProblems(
    ['zip-damaged', 'file-unreadable', 'json-truncated', 'zip-encrypted', 'toString', 'news'].map(problem),
  );
  expect(groups.map(({ name, problems }) => [name, problems.length])).toEqual([
    ['unreadable', 1],
    ['damaged', 2],
    ['aside', 1],
    ['other', 2],
  ]);
});
