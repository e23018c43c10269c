/** The words of the library, with how many items have each, as the full-text index knows them. */
import type { Database } from 'better-sqlite3';
import { editDistance } from '../search/nearest.ts';
import { statement } from '../search/statement.ts';

export interface KnownWord {
  readonly term: string;
  readonly doc: number;
}

/** How many different words with the same beginning are looked at. */
const WORDS_READ = 400;

/** Words that begin with `beginning`, and are longer, the frequent first. */
export function wordsFrom(db: Database, beginning: string, limit: number): readonly KnownWord[] {
  const sql = `SELECT term, doc FROM (SELECT term, doc FROM temp.generation_word WHERE term >= :word AND term < :end LIMIT ${WORDS_READ})
    WHERE term <> :word ORDER BY doc DESC LIMIT :limit`;
  return vocabulary(db, sql).all({ word: beginning, end: `${beginning}\u{10ffff}`, limit }) as KnownWord[];
}

/** Looking through a large vocabulary ends here, in ms. */
const PATIENCE_MS = 150;
const MOST = 6;

/**
 * Words that differ from `word` by two edits at most, by one when it is short: the nearest first, then the frequent. The word itself
 * is left out; words of one or two letters have no neighbours worth telling.
 */
export function wordsNear(db: Database, word: string): readonly string[] {
  const letters = [...word];
  if (!/^[\p{L}\p{M}\p{N}]+$/u.test(word) || letters.length < 3 || letters.length > 40) return [];
  const limit = letters.length <= 4 ? 2 : 3;
  const near = new Map<string, { readonly distance: number; readonly doc: number }>();
  const consider = ({ term, doc }: KnownWord): void => {
    const distance = term === word ? limit : editDistance(word, term, limit);
    if (distance < limit) near.set(term, { distance, doc });
  };
  const deadline = performance.now() + PATIENCE_MS;
  for (const { term, doc } of otherBeginnings(db, letters)) consider({ term, doc });
  // Most slips leave the first letters as they are; what begins with the second one lost or swapped the first.
  for (const beginning of new Set([letters.slice(0, 2).join(''), letters[0] as string, letters[1] as string])) {
    const range = vocabulary(db, 'SELECT term, doc FROM temp.generation_word WHERE term >= :beginning AND term < :end');
    for (const known of range.iterate({ beginning, end: `${beginning}\u{10ffff}` })) {
      consider(known as KnownWord);
      if (performance.now() > deadline) break;
    }
  }
  const ranked = [...near].sort(([, a], [, b]) => a.distance - b.distance || b.doc - a.doc);
  return ranked.slice(0, MOST).map(([term]) => term);
}

/** Words that differ in their first letter alone, or lack it. */
function otherBeginnings(db: Database, letters: readonly string[]): readonly KnownWord[] {
  const rest = letters.slice(1).join('');
  const whole = letters.join('');
  const words = Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => [letter + rest, letter + whole]).flat();
  const find = vocabulary(db, 'SELECT term, doc FROM temp.generation_word WHERE term = :term');
  return words.map((term) => find.get({ term }) as KnownWord | undefined).filter((known) => known !== undefined);
}

/**
 * The words that begin with `beginning`, when they are few; null when there are more than `most`. Each is one look into the
 * index, some 0.1 ms, however many texts hold it.
 */
export function wordsBeginning(db: Database, beginning: string, most: number): readonly string[] | null {
  statement(db, `CREATE VIRTUAL TABLE IF NOT EXISTS temp.generation_token USING fts5vocab (main, generation_text, 'instance')`).run();
  const next = statement(db, 'SELECT term FROM temp.generation_token WHERE term >= :from AND term < :end LIMIT 1').pluck();
  const end = `${beginning}\u{10ffff}`;
  const words: string[] = [];
  for (let from = beginning; ; ) {
    const word = next.get({ from, end }) as string | undefined;
    if (word === undefined) return words;
    if (words.push(word) > most) return null;
    // No word holds this sign, so nothing lies between the two.
    from = `${word}\u0001`;
  }
}

function vocabulary(db: Database, sql: string): ReturnType<typeof statement> {
  statement(db, `CREATE VIRTUAL TABLE IF NOT EXISTS temp.generation_word USING fts5vocab (main, generation_text, 'row')`).run();
  return statement(db, sql);
}
