/** The context of commands: the current view, their target, and functions for edits. */
import { useEffect, useMemo, useRef } from 'react';
import type { DesktopBridge, Settings } from '../../src-main/contract/library/library.ts';
import { useOrganised } from '../api/organised.ts';
import { useLibrary, useSaveSettings } from '../api/queries.ts';
import { type Text, useText } from '../i18n/use-text.ts';
import { collectionInView } from '../organise/collection-in-view.ts';
import { desktopBridge } from '../shell/bridge.ts';
import { useToasts } from '../shell/toast-store.ts';
import { useView, type ViewActions, type ViewState } from '../state/store.ts';
import { type Edits, useEdits } from './edits/use-edits.ts';
import type { Target } from './target.ts';
import { useFirst, useTarget } from './use-target.ts';

export interface CommandContext {
  readonly view: ViewState & ViewActions;
  readonly target: Target | null;
  /** The collection in view; null for none. */
  readonly collection: string | null;
  /** The first generation of the result; null when there is none. */
  readonly first: number | null;
  /** The number of generations in the library. */
  readonly total: number;
  readonly edits: Edits;
  readonly bridge: DesktopBridge | undefined;
  readonly t: Text;
  readonly say: (text: string) => void;
  readonly fail: (text: string) => void;
  readonly saveSettings: (settings: Partial<Settings>) => void;
}

/** A function that returns the current context; the function itself never changes. */
export function useCommandContext(): () => CommandContext {
  const t = useText();
  const edits = useEdits();
  const target = useTarget();
  const first = useFirst();
  const q = useView((state) => state.q);
  const collections = useOrganised().data?.collections;
  const collection = useMemo(() => collectionInView(q, collections ?? []), [q, collections]);
  const library = useLibrary();
  const { mutate: saveSettings } = useSaveSettings();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const total = library.data?.total ?? 0;
  const parts = useMemo(
    () => ({
      t,
      edits,
      target,
      collection,
      first,
      total,
      say,
      fail,
      saveSettings: (settings: Partial<Settings>) => saveSettings(settings),
    }),
    [t, edits, target, collection, first, total, say, fail, saveSettings],
  );
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  }, [parts]);
  return useMemo(() => () => ({ ...latest.current, view: useView.getState(), bridge: desktopBridge() }), []);
}
