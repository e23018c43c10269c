/** Frequent words: which words each generation's texts hold, kept as numbers, so that any result's most used ones are counted at once. */
import type { Database } from 'better-sqlite3';
import type { Bar } from '../../contract/insights.ts';
import { eachToken, LONGEST_WORD } from '../../contract/words.ts';
import { unpackIds } from '../packed-ids.ts';
import { statement } from '../search/statement.ts';
import type { Columns } from './columns.ts';
import { reachesBack } from './edited.ts';
import { eachJapaneseWord, hasKana } from './japanese-words.ts';
import { withRoom } from './room.ts';
import { isStopWord, STOP_CHARACTERS } from './stop-words.ts';

/** The words of the library. Begins empty; {@link learnWords} before use. */
export interface WordIndex {
  /** The catalog's revision it speaks of, -1 before anything was read. */
  revision: number;
  /** How far the first reading has come; infinite when it is over. */
  upTo: number;
  readonly words: string[];
  readonly numbers: Map<string, number>;
  /** The numbers of words that a dictionary found: a search finds them amid other words as well, so they are counted anew. */
  readonly looked: Set<number>;
  /** The numbers of all rows' words, one row after the other; what was written anew stands at the end. */
  all: Uint32Array;
  used: number;
  /** Where a rowid's words begin in `all`, each word once; how many there are stands first. 0: none. */
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

/** Rows read between two looks at the clock. */
const CHUNK = 250;

/**
 * Reads the texts that changed since. The first time that is the whole library, some 30 s a million: it goes on from call to
 * call, so that nobody who asks the same thread waits. Call inside a read transaction.
 * @param revision the catalog's, now
 * @param budgetMs how long a call may take, about
 * @returns how many rows there are to read altogether, null when all were read
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
  for (const [id, ...texts] of read(db, 'g.revision > :since OR g.id IN (SELECT value FROM json_each(:edited))', changed))
    keep(index, id, numbersOf(index, texts));
  index.revision = revision;
  return null;
}

/** Notes change without their row's own revision. */
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
  index.starts = withRoom(index.starts, rowid + 1);
  index.all = withRoom(index.all, index.used + numbers.size + 1);
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
 * The words of a text as the full-text index finds them: words of letters, and two Han characters in a row; of a Japanese text what a
 * dictionary says (`isLooked`). The other scripts without spaces are left out.
 */
export function eachWord(text: string, emit: (word: string, isLooked: boolean) => void): void {
  if (ASCII.test(text)) {
    // As eachToken would have it, several times as fast.
    for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) if (isWord(word)) emit(word.slice(0, LONGEST_WORD), false);
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
 * The most used words of some positions, each with the query that finds exactly the items that hold it.
 * @param countOf how many of these positions a query finds
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

/** The indices of the largest counts above 1, the largest first. */
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
