/** The worker threads of this process by name, so that a test can end them as a fault of the system would. */
import type { Worker } from 'node:worker_threads';
import { vi } from 'vitest';

const workers = new Map<string, Worker[]>();

/** Node tells of every thread that is started. */
process.on('worker', (worker: Worker) => {
  const name = worker.threadName ?? '';
  const own = workers.get(name) ?? [];
  workers.set(name, [...own, worker]);
  worker.once('exit', () =>
    workers.set(
      name,
      (workers.get(name) ?? []).filter((each) => each !== worker),
    ),
  );
});

/** How many threads of this name run. */
export const running = (name: string): number => workers.get(name)?.length ?? 0;

/** Ends every thread of this name at once; resolves to how many there were. */
export async function kill(name: string): Promise<number> {
  const own = workers.get(name) ?? [];
  await Promise.all(own.map((worker) => worker.terminate()));
  return own.length;
}

/** Waits until a thread of this name runs. */
export const started = (name: string): Promise<unknown> =>
  vi.waitUntil(() => running(name) > 0, { timeout: 20_000, interval: 2 });
