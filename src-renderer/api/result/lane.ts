/** One question at a time: while an answer is on its way the newest question waits, and those between are dropped. */

export interface Lane {
  /**
   * Runs a question at once, or when the one before it is answered. Rejects with an AbortError when `signal` aborts
   * before its turn. The signal that `run` is given aborts only when somebody else has waited too long for an answer
   * that nobody wants any more.
   */
  ask<T>(signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T>;
  isBusy(): boolean;
  /** Resolves when nothing is under way and nothing waits. */
  idle(): Promise<void>;
}

interface Turn {
  readonly signal: AbortSignal;
  readonly start: (signal: AbortSignal) => Promise<void>;
}

/** @param patienceMs how long a question waits for the end of one that nobody wants any more */
export function openLane(patienceMs: number): Lane {
  let running: { readonly turn: Turn; readonly since: number; readonly controller: AbortController } | null = null;
  let waiting: Turn[] = [];
  let idlers: (() => void)[] = [];

  const begin = (turn: Turn): void => {
    const controller = new AbortController();
    running = { turn, since: performance.now(), controller };
    turn.signal.addEventListener('abort', hurry, { once: true });
    void turn.start(controller.signal).then(() => {
      turn.signal.removeEventListener('abort', hurry);
      running = null;
      goOn();
    });
    hurry();
  };

  const goOn = (): void => {
    const turn = waiting.pop();
    if (turn) return begin(turn);
    const told = idlers;
    idlers = [];
    for (const tell of told) tell();
  };

  /** Gives up what runs, once somebody has waited long enough, unless it is still wanted. */
  const hurry = (): void => {
    const held = running;
    if (!held?.turn.signal.aborted || waiting.length === 0) return;
    setTimeout(
      () => {
        if (running === held) held.controller.abort();
      },
      Math.max(0, held.since + patienceMs - performance.now()),
    );
  };

  return {
    ask: (signal, run) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(abortError());
        const turn: Turn = {
          signal,
          start: async (own) => {
            signal.removeEventListener('abort', leave);
            await run(own).then(resolve, reject);
          },
        };
        const leave = (): void => {
          waiting = waiting.filter((other) => other !== turn);
          reject(abortError());
        };
        if (!running) return begin(turn);
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(turn);
        hurry();
      }),
    isBusy: () => running !== null,
    idle: () => (running ? new Promise((resolve) => void idlers.push(resolve)) : Promise.resolve()),
  };
}

const abortError = (): DOMException => new DOMException('Nobody waits for this answer any more.', 'AbortError');
