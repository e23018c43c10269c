/** Runs a preview plan: a few tasks at a time, each with a signal that aborts when it has no more requests. */
import { failed, failureOf, type Made } from '../programs/failure.ts';
import { createPlan } from './preview-plan.ts';

export interface Ask<T> {
  /** Requests with the same key share one task. */
  readonly key: string;
  /** 0: on screen; 1: next to the screen; higher: the rest. */
  readonly priority: number;
  /** A caller waits for the result before it can continue: starts even while previews are paused. */
  readonly urgent: boolean;
  readonly run: (signal: AbortSignal) => Promise<Made<T>>;
}

export interface PreviewQueue<T> {
  /** Resolves with the task's result, or with the failure `dropped`. Never rejects. */
  ask(requestId: number, ask: Ask<T>): Promise<Made<T>>;
  /** Cancels a request. Its task is aborted when this was the last request. */
  drop(requestId: number): void;
  /** While true, only urgent tasks start. Running tasks are finished. */
  pause(paused: boolean): void;
  /** Cancels all requests, and resolves when no task runs. */
  close(): Promise<void>;
}

export function createQueue<T>(concurrency: number): PreviewQueue<T> {
  const plan = createPlan();
  const asks = new Map<string, Ask<T>>();
  const waitingRequests = new Map<number, (outcome: Made<T>) => void>();
  const running = new Map<string, AbortController>();
  let idle: (() => void)[] = [];
  let paused = false;
  let closed = false;

  const answer = (requestId: number, outcome: Made<T>): void => {
    waitingRequests.get(requestId)?.(outcome);
    waitingRequests.delete(requestId);
  };
  const begin = async (key: string): Promise<void> => {
    const ask = asks.get(key);
    const controller = new AbortController();
    running.set(key, controller);
    asks.delete(key);
    const outcome = ask
      ? await guarded(() => ask.run(controller.signal))
      : failed('internal', 'A preview lost its task.');
    running.delete(key);
    for (const requestId of plan.finish(key)) answer(requestId, outcome);
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
    answer(requestId, failed('dropped', 'This preview is no longer requested.'));
  };

  return {
    ask(requestId, ask) {
      if (closed) return Promise.resolve(failed('dropped', 'The previews are closed.'));
      drop(requestId);
      return new Promise((resolve) => {
        waitingRequests.set(requestId, resolve);
        // An aborted task is still shutting down; a new request for its key is queued as a new task.
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
      for (const requestId of [...waitingRequests.keys()]) drop(requestId);
      if (plan.running > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
}

/** Converts an error of a task into a failure, so that the queue goes on. */
async function guarded<T>(run: () => Promise<Made<T>>): Promise<Made<T>> {
  try {
    return await run();
  } catch (cause) {
    return { ok: false, failure: failureOf(cause) };
  }
}
