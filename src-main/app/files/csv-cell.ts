/** Cells of the tables that are written (RFC 4180): quoted where they must be, and never a formula. */

/**
 * What a spreadsheet would take for a formula; an apostrophe in front makes it text, one more keeps an apostrophe that
 * was there.
 */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r]/;

/** Names and prompts are strangers' words: a text that begins like a formula gets an apostrophe before it. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of a cell that {@link csvCell} wrote, after its quotation marks were read. */
export const csvText = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

/** A row of cells with its line end. */
export const csvLine = (texts: readonly string[]): string => `${texts.map(csvCell).join(',')}\r\n`;
