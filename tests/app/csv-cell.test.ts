/**
 * What is written into tables by every door that writes them: text that no spreadsheet computes, and that reads back as
 * it was.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, csvLine, csvText } from '../../src-main/app/files/csv-cell.ts';
import { fileOutcomesFile } from '../../src-main/app/http/file-outcomes-file.ts';
import { rowsIn } from '../../src-main/formats/text/csv.ts';

test.each(['=1+1', '+1', '-1', '@cmd', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x', "'=1", "''=1"])(
  '%j cannot become a formula',
  (text) => {
    expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
  },
);

test('any row is the same after it is written and read', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^['=+\-@＝;,"\r\n\t a]{0,8}$/));
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (texts) => {
      // Line ends inside a cell stay what they are; a row of empty cells alone is no row.
      fc.pre(texts.some((one) => one !== ''));
      const { rows } = rowsIn(`a,b\r\n${csvLine(texts)}`);
      expect(rows[1]?.map(csvText)).toEqual(texts);
    }),
  );
});

test('file names in the file outcomes of an import are protected against formulas, like annotations and exports', async () => {
  const items = [
    { path: '＝HYPERLINK("x")', entry: "'=1;2", fate: 'skipped', reason: null, format: null, of: null },
  ] as const;
  const reads = {
    fileOutcomesAfter: async (_: number, part: number) => (part < 0 ? { part: 0, items } : null),
  } as never;
  const text = await fileOutcomesFile(reads, 1, 'csv', { fate: null, reason: null, text: null }).text();
  expect(text.split('\r\n')[1]).toBe(`"'＝HYPERLINK(""x"")","''=1;2",skipped,,,`);
});
