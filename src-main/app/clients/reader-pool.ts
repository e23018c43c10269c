/**
 * Distributes questions to a few reader threads. A reader gets one question at a time, so that an outdated question can
 * be dropped before it costs anything. So fast typing never builds up a queue.
 */
import { isThreadEnded, type Thread } from '../../threads/rpc.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import { LibraryError } from '../library/library-error.ts';
import type { LazyThread } from '../workers/lazy-thread.ts';
import type { ReaderApi } from '../workers/reader-worker.ts';

export type PoolReads = CatalogReads & Pick<Thread<ReaderApi>['call'], 'posterTargets' | 'posterTarget'>;

/** The caller of a question. */
export interface Asker {
  /** Aborted when the answer is not needed any more. */
  readonly signal: AbortSignal | null;
  /** Of the waiting questions of one lane only the newest is answered; null for independent questions. */
  readonly lane: string | null;
}

export interface ReaderPool {
  /** For callers that always wait for the answer. */
  readonly reads: PoolReads;
  /** For callers that may abort: a dropped question rejects with "dropped". */
  readsFor(asker: Asker): PoolReads;
}

interface Question extends Asker {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  /** When it was asked, on the clock of `performance.now`. */
  readonly since: number;
  /** Whether it is asked for the second time, because the first reader died. */
  isRepeated: boolean;
}

/**
 * A question that waits so long, in ms, starts another reader. Each reader holds the columns of the whole library (12 MB
 * at 100,000 items, 110 MB at 1,000,000), so libraries whose questions take a few milliseconds have one.
 */
const PATIENCE_MS = 60;

/**
 * The time after the first answer in which a reader is slower than later, in ms: its code is not compiled yet, and a
 * page that has just loaded asks for everything at once. With a second reader a start with 100,000 items took 70 MB more.
 */
const COLD_MS = 1_500;

/** Results go before earlier questions, because they are on screen first and counts of a large result take longer. */
const FIRST_SEEN: ReadonlySet<string> = new Set<keyof CatalogReads>(['beginning', 'result']);

export function openReaderPool(readers: readonly LazyThread<ReaderApi>[]): ReaderPool {
  const waiting: Question[] = [];
  const ready = new Set<LazyThread<ReaderApi>>(readers.slice(0, 1));
  const busy = new Set<LazyThread<ReaderApi>>();
  const starting = new Set<LazyThread<ReaderApi>>();
  /**
   * When the first answer came. Before it everything waits until the columns are loaded, and another reader would load
   * them too.
   */
  let answeredAt: number | null = null;
  let looksSoon = false;

  const dispatch = (): void => {
    for (const reader of ready) {
      if (waiting.length === 0) return;
      if (!busy.has(reader)) void answer(reader, waiting.shift() as Question);
    }
    lookSoon();
  };

  const lookSoon = (): void => {
    if (looksSoon || waiting.length === 0) return;
    looksSoon = true;
    setTimeout(look, PATIENCE_MS).unref();
  };

  const look = (): void => {
    looksSoon = false;
    const warmAt = answeredAt === null ? Number.POSITIVE_INFINITY : answeredAt + COLD_MS;
    const isLate = ({ since }: Question): boolean => performance.now() - Math.max(since, warmAt) >= PATIENCE_MS - 1;
    if (waiting.some(isLate)) startAnother();
    lookSoon();
  };

  const answer = async (reader: LazyThread<ReaderApi>, question: Question): Promise<void> => {
    busy.add(reader);
    try {
      question.resolve(await call(reader.get().call, question.name, question.args));
    } catch (cause) {
      if (isThreadEnded(cause) && !question.isRepeated) repeat(question, reader);
      else question.reject(cause as Error);
    } finally {
      answeredAt ??= performance.now();
      busy.delete(reader);
      dispatch();
    }
  };

  /**
   * Asks a question again, if possible of a reader that has loaded the catalog. Questions change nothing, so this is
   * safe.
   */
  const repeat = (question: Question, reader: LazyThread<ReaderApi>): void => {
    question.isRepeated = true;
    if (ready.size > 1) ready.delete(reader);
    if (question.signal?.aborted) question.reject(dropped());
    else waiting.unshift(question);
  };

  /** Starts another reader. It gets further questions only after it has loaded the catalog. */
  const startAnother = (): void => {
    const reader = readers.find((one) => !ready.has(one) && !starting.has(one));
    if (!reader) return;
    starting.add(reader);
    void loaded(reader).finally(() => {
      starting.delete(reader);
      dispatch();
    });
  };

  const loaded = async (reader: LazyThread<ReaderApi>): Promise<void> => {
    try {
      await reader.get().call.total();
      ready.add(reader);
    } catch {
      // A reader that cannot start is tried again when a question waits again; the other readers continue. While the
      // library closes, none starts.
    }
  };

  const drop = (question: Question): void => {
    const at = waiting.indexOf(question);
    if (at < 0) return;
    waiting.splice(at, 1);
    question.reject(dropped());
  };

  const ask = (asker: Asker, name: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const { signal, lane } = asker;
      const since = performance.now();
      const question: Question = { signal, lane, name, args, resolve, reject, since, isRepeated: false };
      if (signal?.aborted) return reject(dropped());
      if (lane !== null)
        for (const older of waiting.filter((one) => one.lane === lane && one.name === name)) drop(older);
      signal?.addEventListener('abort', () => drop(question), { once: true });
      if (FIRST_SEEN.has(name)) waiting.unshift(question);
      else waiting.push(question);
      dispatch();
    });

  const readsFor = (asker: Asker): PoolReads =>
    new Proxy({} as PoolReads, {
      get: (_, name) => (name === 'then' ? undefined : (...args: unknown[]) => ask(asker, String(name), args)),
    });

  return { reads: readsFor({ signal: null, lane: null }), readsFor };
}

const dropped = (): LibraryError => new LibraryError('dropped', 'Nobody waits for this answer any more.', null);

const call = (calls: object, name: string, args: readonly unknown[]): Promise<unknown> =>
  (calls as Record<string, (...args: readonly unknown[]) => Promise<unknown>>)[name]?.(...args) as Promise<unknown>;
