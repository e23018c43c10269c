/** Carries out a preview plan: a few tasks at a time, each with a signal that fires when nobody waits for it any more. */
import { failed, failureOf, type Made } from './failure.ts';
import { createPlan } from './preview-plan.ts';

export interface Ask<T> {
  /** Tasks of the same key are the same task. */
  readonly key: string;
  /** 0 is what is on screen, then what is ahead, then the rest. */
  readonly priority: number;
  /** Somebody waits for it in order to go on: begins even while previews pause. */
  readonly urgent: boolean;
  readonly run: (signal: AbortSignal) => Promise<Made<T>>;
}

export interface PreviewQueue<T> {
  /** Resolves with what the task made, or with the failure `dropped`. Never rejects. */
  ask(requestId: number, ask: Ask<T>): Promise<Made<T>>;
  /** Withdraws a request; its task ends when it was the last. */
  drop(requestId: number): void;
  /** While true nothing is begun but urgent tasks; what runs is finished. */
  pause(paused: boolean): void;
  /** Drops everything, and resolves when nothing runs any more. */
  close(): Promise<void>;
}

export function createQueue<T>(concurrency: number): PreviewQueue<T> {
  const plan = createPlan();
  const asks = new Map<string, Ask<T>>();
  const askers = new Map<number, (outcome: Made<T>) => void>();
  const running = new Map<string, AbortController>();
  let idle: (() => void)[] = [];
  let paused = false;
  let closed = false;

  const answer = (asker: number, outcome: Made<T>): void => {
    askers.get(asker)?.(outcome);
    askers.delete(asker);
  };
  const begin = async (key: string): Promise<void> => {
    const ask = asks.get(key);
    const controller = new AbortController();
    running.set(key, controller);
    asks.delete(key);
    const outcome = ask ? await guarded(() => ask.run(controller.signal)) : failed('internal', 'A preview lost its task.');
    running.delete(key);
    for (const asker of plan.finish(key)) answer(asker, outcome);
    pump();
  };
  const pump = (): void => {
    while (plan.running < concurrency) {
      const key = plan.next(paused || closed);
      if (key === null) break;
      void begin(key);
    }
    if (plan.running > 0) return;
    for (const wake of idle) wake();
    idle = [];
  };
  const drop = (requestId: number): void => {
    const left = plan.leave(requestId);
    if (left?.task === 'forgotten') asks.delete(left.key);
    if (left?.task === 'abandoned') running.get(left.key)?.abort();
    answer(requestId, failed('dropped', 'Nobody waits for this preview any more.'));
  };

  return {
    ask(requestId, ask) {
      if (closed) return Promise.resolve(failed('dropped', 'The previews are closed.'));
      drop(requestId);
      return new Promise((resolve) => {
        askers.set(requestId, resolve);
        // A task that everybody left is ending: whoever asks now waits for a fresh one behind it.
        const key = running.get(ask.key)?.signal.aborted ? `${ask.key} again` : ask.key;
        if (plan.ask(requestId, key, ask.priority, ask.urgent)) asks.set(key, ask);
        pump();
      });
    },
    drop,
    pause(value) {
      paused = value;
      pump();
    },
    async close() {
      closed = true;
      for (const requestId of [...askers.keys()]) drop(requestId);
      if (plan.running > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
}

/** Whatever a task throws is its own failure, never the queue's. */
async function guarded<T>(run: () => Promise<Made<T>>): Promise<Made<T>> {
  try {
    return await run();
  } catch (cause) {
    return { ok: false, failure: failureOf(cause) };
  }
}
