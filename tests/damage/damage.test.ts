/** A damaged library answers as before or says what happened: a short version of `node tests/damage/run.ts`. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../fixtures/temp.ts';
import { makeSample, runCase } from './campaign.ts';

/** Each kind once. */
const CASES = 21;

test('of real damages, none is answered wrongly and none without a sentence', { timeout: 180_000 }, async () => {
  const root = await tempFolder();
  const sample = await makeSample(root);
  const bad = [];
  let told = 0;
  for (let number = 0; number < CASES; number++) {
    const found = await runCase(sample, number, join(root, 'case'));
    if (found.verdict === 'WRONG' || found.verdict === 'UNEXPLAINED') bad.push(found);
    if (found.verdict === 'told') told += 1;
  }
  expect(bad).toEqual([]);
  // All but those of the two small files, which are made again.
  expect(told).toBeGreaterThanOrEqual(18);
});
