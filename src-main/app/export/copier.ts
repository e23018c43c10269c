/** Distributes the copies and small files of one export over the copying threads, and can cancel them. */

import { isThreadEnded } from '../../threads/rpc.ts';
import { workInterrupted } from '../library/library-failure.ts';
import type { CopyThread } from '../workers/copy-threads.ts';
import type { CopyAnswer, SmallFile, WriteAnswer } from '../workers/copy-worker.ts';
import { type Copy, type CopyOptions, Unwritable } from './copy-file.ts';

export interface Copier {
  /** Copies in any order, on all threads. The answers are in the order of `copies`. */
  copy(copies: readonly Copy[]): Promise<readonly CopyAnswer[]>;
  /** Writes files; null for each whose name another file already has. Rejects with Unwritable. */
  write(files: readonly SmallFile[]): Promise<readonly ({ readonly size: number } | null)[]>;
}

/** The number of copies in one call to a thread. It is small, so that all threads end at about the same time. */
const HANDFUL = 8;

/**
 * Calls `use` with a copier, which is valid until `use` ends. Rejects with "work-interrupted" when a thread dies.
 * @param items the number of items to copy: limits how many threads are started
 */
export async function withCopier<T>(
  threads: readonly CopyThread[],
  items: number,
  options: Omit<CopyOptions, 'signal'>,
  signal: AbortSignal,
  use: (copier: Copier) => Promise<T>,
): Promise<T> {
  const running = threads.slice(0, Math.max(1, Math.ceil(items / HANDFUL))).map((thread) => thread.get());
  const workId = crypto.randomUUID();
  const cancel = (): void => {
    for (const { notify } of running) notify.cancel(workId);
  };
  for (const { notify } of running) notify.begin(workId);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await use({
      async copy(copies) {
        const answers: CopyAnswer[] = [];
        let next = 0;
        const work = async ({ call }: (typeof running)[number]): Promise<void> => {
          for (let from = next; from < copies.length; from = next) {
            next += HANDFUL;
            for (const [at, answer] of (await call.copy(workId, copies.slice(from, next), options)).entries())
              answers[from + at] = answer;
          }
        };
        await Promise.all(running.map(work));
        return answers;
      },
      async write(files) {
        const share = Math.ceil(files.length / running.length);
        const answers = await Promise.all(
          running.map(({ call }, at) => call.write(files.slice(at * share, (at + 1) * share))),
        );
        return answers.flat().map(settled);
      },
    });
  } catch (cause) {
    throw isThreadEnded(cause) ? workInterrupted() : cause;
  } finally {
    signal.removeEventListener('abort', cancel);
    for (const { notify } of running) notify.end(workId);
  }
}

function settled(answer: WriteAnswer): { readonly size: number } | null {
  if ('unwritable' in answer)
    throw new Unwritable(answer.unwritable.message, { cause: { code: answer.unwritable.code } });
  return 'size' in answer ? answer : null;
}
