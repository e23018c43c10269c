/** Statistics of a result, counted from the columns. Each bar has a query that finds its items. */
import type { Bar, Statistics } from '../../../contract/organising/insights.ts';
import type { SidebarCounts } from '../../../contract/searching/search.ts';
import { inRange, type Range } from '../../query-language/ast.ts';
import { ratioRange } from '../../query-language/values.ts';
import { type Columns, NO_DAY } from '../columns/columns.ts';

/** Named aspect ratios, tall ones first. Their ranges do not overlap. */
const SHAPES: readonly (readonly [name: string, range: Range])[] = [
  '9:16',
  '2:3',
  '3:4',
  '4:5',
  '1:1',
  '5:4',
  '4:3',
  '3:2',
  '16:9',
  '21:9',
].map((name) => [name, ratioRange(name) as Range]);

/** Longer durations, in seconds, are counted together. */
const LONGEST = 30;

/** @param found positions, newest first @param counts the counts of the same result */
export function statisticsOf(columns: Columns, found: Uint32Array, counts: SidebarCounts): Statistics {
  const days = daysIn(columns, found);
  const dated = days.reduce((sum, [, times]) => sum + times, 0);
  return {
    total: found.length,
    undated: found.length - dated,
    days,
    kind: withNone('type', counts.kind, found.length),
    model: withNone('model', counts.model, found.length),
    shape: shapesIn(columns, found),
    length: lengthsIn(columns, found),
    mention: bars('mention', counts.mention),
    tag: bars('tag', counts.tag),
    rating: [5, 4, 3, 2, 1].map((stars) => ({
      value: String(stars),
      count: counts.rating[String(stars)] ?? 0,
      query: `rating:${stars}`,
    })),
  };
}

function daysIn(columns: Columns, found: Uint32Array): [number, number][] {
  const days: [number, number][] = [];
  for (let at = found.length - 1; at >= 0; at -= 1) {
    const day = columns.day[found[at] as number] as number;
    if (day === NO_DAY) continue;
    const last = days.at(-1);
    if (last?.[0] === day) last[1] += 1;
    else days.push([day, 1]);
  }
  return days;
}

/** The most frequent first; items without a value come last. */
function withNone(field: string, counts: Readonly<Record<string, number>>, total: number): Bar[] {
  const known = bars(field, counts);
  const none = total - known.reduce((sum, { count }) => sum + count, 0);
  return none > 0 ? [...known, { value: 'none', count: none, query: `${field}:none` }] : known;
}

function bars(field: string, counts: Readonly<Record<string, number>>): Bar[] {
  return Object.entries(counts)
    .map(([value, count]) => ({ value, count, query: `${field}:"${value.replaceAll('"', '')}"` }))
    .sort((a, b) => b.count - a.count);
}

function shapesIn(columns: Columns, found: Uint32Array): Bar[] {
  const counts = new Uint32Array(SHAPES.length);
  let other = 0;
  for (const [ratio, times] of ratiosIn(columns, found)) {
    const shape = SHAPES.findIndex(([, range]) => inRange(range, ratio));
    if (shape < 0) other += times;
    else counts[shape] = (counts[shape] as number) + times;
  }
  const named = SHAPES.map(([value], at) => ({ value, count: counts[at] as number, query: `ratio:${value}` }));
  const rest = {
    value: 'other',
    count: other,
    query: `ratio:0.001..1000 ${SHAPES.map(([name]) => `-ratio:${name}`).join(' ')}`,
  };
  return [...named, rest].filter(({ count }) => count > 0);
}

/** Counts aspect ratios. Few distinct sizes exist, so each size is computed once. */
function ratiosIn(columns: Columns, found: Uint32Array): Map<number, number> {
  const ratios = new Map<number, number>();
  for (const position of found) {
    const [width, height] = [columns.width[position] as number, columns.height[position] as number];
    if (width === 0 || height === 0) continue;
    ratios.set(width / height, (ratios.get(width / height) ?? 0) + 1);
  }
  return ratios;
}

/** Rounds like `duration:10`: half a second both ways, without the upper end. */
function lengthsIn(columns: Columns, found: Uint32Array): Bar[] {
  const counts = new Uint32Array(LONGEST + 2);
  for (const position of found) {
    const seconds = columns.duration[position] as number;
    if (Number.isNaN(seconds)) continue;
    const whole = Math.max(0, Math.min(LONGEST + 1, Math.floor(seconds + 0.5)));
    counts[whole] = (counts[whole] as number) + 1;
  }
  const bar = (count: number, seconds: number): Bar =>
    seconds <= LONGEST
      ? { value: String(seconds), count, query: `duration:${seconds}` }
      : { value: `${LONGEST}+`, count, query: `duration:>=${LONGEST + 0.5}` };
  return Array.from(counts, bar).filter(({ count }) => count > 0);
}
