/**
 * Tracks the content that the preview thread worked on when it died. A file that kills it twice is not tried again
 * while the program runs.
 */

/** A message of the preview thread: work on this content begins or has ended. */
export interface PreviewEvent {
  readonly key: string;
  readonly begins: boolean;
}

export interface Suspects {
  hear(event: PreviewEvent): void;
  /** Records a death: every content in work may have caused it. */
  died(): void;
  isGuilty(key: string): boolean;
  /** Runs `work` on a content. Suspected contents run one at a time, so that the next death identifies the cause. */
  alone<T>(key: string, work: () => Promise<T>): Promise<T>;
}

const GUILTY = 2;

export function openSuspects(): Suspects {
  const underWay = new Map<string, number>();
  const deaths = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();
  const isGuilty = (key: string): boolean => (deaths.get(key) ?? 0) >= GUILTY;

  return {
    hear({ key, begins }) {
      const count = (underWay.get(key) ?? 0) + (begins ? 1 : -1);
      if (count > 0) underWay.set(key, count);
      else underWay.delete(key);
    },
    died() {
      for (const key of underWay.keys()) deaths.set(key, (deaths.get(key) ?? 0) + 1);
      underWay.clear();
    },
    isGuilty,
    async alone(key, work) {
      if (!deaths.has(key)) return work();
      const turn = last.then(work);
      last = turn.catch(() => {});
      const outcome = await turn;
      deaths.delete(key);
      return outcome;
    },
  };
}
