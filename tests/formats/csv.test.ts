import { expect, test } from 'vitest';
import { rowsIn } from '../../src-main/formats/text/csv.ts';

test('a quotation mark inside a quoted cell, before other text, is a part of the text', () => {
  expect(rowsIn('id,prompt,file\n1,"a "fox" runs",x.mp4\n2,"b",y.mp4\n').rows.slice(1)).toEqual([
    ['1', 'a "fox" runs', 'x.mp4'],
    ['2', 'b', 'y.mp4'],
  ]);
});

test('a table that was cut off inside a quoted cell keeps its last row', () => {
  expect(rowsIn('id,prompt\n1,"a ""fox"" in the r')).toEqual({
    rows: [
      ['id', 'prompt'],
      ['1', 'a "fox" in the r'],
    ],
    damaged: true,
  });
});
