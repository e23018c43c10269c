/** The copying thread as an export uses it: batches of copies, which can be stopped. */

import type { CopyAnswer, CopyApi } from '../copy-worker.ts';
import type { LazyThread } from '../lazy-thread.ts';
import { LibraryError } from '../library.ts';
import type { Copy, CopyOptions } from './copy-file.ts';

export interface Copier {
  copy(copies: readonly Copy[]): Promise<readonly CopyAnswer[]>;
}

/** Lends `use` a copier for as long as it runs. */
export async function withCopier<T>(
  thread: LazyThread<CopyApi>,
  options: Omit<CopyOptions, 'signal'>,
  signal: AbortSignal,
  use: (copier: Copier) => Promise<T>,
): Promise<T> {
  const { call, notify } = thread.get();
  const workId = crypto.randomUUID();
  const cancel = (): void => notify.cancel(workId);
  notify.begin(workId);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await use({ copy: (copies) => call.copy(workId, copies, options) });
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code !== 'thread-ended') throw cause;
    throw new LibraryError(
      'work-interrupted',
      'A part of Afterimage stopped unexpectedly. What was done by then is kept; start this again to go on.',
      null,
    );
  } finally {
    signal.removeEventListener('abort', cancel);
    notify.end(workId);
  }
}
