/**
 * Frequent words: stores the words of each generation as numbers, so that the words of any result are counted quickly.
 */
import type { Database } from 'better-sqlite3';
import type { Bar } from '../../../contract/organising/insights.ts';
import { eachToken, LONGEST_WORD } from '../../../contract/searching/tokens.ts';
import { unpackIds } from '../../packed-ids.ts';
import { statement } from '../../query-language/statement.ts';
import type { Columns } from '../columns/columns.ts';
import { reachesBack } from '../columns/edited-columns.ts';
import { growArray } from '../columns/grow-array.ts';
import { eachJapaneseWord, hasKana } from './japanese-words.ts';
import { isStopWord, STOP_CHARACTERS } from './stop-words.ts';

/** The words of the library. Empty at first; call {@link learnWords} before use. */
export interface WordIndex {
  /** The revision that was read last; -1 before the first reading. */
  revision: number;
  /** The last rowid of the first reading; infinite when it is finished. */
  upTo: number;
  readonly words: string[];
  readonly numbers: Map<string, number>;
  /**
   * Numbers of words that a dictionary found. A search also finds them inside other words, so their counts come from a
   * search.
   */
  readonly looked: Set<number>;
  /** The word numbers of all rows, row by row; changed rows are appended. */
  all: Uint32Array;
  used: number;
  /** From a rowid to the start of its words in `all`; the first number there is their count. 0 for none. */
  starts: Uint32Array;
}

export const openWordIndex = (): WordIndex => ({
  revision: -1,
  upTo: -1,
  words: [],
  numbers: new Map(),
  looked: new Set(),
  all: new Uint32Array(1024),
  used: 1,
  starts: new Uint32Array(0),
});

/** Rows read between two checks of the time. */
const CHUNK = 250;

/**
 * Reads changed texts. The first reading covers the whole library and takes about 30 s per million items. It continues
 * from call to call, so that other questions to the same thread do not wait. Call inside a read transaction.
 * @param revision the current revision of the catalog
 * @param budgetMs the approximate time limit of a call
 * @returns the total number of rows to read; null when all are read
 */
export function learnWords(db: Database, index: WordIndex, revision: number, budgetMs: number): number | null {
  if (revision < index.revision || !reachesBack(db, index.revision)) Object.assign(index, openWordIndex());
  if (index.revision < 0) index.revision = revision;
  const end = performance.now() + budgetMs;
  while (index.upTo < Number.POSITIVE_INFINITY) {
    const rows = read(db, 'g.id > :after ORDER BY g.id LIMIT :limit', { after: index.upTo, limit: CHUNK });
    for (const [id, ...texts] of rows) keep(index, id, numbersOf(index, texts));
    index.upTo = rows.length < CHUNK ? Number.POSITIVE_INFINITY : (rows.at(-1) as Texts)[0];
    if (index.upTo < Number.POSITIVE_INFINITY && performance.now() > end)
      return statement(db, 'SELECT MAX(id) FROM generation').pluck().get() as number;
  }
  if (index.revision === revision) return null;
  const since = index.revision;
  const changed = { since, edited: JSON.stringify(notesChanged(db, since)) };
  for (const [id, ...texts] of read(
    db,
    'g.revision > :since OR g.id IN (SELECT value FROM json_each(:edited))',
    changed,
  ))
    keep(index, id, numbersOf(index, texts));
  index.revision = revision;
  return null;
}

/** A change of a note does not change the revision of its row. */
function notesChanged(db: Database, since: number): readonly number[] {
  const lists = statement(db, `SELECT ids FROM edited WHERE revision > :since AND what IN ('mark', 'member')`)
    .pluck()
    .all({ since }) as Buffer[];
  return lists.flatMap((ids) => unpackIds(ids));
}

function read(db: Database, which: string, bound: object): readonly Texts[] {
  const sql = `SELECT g.id, g.prompt, g.title, m.note FROM generation g LEFT JOIN mark m ON m.generation_id = g.id WHERE ${which}`;
  return statement(db, sql).raw().all(bound) as Texts[];
}

type Texts = readonly [id: number, prompt: string | null, title: string | null, note: string | null];

function keep(index: WordIndex, rowid: number, numbers: ReadonlySet<number>): void {
  index.starts = growArray(index.starts, rowid + 1);
  index.all = growArray(index.all, index.used + numbers.size + 1);
  index.starts[rowid] = index.used;
  index.all[index.used++] = numbers.size;
  for (const number of numbers) index.all[index.used++] = number;
}

function numbersOf({ words, numbers, looked }: WordIndex, texts: readonly (string | null)[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const text of texts) {
    if (text === null) continue;
    eachWord(text, (word, isLooked) => {
      const known = numbers.get(word) ?? words.push(word) - 1;
      numbers.set(word, known);
      found.add(known);
      if (isLooked) looked.add(known);
    });
  }
  return found;
}

/**
 * Calls `emit` for the words of a text as the text index finds them: words of letters, and pairs of Han characters; for
 * a Japanese text, words from a dictionary (`isLooked`). Other scripts without spaces are left out.
 */
function eachWord(text: string, emit: (word: string, isLooked: boolean) => void): void {
  if (ASCII.test(text)) {
    // Gives the same words as eachToken for ASCII, several times faster.
    for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? [])
      if (isWord(word)) emit(word.slice(0, LONGEST_WORD), false);
    return;
  }
  const isJapanese = hasKana(text);
  if (isJapanese) eachJapaneseWord(text, (word) => emit(word, true));
  let before = '';
  eachToken(text, (token, kind) => {
    const isHan = !isJapanese && kind === 'alone' && HAN.test(token) && !STOP_CHARACTERS.has(token);
    if (isHan && before !== '') emit(`${before}${token}`, false);
    before = isHan ? token : '';
    if (kind === 'word' && isWord(token)) emit(token, false);
  });
}

const isWord = (word: string): boolean => word.length > 2 && !isStopWord(word);

const ASCII = /^[\0-\x7f]*$/;
const HAN = /^\p{Script=Han}$/u;

/**
 * The most frequent words of some positions, each with a query that finds exactly the items with this word.
 * @param countOf returns the number of these positions that a query finds
 */
export function frequentWords(
  index: WordIndex,
  columns: Columns,
  found: Uint32Array,
  limit: number,
  countOf: (query: string) => number,
): Bar[] {
  const counts = new Uint32Array(index.words.length);
  const { all, starts } = index;
  for (let i = 0; i < found.length; i += 1) {
    const start = starts[columns.rowid[found[i] as number] as number] ?? 0;
    const end = start + (all[start] as number);
    for (let at = start + 1; at <= end; at += 1) counts[all[at] as number] = (counts[all[at] as number] as number) + 1;
  }
  const bars = topOf(counts, limit).map((word): Bar => {
    const value = index.words[word] as string;
    const query = `"${value}"`;
    return { value, count: index.looked.has(word) ? countOf(query) : (counts[word] as number), query };
  });
  return bars.toSorted((a, b) => b.count - a.count);
}

/** The indices of the highest counts above 1, the highest first. */
function topOf(counts: Uint32Array, limit: number): readonly number[] {
  const best: number[] = [];
  let least = 1;
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] as number;
    if (count <= least) continue;
    let place = best.length;
    while (place > 0 && (counts[best[place - 1] as number] as number) < count) place -= 1;
    best.splice(place, 0, at);
    if (best.length > limit) best.pop();
    if (best.length === limit) least = counts[best[limit - 1] as number] as number;
  }
  return best;
}
