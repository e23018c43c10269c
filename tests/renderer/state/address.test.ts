/** What the address says about the view to begin with. */
import { expect, test } from 'vitest';
import { readAddress } from '../../../src-renderer/state/address.ts';

test('the query and the order are read', () => {
  expect(readAddress('?q=paper%20dragon&sort=oldest')).toEqual({ q: 'paper dragon', sort: 'oldest' });
});

test('what is not understood is left out', () => {
  expect(readAddress('?token=abc&sort=sideways')).toEqual({});
  expect(readAddress('')).toEqual({});
});
