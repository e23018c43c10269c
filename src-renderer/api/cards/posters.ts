/** Which posters could not be shown, and the versions that make the browser ask again once they were made. */
import { useCallback, useSyncExternalStore } from 'react';

/** How many posters are remembered: in a library whose drive is away every one of them fails. */
const MOST = 20_000;

const failed = new Set<number>();
const versions = new Map<number, number>();
const listeners = new Map<number, Set<() => void>>();

/** The image did not load: it is asked for again when the server says that it was made. */
export function posterFailed(rowid: number): void {
  failed.add(rowid);
  forgetOldest(failed);
}

/** The server made these posters: those that had failed get a new version. */
export function postersMade(rowids: readonly number[]): void {
  for (const rowid of rowids) {
    if (!failed.delete(rowid)) continue;
    const version = (versions.get(rowid) ?? 0) + 1;
    versions.delete(rowid);
    versions.set(rowid, version);
    forgetOldest(versions);
    for (const listener of listeners.get(rowid) ?? []) listener();
  }
}

/** What was scrolled away long ago is asked for anew when it comes back into view. */
function forgetOldest(remembered: Set<number> | Map<number, number>): void {
  for (const rowid of remembered.keys()) {
    if (remembered.size <= MOST) return;
    if (!listeners.has(rowid)) remembered.delete(rowid);
  }
}

/** The version of a poster, for its address. */
export function usePosterVersion(rowid: number): number {
  const subscribe = useCallback((listener: () => void) => listen(rowid, listener), [rowid]);
  return useSyncExternalStore(subscribe, () => versions.get(rowid) ?? 0);
}

function listen(rowid: number, listener: () => void): () => void {
  const own = listeners.get(rowid) ?? new Set();
  listeners.set(rowid, own.add(listener));
  return () => {
    own.delete(listener);
    if (own.size === 0 && listeners.get(rowid) === own) listeners.delete(rowid);
  };
}
