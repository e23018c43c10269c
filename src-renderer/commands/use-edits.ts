/** Edits that say what they did and offer the way back. */
import { useCallback, useMemo } from 'react';
import type { Change, Selection } from '../../src-main/contract/edit.ts';
import { useEdit, useRedo, useUndo } from '../api/edits.ts';
import { type Text, type TextKey, useText } from '../i18n/use-text.ts';
import { errorSentence } from './error-sentence.ts';
import { useToasts } from './toast-store.ts';

export interface Edits {
  /** Resolves to how many generations changed, or null when it failed (which has been said). `isQuiet` says nothing on success. */
  apply(selection: Selection, change: Change, isQuiet?: boolean): Promise<number | null>;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** The same object as long as the language is. */
export function useEdits(): Edits {
  const t = useText();
  const { mutateAsync: edit } = useEdit();
  const { mutateAsync: undo } = useUndo();
  const { mutateAsync: redo } = useRedo();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);

  const step = useCallback(
    async (run: () => Promise<{ readonly changed: number; readonly journalId: number | null }>, done: TextKey, nothing: TextKey) => {
      try {
        const { changed, journalId } = await run();
        say(journalId === null ? t(nothing) : t(done, { count: changed }));
      } catch (error) {
        fail(t('toast.edit-failed', { message: errorSentence(t, error) }));
      }
    },
    [t, say, fail],
  );

  return useMemo(() => {
    const undoLast = (): Promise<void> => step(undo, 'toast.undone', 'toast.nothing-to-undo');
    return {
      async apply(selection, change, isQuiet = false) {
        try {
          const { changed } = await edit({ selection, change });
          const way = changed > 0 ? { label: t('app.undo'), run: () => void undoLast() } : undefined;
          if (!isQuiet) say(sentenceFor(t, change, changed), way);
          return changed;
        } catch (error) {
          fail(t('toast.edit-failed', { message: errorSentence(t, error) }));
          return null;
        }
      },
      undo: undoLast,
      redo: () => step(redo, 'toast.redone', 'toast.nothing-to-redo'),
    };
  }, [t, edit, undo, redo, say, fail, step]);
}

function sentenceFor(t: Text, change: Change, count: number): string {
  switch (change.set) {
    case 'tag-add':
      return t('toast.tagged', { count });
    case 'tag-remove':
      return t('toast.untagged', { count });
    case 'favorite':
      return t(change.favorite ? 'toast.favorited' : 'toast.unfavorited', { count });
    case 'rating':
      return t(change.rating > 0 ? 'toast.rated' : 'toast.unrated', { count });
    case 'note':
    case 'note-append':
      return t('toast.noted', { count });
    case 'collection-add':
      return t('toast.collected', { count, name: change.collection });
    case 'collection-remove':
      return t('toast.uncollected', { count, name: change.collection });
    case 'collection-order':
      return t('toast.reordered', { count });
    case 'stack':
      return t('toast.stacked', { count });
    case 'unstack':
      return t('toast.unstacked', { count });
  }
}
