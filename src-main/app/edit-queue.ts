/** Edits happen in the order they were asked for: an undo must not overtake a bulk edit that still looks up its items. */
import type { EditResult } from '../contract/edit.ts';
import { isThreadEnded } from '../threads/rpc.ts';
import { LibraryError } from './library.ts';
import { toLibraryError } from './library-failure.ts';

/**
 * Makes an edit when all before it are done. Resolves only when it is saved; rejects with a {@link LibraryError}, which is
 * "edit-unconfirmed" when the thread that makes it died before it answered. `path` is what a failure is about.
 */
export type EditQueue = <T extends Pick<EditResult, 'journalId'>>(edit: () => Promise<T>, path: string) => Promise<T>;

/** @param onSaved told of each edit that changed something, before it is answered */
export function openEditQueue(onSaved: () => Promise<void>): EditQueue {
  let last: Promise<unknown> = Promise.resolve();
  return async (edit, path) => {
    const result = last.then(edit);
    last = result.catch(() => {});
    const done = await result.catch((cause: unknown) => {
      throw isThreadEnded(cause) ? unconfirmed() : toLibraryError(cause, path);
    });
    if (done.journalId !== null) await onSaved();
    return done;
  };
}

const unconfirmed = (): LibraryError =>
  new LibraryError(
    'edit-unconfirmed',
    'The part of Afterimage that saves changes stopped unexpectedly and was started again. Look whether your last change is there, and make it again if it is not.',
    null,
  );
