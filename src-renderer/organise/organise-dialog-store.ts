/** The question of the organise dialog, which is open while the overlay is “arrange”. */
import { create } from 'zustand';
import type { Selection } from '../../src-main/contract/organising/edit.ts';
import type { Sort } from '../../src-main/contract/searching/search.ts';
import { useView } from '../state/store.ts';

export type Question =
  | { readonly type: 'tags' }
  | { readonly type: 'tag'; readonly tag: string }
  /** With a query the new collection is smart; a selection gives its first items. */
  | { readonly type: 'new-collection'; readonly query: string | null; readonly selection: Selection | null }
  | { readonly type: 'collection'; readonly name: string }
  | { readonly type: 'new-search'; readonly q: string; readonly sort: Sort }
  | { readonly type: 'search'; readonly name: string };

interface AskingState {
  readonly question: Question | null;
}

export const useOrganiseDialog = create<AskingState>()(() => ({ question: null }));

/** Opens the dialog. */
export function ask(question: Question): void {
  useOrganiseDialog.setState({ question });
  useView.getState().set({ overlay: 'arrange' });
}

/** Closes the dialog; the question stays set while it fades out. */
export function closeOrganiseDialog(): void {
  const { overlay, set } = useView.getState();
  if (overlay === 'arrange') set({ overlay: 'none' });
}
