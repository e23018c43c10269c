/** Reads a file of words, JSON or CSV, from anybody: what is sound is taken, what is not becomes a problem. */
import type { z } from 'zod';
import type { KnownProblem } from '../../contract/problem-codes.ts';
import { WordsCollection, type WordsFile, WordsItem, WordsSearch, WordsTag } from '../../contract/words-file.ts';
import { LibraryError } from '../library.ts';
import type { RawWords, Report } from './raw-words.ts';
import { rowsFromCsv } from './words-csv.ts';

const VERSION = 1;
const MOST_PROBLEMS = 100;

/** @throws LibraryError when the text is no file of words at all, or of a later version. */
export function readWordsFile(name: string, text: string): { readonly file: WordsFile; readonly problems: readonly KnownProblem[] } {
  const problems: KnownProblem[] = [];
  const report: Report = (code, message, params) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ path: name, code, message, ...(params && { params }) });
    else if (problems.length === MOST_PROBLEMS)
      problems.push({ path: name, code: 'words-more', message: 'There are more problems like these.' });
  };
  const trimmed = text.replace(/^\uFEFF/, '').trimStart();
  const raw = /^[{[]/.test(trimmed) ? fromJson(name, trimmed) : rowsFromCsv(trimmed, report);
  if (!raw) throw notWords(name);
  const list = <S extends z.ZodObject>(what: Kind, schema: S, values: unknown): z.output<S>[] =>
    entriesOf(values).flatMap((value, at): z.output<S>[] => {
      const read = sound({ what, number: at + 1 }, schema, value, report);
      return read === null ? [] : [read];
    });
  const file = {
    tags: list('tag', WordsTag, raw.tags),
    collections: list('collection', WordsCollection, raw.collections),
    searches: list('search', WordsSearch, raw.searches),
    items: list('item', WordsItem, raw.items),
  };
  return { file, problems };
}

const KINDS = { tag: 'Tag', collection: 'Collection', search: 'Saved search', item: 'Item' } as const;
type Kind = keyof typeof KINDS;

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
  stack: null,
  rating: 0,
  favorite: false,
  note: '',
  color: null,
  query: null,
  sort: 'newest',
};

/** An entry with what is sound in it: a field, or an entry of a list, that cannot be understood is told and left out. */
function sound<S extends z.ZodObject>(
  entry: { readonly what: Kind; readonly number: number },
  schema: S,
  value: unknown,
  report: Report,
): z.output<S> | null {
  const called = `${KINDS[entry.what]} ${entry.number}`;
  if (typeof value !== 'object' || value === null) {
    report('words-malformed', `${called} is no entry and was passed over.`, entry);
    return null;
  }
  const fields = Object.entries(schema.shape).map(([field, type]) => {
    const given = Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : EMPTY[field];
    const read = (type as z.ZodType).safeParse(given);
    if (read.success) return [field, read.data];
    const left = Array.isArray(given) ? given.filter((one) => (type as z.ZodType).safeParse([one]).success) : null;
    const kept = left && (type as z.ZodType).safeParse(left.slice(0, 1_000));
    const why = read.error.issues[0]?.message ?? 'it could not be understood';
    report('words-malformed', `${called}, “${field}”: ${why.replace(/\.$/, '')}; it was left out.`, { ...entry, field });
    return [field, kept?.success ? kept.data : (type as z.ZodType).safeParse(EMPTY[field]).data];
  });
  const whole = schema.safeParse(Object.fromEntries(fields));
  return whole.success ? whole.data : null;
}
