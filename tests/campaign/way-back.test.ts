/** A damaged library gets its edits back: a short version of `npm run campaign -- way-back`. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../fixtures/temp.ts';
import { comeBack, makeEditedSample } from './way-back.ts';

/**
 * Cases in which most bytes of the later edits remain: flipped bits, pages, headers, a dropped table, a damaged log.
 */
const CASES = [0, 1, 2, 3, 4, 5, 6, 10, 14, 17, 18, 23, 28, 35];

test('no edit of a snapshot is lost, and every later edit whose bytes still exist is recovered', {
  timeout: 300_000,
}, async () => {
  const root = await tempFolder();
  const sample = await makeEditedSample(root);
  let readable = 0;
  let lost = 0;
  for (const number of CASES) {
    const found = await comeBack(sample, number, join(root, 'case'));
    expect(found, found.damage).toMatchObject({ taken: true, lostBefore: 0, isSound: true });
    if (!found.readable) continue;
    readable += sample.after.length;
    lost += found.lostAfter;
  }
  expect(readable).toBeGreaterThan(2_000);
  expect(lost / readable).toBeLessThan(0.01);
});
