/**
 * What is asked behind a result: counts, suggestions and corrections. Whatever is wanted in one moment is asked in one
 * request, when the result that it stands beside is on screen.
 */
import type {
  Beside,
  BesideAsked,
  Correction,
  SidebarCounts,
  Suggestion,
} from '../../../src-main/contract/searching/search.ts';

export interface BesideQuestions {
  /** The counts of a query; they bring its corrections along, for `corrections`. */
  counts(q: string, signal: AbortSignal): Promise<SidebarCounts>;
  suggestions(q: string, cursor: number, signal: AbortSignal): Promise<readonly Suggestion[]>;
  /** What may have been meant by a query; none when it finds something. */
  corrections(q: string, signal: AbortSignal): Promise<readonly Correction[]>;
}

type Wish =
  | { readonly type: 'counts' | 'corrections'; readonly q: string }
  | { readonly type: 'suggestions'; readonly q: string; readonly cursor: number };

interface Member {
  readonly wish: Wish;
  readonly signal: AbortSignal;
  readonly resolve: (answered: Answered) => void;
  readonly reject: (cause: unknown) => void;
}

interface Answered {
  readonly asked: BesideAsked;
  readonly answer: Beside;
}

/** As many as the server counts at once. */
const MOST_COUNTS = 20;

/**
 * @param load asks the server
 * @param moment resolves when the questions that wait may be asked
 */
export function openBeside(
  load: (asked: BesideAsked, signal: AbortSignal) => Promise<Beside>,
  moment: () => Promise<void>,
): BesideQuestions {
  let waiting: Member[] = [];
  let isScheduled = false;
  /**
   * Queries whose counts are wanted, waiting or under way: their answer brings the corrections of one of them along.
   */
  const counted = new Map<string, Promise<Answered>>();

  const schedule = async (): Promise<void> => {
    if (isScheduled) return;
    isScheduled = true;
    await moment();
    isScheduled = false;
    const { together, later } = inOneRequest(waiting.filter(({ signal }) => !signal.aborted));
    waiting = later;
    if (later.length > 0) void schedule();
    if (together.length > 0) await send(together);
  };

  const send = async (members: readonly Member[]): Promise<void> => {
    const asked = askedBy(members);
    const controller = new AbortController();
    const leave = (): void => {
      if (members.every(({ signal }) => signal.aborted)) controller.abort();
    };
    for (const { signal } of members) signal.addEventListener('abort', leave, { once: true });
    try {
      const answer = await load(asked, controller.signal);
      for (const { resolve } of members) resolve({ asked, answer });
    } catch (cause) {
      for (const { reject } of members) reject(cause);
    } finally {
      for (const { signal } of members) signal.removeEventListener('abort', leave);
    }
  };

  const join = (wish: Wish, signal: AbortSignal): Promise<Answered> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      waiting.push({ wish, signal, resolve, reject });
      void schedule();
    });

  return {
    async counts(q, signal) {
      const answered = join({ type: 'counts', q }, signal);
      if (q.trim() !== '') counted.set(q, answered);
      try {
        const { asked, answer } = await answered;
        return answer.counts[asked.counts.indexOf(q)] as SidebarCounts;
      } finally {
        if (counted.get(q) === answered) counted.delete(q);
      }
    },
    suggestions: async (q, cursor, signal) =>
      (await join({ type: 'suggestions', q, cursor }, signal)).answer.suggestions,
    async corrections(q, signal) {
      const { asked, answer } = (await counted.get(q)) ?? (await join({ type: 'corrections', q }, signal));
      return asked.correct === q
        ? answer.corrections
        : (await join({ type: 'corrections', q }, signal)).answer.corrections;
    },
  };
}

/**
 * One request asks for suggestions at one place and for the corrections of one query: the newest. The rest comes later.
 */
function inOneRequest(members: readonly Member[]): { readonly together: readonly Member[]; readonly later: Member[] } {
  const last = (type: Wish['type']): string => keyOf(members.findLast(({ wish }) => wish.type === type)?.wish);
  const newest = [last('suggestions'), last('corrections')];
  const counts = new Set<string>();
  const together: Member[] = [];
  const later: Member[] = [];
  for (const member of members) {
    const { wish } = member;
    if (wish.type === 'counts' && counts.size < MOST_COUNTS) counts.add(wish.q);
    const fits = wish.type === 'counts' ? counts.has(wish.q) : newest.includes(keyOf(wish));
    (fits ? together : later).push(member);
  }
  return { together, later };
}

const keyOf = (wish: Wish | undefined): string => JSON.stringify(wish ?? null);

function askedBy(members: readonly Member[]): BesideAsked {
  const wishes = members.map(({ wish }) => wish);
  const counts = [...new Set(wishes.filter(({ type }) => type === 'counts').map(({ q }) => q))];
  const suggest = wishes.find((wish) => wish.type === 'suggestions');
  const correct =
    wishes.find(({ type }) => type === 'corrections')?.q ?? counts.findLast((q) => q.trim() !== '') ?? null;
  return { counts, suggest: suggest ? { q: suggest.q, cursor: suggest.cursor } : null, correct };
}
