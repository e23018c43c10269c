/** Prompts alike in words: candidates by their rarest words from the full-text index, then an exact weighing of what both hold. */
import type { Database } from 'better-sqlite3';
import { eachToken } from '../../contract/words.ts';
import { statement } from '../search/statement.ts';
import type { Alike } from './looks.ts';
import { isStopWord, STOP_CHARACTERS } from './stop-words.ts';
import { textsWith } from './vocabulary.ts';

/** How many rows are read from the index: a row costs about 0.5 µs, and the rarest words say the most. */
const MOST_POSTINGS = 15_000;
/** How many candidates are read and weighed. */
const MOST_WEIGHED = 200;
/** Below this share two prompts have a motif in common at best. */
const LEAST = 0.09;

/** How many of the library's texts hold a word, remembered from question to question. */
export type Rarity = Map<string, number>;

export interface Library {
  readonly db: Database;
  /** The full-text index's row numbers, ascending; see `Columns`. */
  readonly slots: Float64Array;
  readonly rarity: Rarity;
}

/** The generations whose prompts hold most of the same words, itself and the same prompts first. */
export function alikeInWords(library: Library, rowid: number, limit: number): readonly Alike[] {
  const { db } = library;
  const text = statement(db, 'SELECT IFNULL(prompt, title) FROM generation WHERE id = :rowid').pluck().get({ rowid }) as string | null;
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
  /** The tokens that the index knows. */
  readonly tokens: ReadonlySet<string>;
  /** Words, and two characters in a row of scripts that put no spaces between them. */
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
  // A single character is all there is of some prompts.
  return { tokens, features: features.size > 0 ? features : tokens };
}

/** What each feature of a text weighs: the rarer in the library, the more. */
function weigh(library: Library, { features }: Features): ReadonlyMap<string, number> {
  const { rarity, slots } = library;
  const total = slots.length;
  const weightOf = (token: string): number => Math.log((total + 1) / (frequency(library, token) + 0.5));
  const weight = (feature: string): number => {
    // Of two characters it is not known how often they meet: as often as chance has it, or a little more.
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

/** Up to here it is counted in how many texts a token stands; beyond it is judged by a sample. */
const MOST_COUNTED = 3_000;
/** The sample: so many stretches of so many slots, all over the library. Of a token in every twentieth text it is some 7 percent off. */
const STRETCHES = 8;
const STRETCH = 512;

/** In how many texts a token stands, about: reading the whole list of a frequent word takes as long as everything else. */
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

/** The slots that hold the most of the rare words, by how much that says. */
function candidates(library: Library, tokens: ReadonlySet<string>): readonly number[] {
  const rarest = Array.from(tokens, (token) => ({ token, times: frequency(library, token) })).sort((a, b) => a.times - b.times);
  const scores = new Map<number, number>();
  let read = 0;
  for (const { token, times } of rarest) {
    if (read > 0 && read + times > MOST_POSTINGS) break;
    read += times;
    const weight = 1 / Math.log(times + 2);
    const slots = statement(library.db, 'SELECT rowid FROM generation_text WHERE generation_text MATCH :match LIMIT :most').pluck();
    for (const slot of slots.all({ match: `"${token}"`, most: MOST_POSTINGS }) as number[])
      scores.set(slot, (scores.get(slot) ?? 0) + weight);
  }
  // Numbers alone are sorted: forty thousand pairs would take as long as everything else.
  const least = Float64Array.from(scores.values()).sort().at(-MOST_WEIGHED) ?? 0;
  const best: number[] = [];
  for (const [slot, score] of scores) if (score > least) best.push(slot);
  for (const [slot, score] of scores) if (score === least && best.length < MOST_WEIGHED) best.push(slot);
  return best;
}

/** Of all that two prompts hold, the share that both do, by weight. */
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
