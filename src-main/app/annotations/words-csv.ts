/**
 * Words as a table (RFC 4180, UTF-8): a row for every item, tag, collection and saved search, told apart by the first
 * column.
 */
import type { WordsFile, WordsItem } from '../../contract/organising/annotations-file.ts';
import { rowsIn } from '../../formats/text/csv.ts';
import { csvLine, csvText } from '../files/csv-cell.ts';
import type { RawWords, Report } from './raw-words.ts';

const COLUMNS = [
  'row',
  'name',
  'ids',
  'sha256',
  'tags',
  'rating',
  'favorite',
  'note',
  'collections',
  'color',
  'aliases',
  'query',
  'sort',
  'stack',
] as const;
type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;

/** With the mark by which spreadsheets know UTF-8. */
export const CSV_HEADER = `\uFEFF${COLUMNS.join(',')}\r\n`;

/** A table's rows for what is arranged. */
export function listsAsCsv({ tags, collections, searches }: Omit<WordsFile, 'items'>): string {
  return [
    ...tags.map(({ name, color, aliases }) => line({ row: 'tag', name, color: color ?? '', aliases: lines(aliases) })),
    ...collections.map(({ name, query }) =>
      line(query === null ? { row: 'collection', name } : { row: 'smart collection', name, query }),
    ),
    ...searches.map(({ name, q, sort }) => line({ row: 'search', name, query: q, sort })),
  ].join('');
}

/**
 * One item's row; lists stand one below the other in their cell, places in collections as “12 name”, a stack by its
 * cover and its other members.
 */
export function itemAsCsv({ ids, sha256, tags, rating, favorite, note, collections, stack }: WordsItem): string {
  return line({
    row: 'item',
    name: ids[0] ?? '',
    ids: lines(ids),
    sha256: lines(sha256),
    tags: lines(tags),
    rating: rating === 0 ? '' : String(rating),
    favorite: favorite ? 'yes' : '',
    note,
    collections: lines(collections.map(({ name, position }) => `${position} ${name}`)),
    stack: stack ? lines([stack.cover, ...stack.members.filter((id) => id !== stack.cover)]) : '',
  });
}

const lines = (values: readonly string[]): string => values.join('\n');

const line = (cells: Cells): string => csvLine(COLUMNS.map((name) => cells[name] ?? ''));

/** The entries of a table, as JSON would have them; null when it is no table of words. */
export function rowsFromCsv(text: string, report: Report): RawWords | null {
  const { rows, damaged } = rowsIn(text);
  const [header, ...body] = rows;
  const names = (header ?? []).map((name) => name.trim().toLowerCase());
  if (!names.includes('row') || !names.includes('ids')) return null;
  if (damaged)
    report('csv-malformed', 'A quotation mark in this table is never closed; the rows after it may be wrong.');
  const all = body.map(
    (cells) => Object.fromEntries(names.map((name, at) => [name, csvText(cells[at] ?? '')])) as Cells,
  );
  const of = (...kinds: readonly string[]): Cells[] =>
    all.filter(({ row = '' }) => kinds.includes(row.trim().toLowerCase()));
  return {
    tags: of('tag').map(({ name, color, aliases }) => ({ name, color: color || null, aliases: listIn(aliases) })),
    collections: of('collection', 'smart collection').map(({ row, name, query }) => ({
      name,
      query: row === 'collection' ? null : query,
    })),
    searches: of('search').map(({ name, query, sort }) => ({ name, q: query, sort: sort || 'newest' })),
    items: of('item').map(item),
  };
}

function item({ ids, sha256, tags, rating = '', favorite = '', note = '', collections, stack }: Cells): unknown {
  const stacked = listIn(stack);
  return {
    ids: listIn(ids),
    sha256: listIn(sha256),
    tags: listIn(tags),
    rating: rating.trim() === '' ? 0 : Number(rating),
    favorite: /^(yes|true|1)$/i.test(favorite.trim()),
    note,
    collections: listIn(collections).map((place, at) => {
      const [, position, name] = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?) (.+)$/s.exec(place) ?? [];
      return { name: name ?? place, position: position === undefined ? at : Number(position) };
    }),
    stack: stacked.length === 0 ? null : { cover: stacked[0], members: stacked },
  };
}

const listIn = (text = ''): string[] => text.split(/\r?\n/).filter((part) => part.trim() !== '');
