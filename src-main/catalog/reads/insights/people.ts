/** Counts mentioned people in the columns: how often, when, and together with which others. */
import type { Person, PersonPage } from '../../../contract/organising/insights.ts';
import { foldText } from '../../../contract/searching/fold.ts';
import { type Columns, DAY_MS, FACT_BITS } from '../columns/columns.ts';
import { isoDate } from '../columns/dates.ts';
import { namesOf } from '../columns/interned-names.ts';

/** The number of pictures that represent a person. */
const FACES = 6;

interface Tally {
  count: number;
  /** ms since 1970; NaN until the first dated item. */
  first: number;
  last: number;
  readonly rowids: number[];
}

/** All people mentioned in these items, the most frequent first. @param found positions, newest first */
export function peopleIn(columns: Columns, found: Uint32Array): readonly Person[] {
  const { names, lists } = columns.names.mention;
  const tallies = new Map<number, Tally>();
  for (const position of found) {
    const code = columns.mention[position] as number;
    if (code === 0) continue;
    for (const name of lists[code] as readonly number[]) {
      const tally = tallies.get(name) ?? { count: 0, first: Number.NaN, last: Number.NaN, rowids: [] };
      tallies.set(name, tally);
      add(tally, columns, position);
    }
  }
  return [...tallies]
    .map(([name, tally]) => person(names[name] as string, tally))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** One person among these items, by any spelling of the name; null when no item mentions the person. */
export function personIn(columns: Columns, found: Uint32Array, name: string): PersonPage | null {
  const { names, folded, lists } = columns.names.mention;
  const wanted = foldText(name.replace(/^@/, ''));
  const isThem = folded.map((other) => other === wanted);
  const isIn = lists.map((list) => list.some((other) => isThem[other]));
  const tally: Tally = { count: 0, first: Number.NaN, last: Number.NaN, rowids: [] };
  const months = new Map<string, number>();
  const together = new Map<number, number>();
  const models = new Map<string, number>();
  for (const position of found) {
    const code = columns.mention[position] as number;
    if (!isIn[code]) continue;
    add(tally, columns, position);
    const created = columns.created[position] as number;
    if (!Number.isNaN(created)) count(months, monthOf(created));
    for (const other of lists[code] as readonly number[]) if (!isThem[other]) count(together, other);
    for (const model of namesOf(columns.names.model, columns.model[position] as number)) count(models, model);
  }
  if (tally.count === 0) return null;
  return {
    ...person(names[isThem.indexOf(true)] as string, tally),
    month: Object.fromEntries([...months].sort(([a], [b]) => (a < b ? -1 : 1))),
    together: [...together]
      .map(([other, times]) => ({ name: names[other] as string, count: times }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    model: Object.fromEntries([...models].sort(([, a], [, b]) => b - a)),
  };
}

/** Items come newest first, so the first date is the latest one. */
function add(tally: Tally, columns: Columns, position: number): void {
  const created = columns.created[position] as number;
  tally.count += 1;
  if (!Number.isNaN(created)) {
    if (Number.isNaN(tally.last)) tally.last = created;
    tally.first = created;
  }
  const hasMedia = ((columns.facts[position] as number) & FACT_BITS.media) !== 0;
  if (hasMedia && tally.rowids.length < FACES) tally.rowids.push(columns.rowid[position] as number);
}

function person(name: string, { count, first, last, rowids }: Tally): Person {
  const date = (ms: number): string | null => isoDate(Number.isNaN(ms) ? null : ms);
  return { name, count, firstAt: date(first), lastAt: date(last), rowids };
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** For example "2025-11". Years beyond 9999 keep their sign, as everywhere. */
const monthOf = (created: number): string =>
  new Date(Math.floor(created / DAY_MS) * DAY_MS).toISOString().slice(0, -17);
