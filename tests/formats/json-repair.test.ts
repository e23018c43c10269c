import { expect, test } from 'vitest';
import { repairJson } from '../../src-main/formats/json/json-repair.ts';

test.each(['"\\', '"x\n', "'\\", ',', ', ', 'a ', 'a:', '\\'])('repairing takes linear time: %j', (piece) => {
  const text = `{${piece.repeat(500_000)}`;
  const began = performance.now();
  expect(repairJson(text)).toBeUndefined();
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('an escaped double quotation mark between Python’s is kept', () => {
  expect(repairJson(String.raw`{'id': 'b', 'p': 'say \"y\" and it\'s "z"'}`)).toEqual({
    id: 'b',
    p: `say "y" and it's "z"`,
  });
});
