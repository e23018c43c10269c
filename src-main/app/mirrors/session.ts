/** Runs one piece of work on a mirror: opens it in the mirror thread, and always closes it again. */
import type { StoredMirror } from '../../catalog/reads/sources/mirrors.ts';
import type { Progress } from '../../contract/library/job.ts';
import { isThreadEnded, type Remote } from '../../threads/rpc.ts';
import { workInterrupted } from '../library/library-failure.ts';
import type { LazyThread } from '../workers/lazy-thread.ts';
import type { MirrorApi } from '../workers/mirror-worker.ts';
import type { WriterApi } from '../workers/writer-worker.ts';

export interface Session {
  readonly workId: string;
  readonly call: Remote<MirrorApi>;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** The catalog revision from which the mirror's annotations and records were written. */
  papers: number | null;
}

export interface SessionParts {
  readonly writer: Pick<Remote<WriterApi>, 'changeCopies'>;
  readonly thread: LazyThread<MirrorApi>;
  /** The sessions in progress, by work id. */
  readonly sessions: Map<string, Session>;
  /** Whether other jobs are running. Mirrors wait for them. */
  readonly isBusy: () => boolean;
}

/** Rejects with the error of opening the mirror, and with "work-interrupted" when the thread died. */
export async function withMirror<T>(
  { writer, thread, sessions, isBusy }: SessionParts,
  mirror: StoredMirror,
  { progress, signal }: Pick<Session, 'progress' | 'signal'>,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { call, notify } = thread.get();
  const workId = crypto.randomUUID();
  const cancel = (): void => notify.cancel(workId);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    const { papers } = await call.open(workId, mirror.path);
    const session: Session = { workId, call, signal, progress, papers };
    sessions.set(workId, session);
    notify.pause(isBusy());
    try {
      return await work(session);
    } finally {
      // A run that was stopped has finished copies too.
      const { put, gone } = await call.newsOfCopies(workId, mirror.id);
      if (put.length + gone.length > 0) await writer.changeCopies(mirror.id, put, gone);
      await call.close(workId, session.papers);
    }
  } catch (cause) {
    if (isThreadEnded(cause)) throw workInterrupted();
    const { code, message, path } = cause as Error & { readonly code?: unknown; readonly path?: string };
    if (String(code).startsWith('mirror-') && !path)
      throw Object.assign(new Error(message), { code, path: mirror.path });
    throw cause;
  } finally {
    sessions.delete(workId);
    signal.removeEventListener('abort', cancel);
  }
}
