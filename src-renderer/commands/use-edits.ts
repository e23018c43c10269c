/** Edits that say what they did and offer the way back. */
import { useCallback, useMemo } from 'react';
import type { ArrangementInput, Change, Edit, EditResult, JournalChange, Selection } from '../../src-main/contract/edit.ts';
import { ApiError } from '../api/client.ts';
import { useEdit, useRedo, useUndo } from '../api/edits.ts';
import { useArrange } from '../api/organised.ts';
import { closeStacks } from '../gallery/open-stacks.ts';
import { type Text, useText } from '../i18n/use-text.ts';
import { confirmDoubt } from './confirm-store.ts';
import { deedText } from './deed.ts';
import { errorSentence } from './error-sentence.ts';
import { useToasts } from './toast-store.ts';

export interface Edits {
  /** Resolves to how many generations changed, or null when it failed (which has been said) or was not wanted after all. `isQuiet` says nothing on success. */
  apply(selection: Selection, change: Change, isQuiet?: boolean): Promise<number | null>;
  /**
   * Changes tags, collections and searches themselves. Resolves to null when it was done, else to the failure: one that asks for a
   * decision ("tag-exists" …) is left to the caller, every other has been said.
   */
  arrange(arrangement: ArrangementInput, isQuiet?: boolean): Promise<ApiError | null>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Takes back the journal's entry and everything after it. */
  undoBackTo(journalId: number): Promise<void>;
}

/** Failures that a dialog answers. */
export function asksForDecision(error: ApiError): boolean {
  return error.code.endsWith('-exists');
}

/** The same object as long as the language is. */
export function useEdits(): Edits {
  const t = useText();
  const { mutateAsync: edit } = useEdit();
  const { mutateAsync: arrange } = useArrange();
  const { mutateAsync: undo } = useUndo();
  const { mutateAsync: redo } = useRedo();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);

  const refused = useCallback((error: unknown) => fail(t('toast.edit-failed', { message: errorSentence(t, error) })), [t, fail]);

  return useMemo(() => {
    const undoLast = async (): Promise<void> => {
      try {
        const result = await undo();
        closeStacks();
        say(result.journalId === null ? t('toast.nothing-to-undo') : stepText(t, 'toast.undone', 'toast.undone-deed', result, result.redo));
      } catch (error) {
        refused(error);
      }
    };
    const way = { label: t('app.undo'), run: () => void undoLast() };
    return {
      async apply(selection, change, isQuiet = false) {
        try {
          const result = await edit({ selection, change }).catch((error: unknown) => afterAsking({ selection, change }, error, edit));
          if (result === null) return null;
          const { changed } = result;
          if (change.set === 'stack' || change.set === 'unstack') closeStacks();
          if (!isQuiet) say(changed > 0 ? deedText(t, change, changed) : nothingText(t, change), changed > 0 ? way : undefined);
          return changed;
        } catch (error) {
          refused(error);
          return null;
        }
      },
      async arrange(arrangement, isQuiet = false) {
        try {
          const { changed, undo: done, journalId } = await arrange(arrangement);
          if (!isQuiet && done && journalId !== null) say(deedText(t, done, changed), way);
          return null;
        } catch (cause) {
          const error = cause instanceof ApiError ? cause : new ApiError('unknown', String(cause), null, 0);
          if (!asksForDecision(error)) refused(error);
          return error;
        }
      },
      undo: undoLast,
      async redo() {
        try {
          const result = await redo();
          closeStacks();
          say(
            result.journalId === null ? t('toast.nothing-to-redo') : stepText(t, 'toast.redone', 'toast.redone-deed', result, result.undo),
          );
        } catch (error) {
          refused(error);
        }
      },
      async undoBackTo(journalId) {
        let steps = 0;
        try {
          for (let isMore = true; isMore; ) {
            const { journalId: undone } = await undo();
            if (undone !== null) steps += 1;
            isMore = undone !== null && undone > journalId;
          }
          say(t('toast.undone-steps', { count: steps }));
        } catch (error) {
          refused(error);
        }
      },
    };
  }, [t, edit, arrange, undo, redo, say, refused]);
}

/** An edit of a search that was not understood completely is made when the person wants it all the same; null when not. */
async function afterAsking(
  { selection, change }: Edit,
  error: unknown,
  edit: (edit: Edit) => Promise<EditResult>,
): Promise<EditResult | null> {
  if (!(error instanceof ApiError) || error.code !== 'query-not-understood' || selection.by !== 'query') throw error;
  const { word = '', count = 0 } = error.params;
  const goesOn = await confirmDoubt({ word: String(word), count: Number(count) - selection.except.length, change });
  return goesOn ? edit({ selection: { ...selection, asUnderstood: true }, change }) : null;
}

/** @param deed what was taken back or done again, as the journal tells it */
function stepText(
  t: Text,
  plain: 'toast.undone' | 'toast.redone',
  named: 'toast.undone-deed' | 'toast.redone-deed',
  { changed }: EditResult,
  deed: JournalChange | null,
): string {
  return deed === null ? t(plain, { count: changed }) : t(named, { deed: deedText(t, deed, changed) });
}

/** Why an edit changed nothing. */
function nothingText(t: Text, change: Change): string {
  switch (change.set) {
    case 'tag-add':
      return t('toast.tagged', { count: 0 });
    case 'tag-remove':
      return t('toast.untagged', { count: 0 });
    case 'favorite':
      return t(change.favorite ? 'toast.favorited' : 'toast.unfavorited', { count: 0 });
    case 'rating':
      return t(change.rating > 0 ? 'toast.rated' : 'toast.unrated', { count: 0 });
    case 'note':
    case 'note-append':
      return t('toast.noted', { count: 0 });
    case 'collection-add':
      return t('toast.collected', { count: 0, name: change.collection });
    case 'collection-remove':
      return t('toast.uncollected', { count: 0, name: change.collection });
    case 'collection-order':
      return t('toast.reordered', { count: 0 });
    case 'stack':
      return t('toast.stacked', { count: 0 });
    case 'unstack':
      return t('toast.unstacked', { count: 0 });
  }
}
