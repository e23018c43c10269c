/** Reads a file of words, JSON or CSV, from anybody: what is sound is taken, what is not becomes a problem. */
import type { z } from 'zod';
import type { Problem } from '../../contract/report.ts';
import { WordsCollection, type WordsFile, WordsItem, WordsSearch, WordsTag } from '../../contract/words-file.ts';
import { LibraryError } from '../library.ts';
import { rowsFromCsv } from './words-csv.ts';

const VERSION = 1;
const MOST_PROBLEMS = 100;

/** @throws LibraryError when the text is no file of words at all, or of a later version. */
export function readWordsFile(name: string, text: string): { readonly file: WordsFile; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report = (code: string, message: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push({ path: name, code, message });
    else if (problems.length === MOST_PROBLEMS)
      problems.push({ path: name, code: 'words-more', message: 'There are more problems like these.' });
  };
  const trimmed = text.replace(/^\uFEFF/, '').trimStart();
  const raw = /^[{[]/.test(trimmed) ? fromJson(name, trimmed) : rowsFromCsv(trimmed, report);
  if (!raw) throw notWords(name);
  const list = <S extends z.ZodObject>(what: string, schema: S, values: unknown): z.output<S>[] =>
    entriesOf(values).flatMap((value, at): z.output<S>[] => {
      const read = sound(`${what} ${at + 1}`, schema, value, report);
      return read === null ? [] : [read];
    });
  const file = {
    tags: list('Tag', WordsTag, raw.tags),
    collections: list('Collection', WordsCollection, raw.collections),
    searches: list('Saved search', WordsSearch, raw.searches),
    items: list('Item', WordsItem, raw.items),
  };
  return { file, problems };
}

export interface RawWords {
  readonly tags?: unknown;
  readonly collections?: unknown;
  readonly searches?: unknown;
  readonly items?: unknown;
}

function fromJson(name: string, text: string): RawWords | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LibraryError('words-unreadable', 'This file is damaged: its JSON ends too early or is malformed. Nothing was changed.', name);
  }
  if (typeof value !== 'object' || value === null || (value as { afterimage?: unknown }).afterimage !== 'words') return null;
  const { version } = value as { version?: unknown };
  if (typeof version === 'number' && version > VERSION)
    throw new LibraryError('words-newer', 'This file was written by a newer Afterimage. Please use the newer program.', name);
  return value;
}

const notWords = (name: string): LibraryError =>
  new LibraryError('not-words', 'This is no file of words: it takes the JSON or CSV that “export words” writes.', name);

const entriesOf = (values: unknown): readonly unknown[] => (Array.isArray(values) ? values : []);

/** What is left out counts as nothing entered. */
const EMPTY: Readonly<Record<string, unknown>> = {
  ids: [],
  sha256: [],
  tags: [],
  aliases: [],
  collections: [],
  rating: 0,
  favorite: false,
  note: '',
  color: null,
  query: null,
  sort: 'newest',
};

/** An entry with what is sound in it: a field, or an entry of a list, that cannot be understood is told and left out. */
function sound<S extends z.ZodObject>(
  what: string,
  schema: S,
  value: unknown,
  report: (code: string, message: string) => void,
): z.output<S> | null {
  if (typeof value !== 'object' || value === null) {
    report('words-malformed', `${what} is no entry and was passed over.`);
    return null;
  }
  const fields = Object.entries(schema.shape).map(([field, type]) => {
    const given = Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : EMPTY[field];
    const read = (type as z.ZodType).safeParse(given);
    if (read.success) return [field, read.data];
    const left = Array.isArray(given) ? given.filter((one) => (type as z.ZodType).safeParse([one]).success) : null;
    const kept = left && (type as z.ZodType).safeParse(left.slice(0, 1_000));
    const why = read.error.issues[0]?.message ?? 'it could not be understood';
    report('words-malformed', `${what}, “${field}”: ${why.replace(/\.$/, '')}; it was left out.`);
    return [field, kept?.success ? kept.data : (type as z.ZodType).safeParse(EMPTY[field]).data];
  });
  const whole = schema.safeParse(Object.fromEntries(fields));
  return whole.success ? whole.data : null;
}
