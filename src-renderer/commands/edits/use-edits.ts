/** Makes edits with a notice that offers undo. */
import { useCallback, useMemo } from 'react';
import type {
  ArrangementInput,
  Change,
  Edit,
  EditResult,
  JournalChange,
  Selection,
} from '../../../src-main/contract/organising/edit.ts';
import { ApiError } from '../../api/client.ts';
import { useEdit, useRedo, useUndo } from '../../api/edits.ts';
import { useArrange } from '../../api/organised.ts';
import { closeStacks } from '../../gallery/result/open-stacks.ts';
import { type Text, useText } from '../../i18n/use-text.ts';
import { errorSentence } from '../../shell/error-sentence.ts';
import { useToasts } from '../../shell/toast-store.ts';
import { confirmDoubt } from './confirm-store.ts';
import { describeChange } from './describe-change.ts';

export interface Edits {
  /**
   * Resolves to the number of changed generations; null when it failed (a notice says so) or was not confirmed.
   * `isQuiet`: no notice on success.
   */
  apply(selection: Selection, change: Change, isQuiet?: boolean): Promise<number | null>;
  /**
   * Changes tags, collections and searches. Resolves to null when done, otherwise to the error. The caller handles
   * errors that need a decision ("tag-exists" …); for all others a notice is shown.
   */
  arrange(arrangement: ArrangementInput, isQuiet?: boolean): Promise<ApiError | null>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Undoes this journal entry and all later ones. */
  undoBackTo(journalId: number): Promise<void>;
}

/** Whether an error needs a decision in a dialog. */
export function asksForDecision(error: ApiError): boolean {
  return error.code.endsWith('-exists');
}

/** The same object until the language changes. */
export function useEdits(): Edits {
  const t = useText();
  const { mutateAsync: edit } = useEdit();
  const { mutateAsync: arrange } = useArrange();
  const { mutateAsync: undo } = useUndo();
  const { mutateAsync: redo } = useRedo();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);

  const refused = useCallback(
    (error: unknown) => fail(t('toast.edit-failed', { message: errorSentence(t, error) })),
    [t, fail],
  );

  return useMemo(() => {
    const undoLast = async (): Promise<void> => {
      try {
        const result = await undo(null);
        closeStacks();
        say(
          result.journalId === null
            ? t('toast.nothing-to-undo')
            : stepText(t, 'toast.undone', 'toast.undone-deed', result, result.redo),
        );
      } catch (error) {
        refused(error);
      }
    };
    const way = { label: t('app.undo'), run: () => void undoLast() };
    return {
      async apply(selection, change, isQuiet = false) {
        try {
          const result = await edit({ selection, change }).catch((error: unknown) =>
            afterAsking({ selection, change }, error, edit),
          );
          if (result === null) return null;
          const { changed } = result;
          if (change.set === 'stack' || change.set === 'unstack') closeStacks();
          if (!isQuiet)
            say(
              changed > 0 ? describeChange(t, change, changed) : nothingText(t, change),
              changed > 0 ? way : undefined,
            );
          return changed;
        } catch (error) {
          refused(error);
          return null;
        }
      },
      async arrange(arrangement, isQuiet = false) {
        try {
          const { changed, undo: done, journalId } = await arrange(arrangement);
          if (!isQuiet && done && journalId !== null) say(describeChange(t, done, changed), way);
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
            result.journalId === null
              ? t('toast.nothing-to-redo')
              : stepText(t, 'toast.redone', 'toast.redone-deed', result, result.undo),
          );
        } catch (error) {
          refused(error);
        }
      },
      async undoBackTo(journalId) {
        try {
          const { steps } = await undo(journalId);
          closeStacks();
          say(t('toast.undone-steps', { count: steps }));
        } catch (error) {
          refused(error);
        }
      },
    };
  }, [t, edit, arrange, undo, redo, say, refused]);
}

/** Runs an edit of a partly understood search after the person confirmed it; null when not confirmed. */
async function afterAsking(
  { selection, change }: Edit,
  error: unknown,
  edit: (edit: Edit) => Promise<EditResult>,
): Promise<EditResult | null> {
  if (!(error instanceof ApiError) || error.code !== 'query-not-understood' || selection.type !== 'query') throw error;
  const { word = '', count = 0 } = error.params;
  const goesOn = await confirmDoubt({ word: String(word), count: Number(count) - selection.except.length, change });
  return goesOn ? edit({ selection: { ...selection, asUnderstood: true }, change }) : null;
}

/** @param deed the description of the undone or redone change */
function stepText(
  t: Text,
  plain: 'toast.undone' | 'toast.redone',
  named: 'toast.undone-deed' | 'toast.redone-deed',
  { changed }: EditResult,
  deed: JournalChange | null,
): string {
  return deed === null ? t(plain, { count: changed }) : t(named, { deed: describeChange(t, deed, changed) });
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
