/** Edits, undo and redo: shown at once, then confirmed by the server; a failed edit is reverted on the page. */
import {
  type QueryClient,
  type QueryKey,
  type UseMutationResult,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { Card, GenerationDetail } from '../../src-main/contract/items/generation.ts';
import { EVERY_EDIT } from '../../src-main/contract/organising/change.ts';
import type { Change, Edit, EditResult, UndoResult } from '../../src-main/contract/organising/edit.ts';
import { moveInLayout } from '../gallery/grid/move-items.ts';
import { applyChange } from '../state/apply-change.ts';
import { memberTest } from '../state/selection.ts';
import { cardStore } from './cards/cards.ts';
import { api } from './client.ts';
import { ownEdit, refresh } from './events/changes.ts';
import type { Answer } from './result/results.ts';

/** Applies one change to a selection; cards and open details show it before the server has answered. */
export function useEdit(): UseMutationResult<EditResult, Error, Edit> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (edit) => ownEdit(client, () => api.edit(edit)),
    onMutate: async (edit) => {
      await client.cancelQueries({ queryKey: ['generation'] });
      return showEdit(client, edit);
    },
    onSuccess: (result, _edit, shown) => {
      shown.confirm();
      tookEffect(client, result);
      // The edit changed nothing, for example because the tag was an alias of a tag of the item: what is shown must be
      // corrected.
      if (result.change === null) refresh(client, { parts: [], items: shown.rowids() });
    },
    onError: (_error, _edit, shown) => {
      shown?.takeBack();
      refresh(client, EVERY_EDIT);
    },
  });
}

/** Undoes a journal entry and all later ones; null: the latest entry. */
export function useUndo(): UseMutationResult<UndoResult, Error, number | null> {
  return useStep(api.undo);
}

export function useRedo(): UseMutationResult<EditResult, Error, void> {
  return useStep<EditResult, void>(api.redo);
}

function useStep<R extends EditResult, A>(step: (asked: A) => Promise<R>): UseMutationResult<R, Error, A> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: A) => ownEdit(client, () => step(asked)),
    onSuccess: (result) => tookEffect(client, result),
    onError: () => refresh(client, EVERY_EDIT),
  });
}

/** Applies the answer of an edit of this page: refetches what the edit changed. */
export function tookEffect(client: QueryClient, result: EditResult): void {
  client.setQueryData<EditResult>(['journal'], result);
  if (result.change) refresh(client, result.change.scope);
}

interface Shown {
  /** Confirms the edit: later data of the server is right. */
  confirm(): void;
  takeBack(): void;
  /** The items that are shown changed. */
  rowids(): number[];
}

/** Shows the edit before it is done. */
function showEdit(client: QueryClient, { selection, change }: Edit): Shown {
  const isMeant = memberTest(selection);
  const cards = new Map<number, Card>();
  const details = client.getQueriesData<GenerationDetail>({ queryKey: ['generation'] });
  const confirm = cardStore.patch((card) => {
    if (!isMeant(card.rowid)) return card;
    cards.set(card.rowid, card);
    return applyChange(card, change);
  });
  client.setQueriesData<GenerationDetail>({ queryKey: ['generation'] }, (detail) => {
    if (!detail || !isMeant(detail.rowid)) return detail;
    return withNote(applyChange(detail, change), change);
  });
  const answers = moveInOwnOrder(client, selection, change);
  const takeBack = (): void => {
    confirm();
    for (const [key, answer] of answers) client.setQueryData(key, answer);
    cardStore.patch((card) => cards.get(card.rowid) ?? card)();
    for (const [key, detail] of details) client.setQueryData(key, detail);
  };
  const rowids = (): number[] => [
    ...new Set([
      ...cards.keys(),
      ...details.flatMap(([, detail]) => (detail && isMeant(detail.rowid) ? [detail.rowid] : [])),
    ]),
  ];
  return { confirm, takeBack, rowids };
}

/** Shows items moved in a manual order at their new place at once; returns the former answers. */
function moveInOwnOrder(
  client: QueryClient,
  selection: Edit['selection'],
  change: Change,
): readonly [QueryKey, Answer | undefined][] {
  if (change.set !== 'collection-order' || selection.type !== 'rowids') return [];
  const inOwnOrder = {
    queryKey: ['result'],
    predicate: ({ queryKey }: { readonly queryKey: QueryKey }) => queryKey[2] === 'collection',
  };
  const before = client.getQueriesData<Answer>(inOwnOrder);
  client.setQueriesData<Answer>(
    inOwnOrder,
    (answer) => answer && { ...answer, layout: moveInLayout(answer.layout, selection.rowids, change.before) },
  );
  return before;
}

function withNote(detail: GenerationDetail, change: Change): GenerationDetail {
  return change.set === 'note' ? { ...detail, note: change.note } : detail;
}
