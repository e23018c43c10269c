/** The words of the text index, with the number of items that contain each. */
import type { Database } from 'better-sqlite3';
import { JOINED } from '../../../contract/searching/joined-words.ts';
import { editDistance } from '../../query-language/nearest.ts';
import { statement } from '../../query-language/statement.ts';

export interface KnownWord {
  readonly term: string;
  readonly doc: number;
}

/** The number of words with the same beginning that are read. */
const WORDS_READ = 400;

/** Words that begin with `beginning` and are longer, the most frequent first. */
export function wordsFrom(db: Database, beginning: string, limit: number): readonly KnownWord[] {
  const sql = `SELECT term, doc FROM (SELECT term, doc FROM temp.generation_word WHERE term >= :word AND term < :end LIMIT ${WORDS_READ})
    WHERE term <> :word AND term NOT LIKE '%${JOINED}' ORDER BY doc DESC LIMIT :limit`;
  return vocabulary(db, sql).all({ word: beginning, end: `${beginning}\u{10ffff}`, limit }) as KnownWord[];
}

const MOST = 6;
/** The texts of a possible correction are counted up to this number; a larger number would not change the order. */
const MOST_COUNTED = 5_000;

/**
 * Words that differ from `word` by at most two edits (one edit for a short word): the nearest first, then the most
 * frequent. Without the word itself; none for words of one or two letters. All words at one edit are found. Words at
 * two edits are found among the words with the same beginning, as far as the time allows.
 * @param patienceMs the time limit of that search
 */
export function wordsNear(db: Database, word: string, patienceMs: number): readonly string[] {
  const letters = [...word];
  if (!/^[\p{L}\p{M}\p{N}]+$/u.test(word) || letters.length < 3 || letters.length > 40) return [];
  const limit = letters.length <= 4 ? 2 : 3;
  const near = new Map<string, { readonly distance: number; readonly doc: number }>();
  for (const term of oneEditFrom(letters)) {
    const doc = term === word ? 0 : textsWith(db, term, MOST_COUNTED);
    if (doc > 0) near.set(term, { distance: 1, doc });
  }
  // Most typing errors keep the first letters. Words that begin with the second letter cover a lost or swapped first
  // letter.
  const beginnings = limit < 3 ? [] : [letters.slice(0, 2).join(''), letters[0] as string, letters[1] as string];
  const range = vocabulary(db, 'SELECT term, doc FROM temp.generation_word WHERE term >= :beginning AND term < :end');
  const deadline = performance.now() + patienceMs;
  for (const beginning of new Set(beginnings)) {
    if (performance.now() > deadline) break;
    for (const { term, doc } of range.iterate({ beginning, end: `${beginning}\u{10ffff}` }) as Iterable<KnownWord>) {
      const distance =
        term === word || near.has(term) || term.endsWith(JOINED) ? limit : editDistance(word, term, limit);
      if (distance < limit) near.set(term, { distance, doc });
      if (performance.now() > deadline) break;
    }
  }
  const ranked = [...near].sort(([, a], [, b]) => a.distance - b.distance || b.doc - a.doc);
  return ranked.slice(0, MOST).map(([term]) => term);
}

/**
 * All texts at one edit: a letter added, removed or replaced, or two neighbours swapped. Each lookup in the index takes
 * about 20 µs.
 */
function oneEditFrom(letters: readonly string[]): ReadonlySet<string> {
  const alphabet = new Set([...'abcdefghijklmnopqrstuvwxyz', ...letters]);
  const edited = new Set<string>();
  const put = (from: number, to: number, instead: string): void => {
    edited.add([...letters.slice(0, from), instead, ...letters.slice(to)].join(''));
  };
  for (let at = 0; at <= letters.length; at += 1) {
    for (const letter of alphabet) {
      put(at, at, letter);
      if (at < letters.length) put(at, at + 1, letter);
    }
    if (at < letters.length) put(at, at + 1, '');
    if (at + 1 < letters.length) put(at, at + 2, `${letters[at + 1]}${letters[at]}`);
  }
  return edited;
}

/**
 * The number of texts with a word, counted up to `most`: reading the whole list of a frequent word takes milliseconds.
 */
export function textsWith(db: Database, word: string, most: number): number {
  const sql = 'SELECT COUNT(*) FROM (SELECT 1 FROM generation_text WHERE generation_text MATCH :match LIMIT :most)';
  return statement(db, sql)
    .pluck()
    .get({ match: `"${word}"`, most }) as number;
}

/**
 * The words that begin with `beginning`; null when there are more than `most`. Each word is one lookup in the index,
 * about 0.1 ms for any number of texts.
 */
export function wordsBeginning(db: Database, beginning: string, most: number): readonly string[] | null {
  statement(
    db,
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.generation_token USING fts5vocab (main, generation_text, 'instance')`,
  ).run();
  const next = statement(
    db,
    'SELECT term FROM temp.generation_token WHERE term >= :from AND term < :end LIMIT 1',
  ).pluck();
  const end = `${beginning}\u{10ffff}`;
  const words: string[] = [];
  for (let from = beginning; ; ) {
    const word = next.get({ from, end }) as string | undefined;
    if (word === undefined) return words;
    if (words.push(word) > most) return null;
    // No word contains this character, so no word sorts between the two.
    from = `${word}\u0001`;
  }
}

function vocabulary(db: Database, sql: string): ReturnType<typeof statement> {
  statement(
    db,
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.generation_word USING fts5vocab (main, generation_text, 'row')`,
  ).run();
  return statement(db, sql);
}
