/**
 * The answer with the first screen, for the queries that would otherwise ask for the same. Each takes its part once;
 * later it asks the server.
 */
import type { StartHead } from '../../../src-main/contract/library/start.ts';
import { queryOfView } from '../../../src-main/contract/searching/address.ts';
import type { ResultMessage } from '../../../src-main/contract/searching/result.ts';
import type { Query, SidebarCounts } from '../../../src-main/contract/searching/search.ts';
import { nextPaint } from '../../design/next-paint.ts';
import { readStart, type StartAnswer } from './read.ts';
import { startAsked } from './request.ts';

let answer: StartAnswer | null | undefined;
let isKept = false;
const taken = new Set<string>();

function untaken(name: string): StartAnswer | null {
  if (answer === undefined) {
    const asked = startAsked();
    answer = asked && readStart(asked);
    answer?.head.then(
      (head) => {
        isKept = head.isKept === true;
      },
      // Whoever takes the head hears of the failure.
      () => {},
    );
  }
  if (!answer || taken.has(name)) return null;
  taken.add(name);
  return answer;
}

/** A change made the answer outdated: what nobody has taken yet is asked for anew. */
export function outdateStart(): void {
  answer = null;
}

/** Whether the answer is still as new as the library. */
export const isStartCurrent = (): boolean => answer !== null;

/** Whether the answer is from the last time the library was open: sources may be connected or absent since. */
export const isStartKept = (): boolean => isKept;

/** The library, tags, collections, searches and jobs; null when they must be asked for. */
export function takeHead(): Promise<StartHead> | null {
  return untaken('head')?.head ?? null;
}

/**
 * The result of this query, its beginning first where the library is large; null when it must be asked for, at once or
 * later.
 */
export function takeResult(
  query: Query,
  onBeginning: (beginning: ResultMessage) => void,
): Promise<ResultMessage | null> | null {
  const started = untaken('result');
  return started && resultOf(started, query, onBeginning);
}

async function resultOf(
  started: StartAnswer,
  query: Query,
  onBeginning: (beginning: ResultMessage) => void,
): Promise<ResultMessage | null> {
  const head = await started.head.catch(() => null);
  if (!head || !isSameResult(head.query, query)) return null;
  const first = await started.nextResult();
  if (!first || first.layout) return first;
  onBeginning(first);
  return started.nextResult();
}

/**
 * The counts of the sidebar for this query; null when they must be asked for. They come after the first cards are
 * painted: drawing all lines of the sidebar takes 20 to 40 ms.
 */
export async function takeCounts(q: string): Promise<SidebarCounts | null> {
  const started = untaken(`counts ${q}`);
  if (!started) return null;
  const [counts] = await Promise.all([started.counts, nextPaint()]);
  return counts?.[q] ?? null;
}

function isSameResult(one: StartHead['query'], other: Query): boolean {
  const { q, sort, seed } = queryOfView(one);
  return q === other.q && sort === other.sort && seed === other.seed;
}
