/** Watches sources the person wants watched, and has one read again when something in it has changed and come to rest. */
import { type FSWatcher, watch as watchPath } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceInfo } from '../contract/library.ts';
import { type Glance, openGlance } from './folder-glance.ts';

export interface WatchOptions {
  readonly sources: () => Promise<readonly SourceInfo[]>;
  /** Asks for a source to be read again, by its path. */
  readonly rescan: (path: string) => void;
  /** How long nothing may stir before a source is read, in ms. */
  readonly restMs?: number;
  /** How often a source is looked at that the system cannot watch, or that is away, in ms. */
  readonly pollMs?: number;
}

export interface Watch {
  /** Looks anew at which sources are to be watched. */
  look(): void;
  close(): void;
}

const REST_MS = 3_000;
const POLL_MS = 30_000;
/** Files whose growth is followed; the changes of more at once are waited for by the clock alone. */
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
      // A library that is being closed answers no more, and nothing is to be watched then.
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

/** Watches one folder or file through the system where it can, and by looking now and then where it cannot or nothing is there. */
function watchOne(path: string, changed: () => void, restMs: number, pollMs: number): Watched {
  let watcher: FSWatcher | null = null;
  let rest: NodeJS.Timeout | null = null;
  const glance = openGlance(path);
  let seen: Glance = 'same';
  let closed = false;
  const stirred = new Set<string>();

  const listen = (): void => {
    try {
      watcher = watchPath(path, { recursive: true, persistent: false }, (_, name) => stir(name));
      watcher.on('error', stopListening);
    } catch {
      // Not every system and not every drive can tell by itself: looking now and then remains.
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
  /** A file that is still being copied grows: it is waited for. */
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
    // What is read now need not be found again by looking.
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
