/** Reads CSV tables row by row in bounded memory: commas, semicolons or tabs, quotes, any line ends. */
import type { Readable } from 'node:stream';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { InputError, type SourceEntry } from '../source.ts';
import { pathOf } from '../source-files/place.ts';
import { decodeText } from '../source-files/small-text.ts';

type CsvEvent =
  /** The cells of one row. Empty rows are not returned. */
  | { readonly type: 'row'; readonly cells: readonly string[] }
  | { readonly type: 'problem'; readonly problem: KnownProblem }
  /** Always the last event. */
  | { readonly type: 'end'; readonly complete: boolean };

/** An unclosed quote would otherwise take the rest of the table into one cell. */
const LONGEST_CELL = 1024 * 1024;
const MOST_CELLS = 1_000;

/** Reads an entry's rows. Throws only the signal's reason. */
async function* rowsOf(entry: SourceEntry, signal?: AbortSignal): AsyncGenerator<CsvEvent> {
  let complete = true;
  let damaged = false;
  try {
    const parser = createParser();
    for await (const text of textsOf(await entry.open(), signal))
      for (const cells of parser.push(text)) yield { type: 'row', cells };
    for (const cells of parser.end()) yield { type: 'row', cells };
    damaged = parser.damaged();
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    complete = false;
    yield { type: 'problem', problem: { ...cause.problem, path: pathOf(entry) } };
  }
  if (damaged) {
    const message = 'A quotation mark in this table is never closed; the rows after it may be wrong.';
    yield { type: 'problem', problem: { path: pathOf(entry), code: 'csv-malformed', message } };
  }
  yield { type: 'end', complete };
}

/** The rows of a table in memory, without empty rows. `damaged`: a quotation mark is never closed. */
export function rowsIn(text: string): { readonly rows: readonly (readonly string[])[]; readonly damaged: boolean } {
  const parser = createParser();
  const rows = [...parser.push(text), ...parser.end()];
  return { rows, damaged: parser.damaged() };
}

/** A title line between two tables in one file. The row after it is a header. */
const SECTION = /^={2,}[^=].*={2,}$/;

/**
 * The rows of a table as records, with the header's names. Columns beyond the header are numbered; empty cells are left
 * out.
 */
export async function* recordsOf(
  entry: SourceEntry,
  signal?: AbortSignal,
): AsyncGenerator<
  Exclude<CsvEvent, { type: 'row' }> | { readonly type: 'record'; readonly fields: Readonly<Record<string, string>> }
> {
  let header: readonly string[] | null = null;
  for await (const event of rowsOf(entry, signal)) {
    if (event.type !== 'row') yield event;
    else if (SECTION.test(event.cells.join('').trim())) header = null;
    else if (header === null) header = event.cells.map((name, at) => name.trim() || `column ${at + 1}`);
    else yield { type: 'record', fields: named(header, event.cells) };
  }
}

function named(header: readonly string[], cells: readonly string[]): Record<string, string> {
  const used = new Map<string, string>();
  cells.forEach((cell, at) => {
    const name = header[at] ?? `column ${at + 1}`;
    if (cell !== '') used.set(used.has(name) ? `${name} (${at + 1})` : name, cell);
  });
  return Object.fromEntries(used);
}

/** Decodes the stream in pieces of whole lines. UTF-16 is decoded in one piece at the end. */
async function* textsOf(stream: Readable, signal: AbortSignal | undefined): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let wide: boolean | null = null;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    rest = Buffer.concat([rest, chunk]);
    wide ??= rest.length < 2 ? null : rest.subarray(0, 4).includes(0) || (rest[0] ?? 0) >= 0xfe;
    // In UTF-16 a line feed byte can be half of a character. In other encodings it never is.
    const end = wide ? 0 : rest.lastIndexOf(10) + 1;
    if (end === 0 && rest.length < 8 * LONGEST_CELL) continue;
    yield decodeText(rest.subarray(0, end || rest.length));
    rest = Buffer.from(rest.subarray(end || rest.length));
  }
  if (rest.length > 0) yield decodeText(rest);
}

interface Parser {
  push(text: string): string[][];
  end(): string[][];
  damaged(): boolean;
}

/** RFC 4180 and common deviations: one of three separators, quotes inside a cell, `\r\n`, `\n` or `\r`. */
function createParser(): Parser {
  let separator: string | null = null;
  let cell = '';
  let row: string[] = [];
  let quoted = false;
  let afterQuote = false;
  let damaged = false;
  let began = false;

  const endCell = (): void => {
    if (row.length < MOST_CELLS) row.push(cell);
    cell = '';
    afterQuote = false;
  };
  const endRow = (rows: string[][]): void => {
    endCell();
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };

  const push = (input: string): string[][] => {
    const rows: string[][] = [];
    const text = began ? input : input.replace(/^\uFEFF/, '');
    began = true;
    separator ??= separatorIn(text);
    for (let at = 0; at < text.length; at++) {
      const char = text[at] as string;
      if (quoted) {
        const close = text.indexOf('"', at);
        const end = close < 0 ? text.length : close;
        cell += text.slice(at, end);
        at = end;
        if (close >= 0 && closes(text, close, separator)) [quoted, afterQuote] = [false, true];
        else if (close >= 0) cell += '"';
        else if (cell.length > LONGEST_CELL) {
          [quoted, damaged] = [false, true];
          endRow(rows);
        }
      } else if (char === '"' && (afterQuote || cell === '')) {
        if (afterQuote) cell += '"';
        [quoted, afterQuote] = [true, false];
      } else if (char === separator) endCell();
      else if (char === '\n' || char === '\r') endRow(rows);
      else {
        const end = plainEnd(text, at, separator);
        cell += text.slice(at, end);
        if (cell.length > LONGEST_CELL) [cell, damaged] = [cell.slice(0, LONGEST_CELL), true];
        at = end - 1;
      }
    }
    return rows;
  };
  return {
    push,
    end() {
      if (quoted) damaged = true;
      const rows: string[][] = [];
      if (cell !== '' || row.length > 0) endRow(rows);
      return rows;
    },
    damaged: () => damaged,
  };
}

/** Whether a quotation mark ends its cell, or is the first of two; a mark before other text is a part of the text. */
function closes(text: string, at: number, separator: string): boolean {
  const next = text[at + 1];
  return next === undefined || next === separator || next === '\n' || next === '\r' || next === '"';
}

/** The end of a run of plain characters. It takes at least one character, so that reading makes progress. */
function plainEnd(text: string, from: number, separator: string): number {
  let at = from + 1;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r' && text[at] !== '"') at++;
  return at;
}

/** The separator: the most frequent of the three in the first line. */
function separatorIn(text: string): string {
  const line = text.slice(0, 10_000).split(/[\r\n]/, 1)[0] ?? '';
  const count = (mark: string): number => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
