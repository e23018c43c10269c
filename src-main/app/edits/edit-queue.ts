/** Runs edits in the order of their requests: an undo must not overtake a bulk edit that still looks up its items. */
import type { EditResult } from '../../contract/organising/edit.ts';
import { isThreadEnded } from '../../threads/rpc.ts';
import { LibraryError } from '../library/library-error.ts';
import { toLibraryError } from '../library/library-failure.ts';

/**
 * Runs an edit after all earlier ones. Resolves when it is saved. Rejects with a {@link LibraryError}:
 * "edit-unconfirmed" when the thread died before its answer. `path` is the path in the error.
 */
export type EditQueue = <T extends Done>(edit: () => Promise<T>, path: string) => Promise<T>;

/** What an edit answers: what it changed, where the writer tells it. */
type Done = Pick<EditResult, 'journalId'> & Partial<Pick<EditResult, 'change'>>;

/** @param onSaved called for each edit that changed something, before its answer */
export function openEditQueue(onSaved: (change: EditResult['change']) => Promise<void>): EditQueue {
  let last: Promise<unknown> = Promise.resolve();
  return async (edit, path) => {
    const result = last.then(edit);
    last = result.catch(() => {});
    const done = await result.catch((cause: unknown) => {
      throw isThreadEnded(cause) ? unconfirmed() : toLibraryError(cause, path);
    });
    if (done.journalId !== null) await onSaved(done.change ?? null);
    return done;
  };
}

const unconfirmed = (): LibraryError =>
  new LibraryError(
    'edit-unconfirmed',
    'The part of Afterimage that saves changes stopped unexpectedly and was started again. Check whether your last change is there, and make it again if it is not.',
    null,
  );
