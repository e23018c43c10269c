/** A window opens where the last one was left: the address of the window that was last in front is kept in the library's settings. */
import { useEffect, useState } from 'react';
import type { Settings } from '../../src-main/contract/library.ts';
import { api } from '../api/client.ts';
import { SEARCH_INPUT_ID } from '../search/search-input-id.ts';
import { followHistory, type ViewHistory } from './history.ts';

/** An address is kept this long after the last movement. */
const KEEP_MS = 1_000;
/** Longer than this it is not kept; the server would refuse it. */
const LONGEST = 20_000;

let kept: string | null = null;
let wanted: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

let view: ViewHistory | null = null;

/** Takes the view from the page's address and keeps it in step from then on. Called once, before anything is drawn. */
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
  // Another window may have kept its own address meanwhile: this one is kept again when it is in front again.
  addEventListener('focus', () => {
    if (!view?.isPlaced()) return;
    kept = null;
    wanted ??= addressThatFits(view.address());
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_MS);
  });
}

/** False until the view is what the address, or the last window, asks for. */
export function useReopening(settings: Settings | undefined): boolean {
  const [isPlaced, setPlaced] = useState(() => view?.isPlaced() ?? true);
  useEffect(() => {
    if (!settings || isPlaced) return;
    kept = settings.address;
    view?.reopen(settings.address);
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
  // Only where to open next time is lost, and the next movement tries again.
  api.keepAddress(address).catch(() => {
    kept = null;
  });
}
