/** Watches chosen sources, and rescans a source when it changed and nothing changes any more. */
import { type FSWatcher, watch as watchPath } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceInfo } from '../../contract/library/library.ts';
import { type FolderState, openFolderChangeDetector } from './folder-change-detector.ts';

export interface WatchOptions {
  readonly sources: () => Promise<readonly SourceInfo[]>;
  /** Rescans the source with this path. */
  readonly rescan: (path: string) => void;
  /** How long a source must stay unchanged before it is read, in ms. */
  readonly restMs?: number;
  /** How often a source is checked that the system cannot watch or that is absent, in ms. */
  readonly pollMs?: number;
}

export interface Watch {
  /** Updates the list of watched sources. */
  look(): void;
  close(): void;
}

const REST_MS = 3_000;
const POLL_MS = 30_000;
/** The largest number of growing files that are observed; for more files only the time counts. */
const FOLLOWED = 200;

/** Nothing is watched before the first {@link Watch.look}. */
export function openWatch({ sources, rescan, restMs = REST_MS, pollMs = POLL_MS }: WatchOptions): Watch {
  const watched = new Map<string, Watched>();
  let closed = false;
  const look = async (): Promise<void> => {
    const wanted = (await sources()).filter((source) => source.watched).map(({ path }) => path);
    if (closed) return;
    for (const [path, each] of watched) {
      if (wanted.includes(path)) continue;
      each.close();
      watched.delete(path);
    }
    for (const path of wanted)
      if (!watched.has(path))
        watched.set(
          path,
          watchOne(path, () => rescan(path), restMs, pollMs),
        );
  };
  return {
    look() {
      // A closing library does not answer, and watches nothing any more.
      void look().catch(() => {});
    },
    close() {
      closed = true;
      for (const each of watched.values()) each.close();
      watched.clear();
    },
  };
}

interface Watched {
  close(): void;
}

/**
 * Watches one folder or file through the system, or by checks at intervals when the system cannot or the path is
 * absent.
 */
function watchOne(path: string, changed: () => void, restMs: number, pollMs: number): Watched {
  let watcher: FSWatcher | null = null;
  let rest: NodeJS.Timeout | null = null;
  const glance = openFolderChangeDetector(path);
  let seen: FolderState = 'same';
  let closed = false;
  const stirred = new Set<string>();

  const listen = (): void => {
    try {
      watcher = watchPath(path, { recursive: true, persistent: false }, (_, name) => stir(name));
      watcher.on('error', stopListening);
    } catch {
      // Not every system and drive reports changes; checks at intervals continue.
      watcher = null;
    }
  };
  const stopListening = (): void => {
    watcher?.close();
    watcher = null;
  };
  const stir = (name: string | null): void => {
    if (stirred.size < FOLLOWED && name !== null) stirred.add(join(path, name));
    if (rest) clearTimeout(rest);
    rest = setTimeout(() => void settle().catch(() => {}), restMs);
    rest.unref();
  };
  /** Waits for files that still grow because they are being copied. */
  const settle = async (): Promise<void> => {
    const files = [...stirred];
    const before = await Promise.all(files.map(sizeOf));
    await new Promise<void>((resolve) => {
      rest = setTimeout(resolve, restMs / 3);
      rest.unref();
    });
    const after = await Promise.all(files.map(sizeOf));
    if (closed) return;
    if (after.some((size, at) => size !== before[at])) return stir(null);
    stirred.clear();
    rest = null;
    // The current state is read now, so checks must not report it again.
    seen = await glance.look(true);
    changed();
  };
  const poll = async (): Promise<void> => {
    const before = seen;
    seen = await glance.look();
    if (closed) return;
    if (seen === 'away') stopListening();
    else if (watcher === null) listen();
    if (seen === 'changed' || (seen === 'away') !== (before === 'away')) stir(null);
  };

  listen();
  void glance.look(true).then((first) => {
    seen = first;
  });
  const timer = setInterval(() => void poll().catch(() => {}), pollMs);
  timer.unref();
  return {
    close() {
      closed = true;
      clearInterval(timer);
      if (rest) clearTimeout(rest);
      stopListening();
    },
  };
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    (found) => found.size,
    () => -1,
  );
