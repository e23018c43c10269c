/** Answers about whole results: prompts, people, statistics, frequent words, families, and possible duplicates. */
import type { Database } from 'better-sqlite3';
import { bitsApart, unpackFrames } from '../../../contract/items/likeness.ts';
import type {
  Duplicates,
  FamilyMember,
  FrequentWords,
  Kinship,
  Person,
  PersonPage,
  Statistics,
} from '../../../contract/organising/insights.ts';
import { encodePromptGroups, type PromptOrder } from '../../../contract/organising/prompts.ts';
import { count, intersect } from '../../query-language/bitset.ts';
import { parseQuery } from '../../query-language/language.ts';
import { statement } from '../../query-language/statement.ts';
import { FACT_BITS, KINDS } from '../columns/columns.ts';
import { readRelated } from '../items/documents.ts';
import { readFamily } from '../items/family.ts';
import { evaluate } from '../search/evaluate.ts';
import { sidebarOf } from '../search/facets.ts';
import type { QueryContext, Result } from '../search/query-context.ts';
import { newestFirst } from '../search/results.ts';
import { stackOf } from '../search/stacks.ts';
import { placeOfRow } from '../similar/image-similarity-index.ts';
import { type Candidate, type Judgement, proposeDuplicates } from '../similar/near-duplicates.ts';
import { groupByPrompt } from '../similar/prompt-groups.ts';
import type { RelatedItems } from '../similar/related-items.ts';
import { frequentWords, learnWords, openWordIndex } from './frequent-words.ts';
import { peopleIn, personIn } from './people.ts';
import { statisticsOf } from './statistics.ts';

export interface InsightReads {
  /** The prompts of a result, packed by `encodePromptGroups`. */
  prompts(q: string, order: PromptOrder): Uint8Array<ArrayBuffer>;
  /** The people mentioned in a result, the most frequent first. */
  people(q: string): readonly Person[];
  /** A person by any spelling of the name; null when no item mentions the person. */
  person(name: string): PersonPage | null;
  statistics(q: string): Statistics;
  /** The most frequent words of a result. A call reads for about 40 ms at most; the next call continues. */
  frequentWords(q: string): FrequentWords;
  /**
   * Rowids related to this one, best or newest first, without the item itself. By text and by picture, equal prompts
   * are left out too.
   */
  kinOf(rowid: number, by: Kinship): readonly number[];
  /** The family of remixes of this item; empty when there is none. */
  family(rowid: number): readonly FamilyMember[];
  /** Possible duplicates in a result. */
  duplicates(q: string): Duplicates;
}

type Now = <T>(read: (context: QueryContext, at: { readonly revision: number }) => T) => T;

/** How long a call reads texts before it answers, in ms. */
const READING_MS = 40;
/** The largest number of words and of proposals in an answer. */
const MOST_WORDS = 60;
const MOST_PROPOSALS = 500;

/** @param found returns the result of a query */
export function openInsights(
  db: Database,
  now: Now,
  found: (on: QueryContext, q: string) => Result,
  kin: RelatedItems,
): InsightReads {
  const words = openWordIndex();
  const positions = (on: QueryContext, q: string): Uint32Array => newestFirst(on.columns, found(on, q));
  return {
    prompts: (q, order) =>
      now((on, { revision }) =>
        encodePromptGroups(
          groupByPrompt(kin.prompts({ columns: on.columns, revision }), on.columns, positions(on, q), order),
        ),
      ),
    people: (q) => now((on) => peopleIn(on.columns, positions(on, q))),
    person: (name) => now((on) => personIn(on.columns, positions(on, ''), name)),
    statistics: (q) => now((on) => statisticsOf(on.columns, positions(on, q), sidebarOf(on, found(on, q)))),
    frequentWords: (q) =>
      now((on, { revision }) => {
        const toRead = learnWords(db, words, revision, READING_MS);
        if (toRead !== null) return { words: [], isReading: true, read: Math.max(0, words.upTo) / Math.max(1, toRead) };
        const { set } = found(on, q);
        const countOf = (query: string): number => count(intersect(evaluate(on, parseQuery(query).node), set));
        return {
          words: frequentWords(words, on.columns, positions(on, q), MOST_WORDS, countOf),
          isReading: false,
          read: 1,
        };
      }),
    kinOf: (rowid, by) => now((on, { revision }) => kinWithout(db, kin, { columns: on.columns, revision }, rowid, by)),
    family: (rowid) => now(() => readFamily(db, rowid)),
    duplicates: (q) => now((on, { revision }) => duplicatesIn(on, kin, revision, positions(on, q))),
  };
}

function kinWithout(
  db: Database,
  kin: RelatedItems,
  on: Parameters<RelatedItems['alike']>[0],
  rowid: number,
  by: Kinship,
): readonly number[] {
  if (by === 'prompt' || by === 'task') return readRelated(db, rowid, by);
  const alike = kin.alike(on, rowid, by).map((one) => one.rowid);
  // SQLite answers this from an index. Reading the array of all prompts takes a second at 100,000 rows.
  const same = new Set(by === 'picture' ? [] : rowsOfSamePrompt(db, rowid));
  return alike.filter((other) => other !== rowid && !same.has(other));
}

const rowsOfSamePrompt = (db: Database, rowid: number): readonly number[] =>
  statement(db, 'SELECT id FROM generation WHERE prompt_hash = (SELECT prompt_hash FROM generation WHERE id = :rowid)')
    .pluck()
    .all({ rowid }) as number[];

function duplicatesIn(on: QueryContext, kin: RelatedItems, revision: number, found: Uint32Array): Duplicates {
  const { columns, db } = on;
  const looks = kin.looks({ columns, revision });
  const withMedia = found.filter((at) => ((columns.facts[at] as number) & FACT_BITS.media) !== 0);
  const candidates: Candidate[] = [];
  for (const at of withMedia) {
    const rowid = columns.rowid[at] as number;
    const place = placeOfRow(looks, rowid);
    if (place < 0) continue;
    candidates.push({
      rowid,
      place,
      isVideo: KINDS[columns.kind[at] as number] === 'video',
      aspect: columns.aspect[at] as number,
      duration: columns.duration[at] as number,
      stack: stackOf(on, rowid),
      merit: meritAt(on, at),
    });
  }
  const proposals = proposeDuplicates(looks, candidates, judgementOf(db));
  return {
    proposals: proposals.slice(0, MOST_PROPOSALS),
    total: proposals.length,
    lookedAt: candidates.length,
    withMedia: withMedia.length,
  };
}

/** Items that the person marked are best, then those with the most pixels. */
function meritAt({ columns }: QueryContext, at: number): number {
  const favorite = ((columns.facts[at] as number) & FACT_BITS.favorite) !== 0 ? 1 : 0;
  const pixels = (columns.width[at] as number) * (columns.height[at] as number);
  return (favorite * 6 + (columns.rating[at] as number)) * 1e9 + Math.min(pixels, 1e9 - 1);
}

function judgementOf(db: Database): Judgement {
  const pairs = statement(db, 'SELECT one, other FROM unlike_pair').raw().all() as [number, number][];
  const unlike = new Set(pairs.map(([one, other]) => `${one} ${other}`));
  const framesOf = statement(
    db,
    'SELECT l.frames FROM likeness l JOIN generation g ON g.file_id = l.file_id WHERE g.id = :rowid',
  ).pluck();
  const frames = (rowid: number): ReturnType<typeof unpackFrames> => {
    const packed = framesOf.get({ rowid }) as Buffer | null | undefined;
    return packed ? unpackFrames(packed) : null;
  };
  return {
    areUnlike: (a, b) => unlike.has(`${Math.min(a, b)} ${Math.max(a, b)}`),
    framesApart(a, b) {
      const [one, other] = [frames(a), frames(b)];
      if (!one || !other || one.length === 0 || one.length !== other.length) return null;
      const bits = one.map(({ high, low }, at) => bitsApart(high, low, other[at]?.high ?? 0, other[at]?.low ?? 0));
      return bits.reduce((sum, apart) => sum + apart, 0) / bits.length;
    },
  };
}
