/** Exports without media: the selected items as one JSON document or as a CSV table. */
import { join } from 'node:path';
import type { ExportRow } from '../../../catalog/reads/items/export-rows.ts';
import type { Generation } from '../../../contract/items/generation.ts';
import { csvCell } from '../../files/csv-cell.ts';
import { LibraryError } from '../../library/library-error.ts';
import { Exists } from '../copy-file.ts';
import { type Exporting, type ExportOutcome, stretches } from '../exporting.ts';
import { itemOf } from '../item.ts';
import { openTextFile, type TextFile } from '../text-file.ts';

/** `generations.json`: tags, collections and saved searches of the library, and every selected item with all fields. */
export async function exportJson(exporting: Exporting): Promise<ExportOutcome> {
  const { tags, collections, searches } = await exporting.reads.organised();
  const head = {
    afterimage: 'generations',
    version: 1,
    exportedAt: new Date().toISOString(),
    query: exporting.query.trim(),
    tags: tags.map(({ name, color, aliases }) => ({ name, color, aliases })),
    collections: collections.map(({ name, query }) => ({ name, query })),
    searches,
  };
  return write(exporting, 'generations.json', async (file) => {
    await file.write(`${JSON.stringify(head).slice(0, -1)},"items":[`);
    let isFirst = true;
    const count = await each(exporting, async (row) => {
      await file.write(`${isFirst ? '' : ','}\n${JSON.stringify(itemOf(row, null))}`);
      isFirst = false;
    });
    await file.write('\n]}\n');
    return count;
  });
}

/** `generations.csv`: one row for each item (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need). */
export async function exportCsv(exporting: Exporting): Promise<ExportOutcome> {
  return write(exporting, 'generations.csv', async (file) => {
    await file.write(CSV_HEADER);
    return each(exporting, (row) => file.write(csvRow(row)));
  });
}

async function write(
  exporting: Exporting,
  name: string,
  fill: (file: TextFile) => Promise<number>,
): Promise<ExportOutcome> {
  const path = join(exporting.target.directory, name);
  const file = await openTextFile(path);
  try {
    const generations = await fill(file);
    const { size } = await file.finish();
    return { generations, files: 0, bytes: size };
  } catch (cause) {
    if (!(cause instanceof Exists)) throw cause;
    throw new LibraryError('export-exists', 'There is a file of this name already. Choose another folder.', path);
  } finally {
    await file.abandon();
  }
}

async function each(exporting: Exporting, take: (row: ExportRow) => Promise<void>): Promise<number> {
  let count = 0;
  for await (const rows of stretches(exporting)) {
    for (const row of rows) await take(row);
    count += rows.length;
    exporting.progress(count);
  }
  return count;
}

type Cell = (row: ExportRow) => string | number | boolean | null;
const field =
  (name: keyof Generation): Cell =>
  ({ generation }) =>
    generation[name] as ReturnType<Cell>;
const lines =
  (of: (row: ExportRow) => readonly (string | null)[]): Cell =>
  (row) =>
    of(row)
      .map((one) => one ?? '')
      .join('\n');

const FIELDS = [
  'id',
  'kind',
  'state',
  'prompt',
  'title',
  'createdAt',
  'dateSource',
  'taskId',
  'postId',
  'apiId',
  'account',
  'width',
  'height',
  'durationSeconds',
  'fps',
  'codec',
  'hasAudio',
  'model',
  'operation',
  'seed',
  'preset',
  'author',
  'liked',
  'draft',
  'rating',
  'favorite',
  'note',
  'parentPostId',
  'rootPostId',
] as const satisfies readonly (keyof Generation)[];

/** The columns in their order. New columns are added at the end only. */
const COLUMNS: readonly (readonly [name: string, value: Cell])[] = [
  ...FIELDS.map((name) => [name, field(name)] as const),
  ['identifiers', lines(({ identifiers }) => identifiers)],
  ['mentions', lines(({ generation }) => generation.mentions)],
  ['shots', lines(({ generation }) => generation.shots.map(({ seconds, text }) => `${seconds ?? ''}\t${text}`))],
  ['tags', lines(({ generation }) => generation.tags)],
  ['collections', lines(({ generation }) => generation.collections)],
  ['formats', lines(({ generation }) => generation.formats)],
  [
    'files',
    lines(({ generation }) => generation.files.map(({ path, entry }) => (entry === null ? path : `${path}/${entry}`))),
  ],
  ['fileRoles', lines(({ generation }) => generation.files.map(({ role }) => role))],
  ['fileSizes', lines(({ generation }) => generation.files.map(({ size }) => String(size)))],
  ['sha256', lines(({ generation }) => generation.files.map(({ sha256 }) => sha256))],
  ['provenance', ({ provenance }) => JSON.stringify(provenance)],
];

const CSV_HEADER = `\uFEFF${COLUMNS.map(([name]) => name).join(',')}\r\n`;

const csvRow = (row: ExportRow): string => `${COLUMNS.map(([, of]) => csvCell(asText(of(row)))).join(',')}\r\n`;

/** The text of a cell. An unknown value is an empty cell; a flag is "yes" or "no". */
function asText(value: ReturnType<Cell>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null || value === undefined ? '' : String(value);
}
