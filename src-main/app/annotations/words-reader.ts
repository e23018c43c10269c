/** Reads the entries of a words file one by one. A field that is not valid is reported and left out. */
import type { z } from 'zod';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import {
  WordsCollection,
  type WordsFile,
  WordsItem,
  WordsSearch,
  WordsTag,
} from '../../contract/organising/annotations-file.ts';
import type { Report } from './raw-words.ts';

const MOST_PROBLEMS = 100;

export interface WordsRead {
  readonly file: WordsFile;
  readonly problems: readonly KnownProblem[];
}

export type Kind = keyof typeof SCHEMAS;

export interface WordsReader {
  /** @param number of the entry among those of its kind, from 1 */
  take(what: Kind, number: number, value: unknown): void;
  readonly report: Report;
  finish(): WordsRead;
}

const SCHEMAS = { tag: WordsTag, collection: WordsCollection, search: WordsSearch, item: WordsItem } as const;
const KINDS = { tag: 'Tag', collection: 'Collection', search: 'Saved search', item: 'Item' } as const;

/** @param name the file's, for its problems */
export function openWordsReader(name: string): WordsReader {
  const problems: KnownProblem[] = [];
  const found = {
    tag: [] as WordsTag[],
    collection: [] as WordsCollection[],
    search: [] as WordsSearch[],
    item: [] as WordsItem[],
  };
  const report: Report = (code, message, params) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ path: name, code, message, ...(params && { params }) });
    else if (problems.length === MOST_PROBLEMS)
      problems.push({ path: name, code: 'words-more', message: 'There are more problems like these.' });
  };
  return {
    take(what, number, value) {
      const read = sound({ what, number }, SCHEMAS[what] as z.ZodObject, value, report);
      if (read !== null) (found[what] as unknown[]).push(read);
    },
    report,
    finish: () => ({
      file: { tags: found.tag, collections: found.collection, searches: found.search, items: found.item },
      problems,
    }),
  };
}

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

/** The valid parts of an entry. A field, or an element of a list, that is not valid is reported and left out. */
function sound<S extends z.ZodObject>(
  entry: { readonly what: Kind; readonly number: number },
  schema: S,
  value: unknown,
  report: Report,
): z.output<S> | null {
  const called = `${KINDS[entry.what]} ${entry.number}`;
  if (typeof value !== 'object' || value === null) {
    report('words-malformed', `${called} is not an entry and was left out.`, entry);
    return null;
  }
  const fields = Object.entries(schema.shape).map(([field, type]) => {
    const given = Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : EMPTY[field];
    const read = (type as z.ZodType).safeParse(given);
    if (read.success) return [field, read.data];
    const left = Array.isArray(given) ? given.filter((one) => (type as z.ZodType).safeParse([one]).success) : null;
    const kept = left && (type as z.ZodType).safeParse(left.slice(0, 1_000));
    const why = read.error.issues[0]?.message ?? 'it could not be understood';
    report('words-malformed', `${called}, “${field}”: ${why.replace(/\.$/, '')}; it was left out.`, {
      ...entry,
      field,
    });
    return [field, kept?.success ? kept.data : (type as z.ZodType).safeParse(EMPTY[field]).data];
  });
  const whole = schema.safeParse(Object.fromEntries(fields));
  return whole.success ? whole.data : null;
}
