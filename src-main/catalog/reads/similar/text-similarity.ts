/**
 * Finds prompts with similar words: the text index gives candidates by the rarest words, then the shared words are
 * weighed exactly.
 */
import type { Database } from 'better-sqlite3';
import { eachToken } from '../../../contract/searching/tokens.ts';
import { statement } from '../../query-language/statement.ts';
import { type BoundedMap, boundedMap } from '../columns/bounded-map.ts';
import { isStopWord, STOP_CHARACTERS } from '../insights/stop-words.ts';
import { textsWith } from '../search/vocabulary.ts';
import type { Alike } from './image-similarity-index.ts';

/** Rows read from the index, the rarest words first. A row costs about 0.5 µs. */
const MOST_POSTINGS = 15_000;
/** Candidates that are read and weighed. */
const MOST_WEIGHED = 200;
/** The smallest share of common words that counts as similar. Below it, two prompts share a motif at most. */
const LEAST = 0.09;

/** The number of texts that contain a word, cached between questions. */
export type Rarity = BoundedMap<string, number>;

/** The largest number of words in that cache. */
const MOST_WORDS = 50_000;

export const noRarity = (): Rarity => boundedMap(MOST_WORDS);

export interface Library {
  readonly db: Database;
  /** The row numbers of the text index, ascending; see `Columns`. */
  readonly slots: Float64Array;
  readonly rarity: Rarity;
}

/** The generations whose prompts share the most words; the generation itself and equal prompts come first. */
export function similarTexts(library: Library, rowid: number, limit: number): readonly Alike[] {
  const { db } = library;
  const text = statement(db, 'SELECT IFNULL(prompt, title) FROM generation WHERE id = :rowid').pluck().get({ rowid }) as
    | string
    | null;
  const own = featuresOf(text ?? '');
  if (own.features.size === 0) return [];
  const weights = weigh(library, own);
  const alike = weighed(db, candidates(library, own.tokens), weights);
  return alike
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => Number(b.rowid === rowid) - Number(a.rowid === rowid) || b.score - a.score || b.rowid - a.rowid)
    .slice(0, limit);
}

interface Features {
  /** The tokens of the text index. */
  readonly tokens: ReadonlySet<string>;
  /** Words; in scripts without spaces, pairs of neighbouring characters. */
  readonly features: ReadonlySet<string>;
}

function featuresOf(text: string): Features {
  const tokens = new Set<string>();
  const features = new Set<string>();
  let before = '';
  eachToken(text, (token, kind) => {
    if (kind === 'alone' && !STOP_CHARACTERS.has(token)) {
      tokens.add(token);
      if (before !== '') features.add(before + token);
      before = token;
      return;
    }
    before = '';
    if (kind !== 'word' || token.length < 2 || isStopWord(token)) return;
    tokens.add(token);
    features.add(token);
  });
  // Some prompts consist of a single character.
  return { tokens, features: features.size > 0 ? features : tokens };
}

/** The weight of each feature of a text: a rare feature weighs more. */
function weigh(library: Library, { features }: Features): ReadonlyMap<string, number> {
  const { rarity, slots } = library;
  const total = slots.length;
  const weightOf = (token: string): number => Math.log((total + 1) / (frequency(library, token) + 0.5));
  const weight = (feature: string): number => {
    // The index does not count pairs of characters. The estimate is a little above chance.
    const characters = [...feature];
    const isPair = characters.length === 2 && !rarity.has(feature) && characters.every((one) => rarity.has(one));
    return Math.max(
      0.1,
      isPair
        ? Math.min(Math.log(total + 1), 0.7 * (weightOf(characters[0] as string) + weightOf(characters[1] as string)))
        : weightOf(feature),
    );
  };
  return new Map(Array.from(features, (feature) => [feature, weight(feature)]));
}

/** Up to this number the texts with a token are counted; beyond it they are estimated from a sample. */
const MOST_COUNTED = 3_000;
/**
 * The sample: ranges of slots, spread over the library. For a token in one of twenty texts the error is about 7
 * percent.
 */
const STRETCHES = 8;
const STRETCH = 512;

/**
 * The approximate number of texts with a token. Reading the whole list of a frequent word would double the time of a
 * question.
 */
function frequency({ db, slots, rarity }: Library, token: string): number {
  const known = rarity.get(token);
  if (known !== undefined) return known;
  const counted = textsWith(db, token, MOST_COUNTED);
  const found = counted < MOST_COUNTED ? counted : Math.max(counted, sampled(db, slots, token));
  rarity.set(token, found);
  return found;
}

function sampled(db: Database, slots: Float64Array, token: string): number {
  const sql = 'SELECT COUNT(*) FROM generation_text WHERE generation_text MATCH :match AND rowid BETWEEN :from AND :to';
  const inStretch = statement(db, sql).pluck();
  let [read, held] = [0, 0];
  for (let i = 0; i < STRETCHES; i += 1) {
    const first = Math.floor((i * slots.length) / STRETCHES);
    const last = Math.min(slots.length - 1, first + STRETCH - 1);
    read += last - first + 1;
    const bounds = { from: BigInt(slots[first] as number), to: BigInt(slots[last] as number) };
    held += inStretch.get({ match: `"${token}"`, ...bounds }) as number;
  }
  return Math.round((held / read) * slots.length);
}

/** The slots that contain the rare words with the highest total weight. */
function candidates(library: Library, tokens: ReadonlySet<string>): readonly number[] {
  const rarest = Array.from(tokens, (token) => ({ token, times: frequency(library, token) })).sort(
    (a, b) => a.times - b.times,
  );
  const scores = new Map<number, number>();
  let read = 0;
  for (const { token, times } of rarest) {
    if (read > 0 && read + times > MOST_POSTINGS) break;
    read += times;
    const weight = 1 / Math.log(times + 2);
    const slots = statement(
      library.db,
      'SELECT rowid FROM generation_text WHERE generation_text MATCH :match LIMIT :most',
    ).pluck();
    for (const slot of slots.all({ match: `"${token}"`, most: MOST_POSTINGS }) as number[])
      scores.set(slot, (scores.get(slot) ?? 0) + weight);
  }
  // Only the numbers are sorted. Sorting forty thousand pairs would double the time of a question.
  const least = Float64Array.from(scores.values()).sort().at(-MOST_WEIGHED) ?? 0;
  const best: number[] = [];
  for (const [slot, score] of scores) if (score > least) best.push(slot);
  for (const [slot, score] of scores) if (score === least && best.length < MOST_WEIGHED) best.push(slot);
  return best;
}

/** The weight of the features that two prompts share, divided by the weight of all their features. */
function weighed(db: Database, slots: readonly number[], weights: ReadonlyMap<string, number>): Alike[] {
  const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const mean = whole / weights.size;
  const sql = `SELECT id, IFNULL(prompt, title) FROM generation WHERE present = 1 AND slot IN (SELECT value FROM json_each(:slots))`;
  const rows = statement(db, sql)
    .raw()
    .all({ slots: JSON.stringify(slots) }) as (readonly [number, string | null])[];
  return rows.map(([rowid, text]) => {
    const { features } = featuresOf(text ?? '');
    let [shared, others] = [0, 0];
    for (const feature of features) {
      const weight = weights.get(feature);
      if (weight === undefined) others += 1;
      else shared += weight;
    }
    return { rowid, score: shared / (whole + others * mean) };
  });
}
