/**
 * Opens a window at the last address: the settings of the library store the address of the window that was last in
 * front.
 */
import { useEffect, useState } from 'react';
import type { Settings } from '../../src-main/contract/library/library.ts';
import { api } from '../api/client.ts';
import { SEARCH_INPUT_ID } from '../search/search-input-id.ts';
import { followHistory, type ViewHistory } from './history.ts';

/** The address is stored after this pause, in ms. */
const KEEP_MS = 1_000;
/** A longer address is not stored, because the server refuses it. */
const LONGEST = 20_000;

let kept: string | null = null;
let wanted: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

let view: ViewHistory | null = null;

/** Reads the view from the address and synchronises both. Called once, before the first render. */
export function followAddress(): void {
  view = followHistory({
    isTyping: () => document.activeElement?.id === SEARCH_INPUT_ID,
    onWrite(address) {
      wanted = addressThatFits(address);
      clearTimeout(timer);
      timer = setTimeout(keep, KEEP_MS);
    },
  });
  addEventListener('pagehide', keep);
  // Another window may have stored its address meanwhile, so this one is stored again when it gets the focus.
  addEventListener('focus', () => {
    if (!view?.isPlaced()) return;
    kept = null;
    wanted ??= addressThatFits(view.address());
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_MS);
  });
}

/** Shows the last view, if the page was opened with an empty address. */
export function reopen({ address }: Settings): void {
  if (!view || view.isPlaced()) return;
  kept = address;
  view.reopen(address);
}

/** False until the view matches the address or the last window. */
export function useReopening(settings: Settings | undefined): boolean {
  const [isPlaced, setPlaced] = useState(() => view?.isPlaced() ?? true);
  useEffect(() => {
    if (!settings || isPlaced) return;
    reopen(settings);
    setPlaced(true);
  }, [settings, isPlaced]);
  return isPlaced;
}

const addressThatFits = (address: string): string | null => (address.length > LONGEST ? null : address);

function keep(): void {
  clearTimeout(timer);
  if (wanted === null || wanted === kept) return;
  const address = wanted;
  kept = address;
  // A failure loses only the place for the next start; the next change tries again.
  api.keepAddress(address).catch(() => {
    kept = null;
  });
}
