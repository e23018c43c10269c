/** The copying threads as an export uses them: batches of copies, which can be stopped, and of small files. */

import { isThreadEnded } from '../../threads/rpc.ts';
import { workInterrupted } from '../library/library-failure.ts';
import type { CopyThread } from '../workers/copy-threads.ts';
import type { CopyAnswer, SmallFile, WriteAnswer } from '../workers/copy-worker.ts';
import { type Copy, type CopyOptions, Unwritable } from './copy-file.ts';

export interface Copier {
  /** Copies these in any order, by as many threads as there are, and answers in theirs. */
  copy(copies: readonly Copy[]): Promise<readonly CopyAnswer[]>;
  /** Writes these; null for one of whose name there is another file. Rejects with Unwritable. */
  write(files: readonly SmallFile[]): Promise<readonly ({ readonly size: number } | null)[]>;
}

/** Copies that a thread is given at once: few enough that all threads end together. */
const HANDFUL = 8;

/**
 * Lends `use` a copier for as long as it runs.
 * @param items how many are to be copied: no more threads are started than have something to do
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
