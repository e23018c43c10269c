/** Edits, undo and redo: shown at once, then confirmed by the server; a failed edit is taken back. */
import { type QueryClient, type QueryKey, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Change, Edit, EditResult } from '../../src-main/contract/edit.ts';
import type { Card, GenerationDetail } from '../../src-main/contract/generation.ts';
import type { Layout } from '../../src-main/contract/layout.ts';
import { moveInLayout } from '../gallery/move-items.ts';
import { applyChange } from '../state/apply-change.ts';
import { memberTest } from '../state/selection.ts';
import { cardStore } from './cards.ts';
import { api } from './client.ts';

/** Applies one change to a selection; cards and open details show it before the server has answered. */
export function useEdit(): UseMutationResult<EditResult, Error, Edit> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.edit,
    onMutate: async (edit) => {
      await client.cancelQueries({ queryKey: ['generation'] });
      return showEdit(client, edit);
    },
    onSuccess: (result, edit, shown) => {
      shown.confirm();
      setJournal(client, result);
      for (const key of changedBy(edit)) void client.invalidateQueries({ queryKey: [key] });
    },
    onError: (_error, _edit, shown) => {
      shown?.takeBack();
      void askAgain(client);
    },
  });
}

export function useUndo(): UseMutationResult<EditResult, Error, void> {
  return useStep(api.undo);
}

export function useRedo(): UseMutationResult<EditResult, Error, void> {
  return useStep(api.redo);
}

function useStep(step: () => Promise<EditResult>): UseMutationResult<EditResult, Error, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: (result) => {
      setJournal(client, result);
      return askAgain(client);
    },
    onError: () => void askAgain(client),
  });
}

function setJournal(client: QueryClient, result: EditResult): void {
  client.setQueryData<EditResult>(['journal'], result);
}

interface Shown {
  /** The server has done it: what it says from now on is right. */
  confirm(): void;
  takeBack(): void;
}

/** Shows the edit as if it were done. */
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
  const layouts = moveInOwnOrder(client, selection, change);
  const takeBack = (): void => {
    confirm();
    for (const [key, layout] of layouts) client.setQueryData(key, layout);
    cardStore.patch((card) => cards.get(card.rowid) ?? card)();
    for (const [key, detail] of details) client.setQueryData(key, detail);
  };
  return { confirm, takeBack };
}

/** Items moved in a collection's own order stand in their new place at once; returns the layouts as they were. */
function moveInOwnOrder(client: QueryClient, selection: Edit['selection'], change: Change): readonly [QueryKey, Layout | undefined][] {
  if (change.set !== 'collection-order' || selection.by !== 'rowids') return [];
  const inOwnOrder = { queryKey: ['layout'], predicate: ({ queryKey }: { readonly queryKey: QueryKey }) => queryKey[2] === 'collection' };
  const before = client.getQueriesData<Layout>(inOwnOrder);
  client.setQueriesData<Layout>(inOwnOrder, (layout) => layout && moveInLayout(layout, selection.rowids, change.before));
  return before;
}

function withNote(detail: GenerationDetail, change: Change): GenerationDetail {
  return change.set === 'note' ? { ...detail, note: change.note } : detail;
}

/** What is asked for again at once; the rest follows the server's own word that the catalog changed. */
function changedBy({ change }: Edit): readonly string[] {
  if (change.set === 'stack' || change.set === 'unstack') return ['generation', 'stack', 'layout'];
  if (change.set.startsWith('collection-')) return ['generation', 'organised', 'layout'];
  return ['generation'];
}

async function askAgain(client: QueryClient): Promise<void> {
  cardStore.expire();
  for (const key of ['organised', 'history', 'stack']) void client.invalidateQueries({ queryKey: [key] });
  await client.invalidateQueries({ queryKey: ['generation'] });
}
