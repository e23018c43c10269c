/**
 * Holds a library for a door that keeps running: answers requests even when the library cannot be opened, recovers the
 * library, and opens it again without a restart of the program.
 */

import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { catalogLooksWell } from '../../catalog/looks-well.ts';
import { LostCode, type Recovered } from '../../contract/library/backups.ts';
import type { AppEvent } from '../../contract/library/job.ts';
import type { Opening } from '../../contract/library/start.ts';
import { isExplicit } from '../../contract/searching/address.ts';
import { codeOf } from '../../storage/error-code.ts';
import { isThere } from '../../storage/is-there.ts';
import type { LogOptions } from '../../storage/log.ts';
import type { Remote } from '../../threads/rpc.ts';
import type { AppOptions } from '../http/app-options.ts';
import { closedApp, recoveryApp } from '../http/routes/recovery.ts';
import { keptStartApp } from '../http/routes/start.ts';
import { type App, createApp } from '../http/routes.ts';
import type { Recovery } from '../keeping/recovery.ts';
import { listSnapshots } from '../keeping/snapshots.ts';
import { lazyThread } from '../workers/lazy-thread.ts';
import type { RecoveryApi } from '../workers/recovery-worker.ts';
import type { Library } from './library.ts';
import { LibraryError } from './library-error.ts';
import { defaultLibraryFolder } from './library-folder.ts';
import { openLibrary } from './open-library.ts';
import { openStartKeeper } from './opening/start-keeper.ts';

export interface HostOptions {
  /** Null: the operating system's per-user data folder. */
  readonly directory: string | null;
  readonly door: AppOptions['door'];
  readonly page: AppOptions['page'];
  /** Options of the log file. */
  readonly log?: LogOptions;
  /** Lets the door add its own functions to each library that is opened. */
  readonly dress?: (library: Library) => Library;
  /** Called while a library of an older version is brought up to date. */
  readonly onOpening?: (opening: Opening) => void;
  /** Called once, when the library opens for the first time. */
  readonly onOpen?: (library: Library) => void | Promise<void>;
}

export interface LibraryHost extends App {
  /** One object that represents the open library as long as the program runs. Its members throw while none is open. */
  readonly library: Library;
  /**
   * Resolves when the first opening has ended: the library is open or needs recovery. Rejects with a
   * {@link LibraryError} when it can never be opened.
   */
  readonly opened: Promise<void>;
  /** Why the library cannot be opened; null while it is open or being opened. */
  lost(): LibraryError | null;
  close(): Promise<void>;
}

interface Changed {
  readonly replaced: string | null;
  /** The paths of sources to import again. */
  readonly sources?: readonly string[];
}

/**
 * Opens the library, or waits for its recovery. A library that looks well is still being opened when this resolves: the
 * page loads meanwhile, and requests that need the library wait. Rejects with a {@link LibraryError} when it can never
 * be opened.
 */
export async function openHost({
  directory: given,
  door,
  page,
  log,
  dress = (library) => library,
  onOpening = () => {},
  onOpen,
}: HostOptions): Promise<LibraryHost> {
  const directory = resolve(given ?? defaultLibraryFolder());
  const looksWell = catalogLooksWell(directory);
  const start = openStartKeeper({ directory, door });
  // Before anything writes into the library.
  const kept = looksWell ? await start.read() : null;
  const listeners = new Set<(event: AppEvent) => void>();
  const tell = (event: AppEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const subscribe = (listener: (event: AppEvent) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  let open: { readonly library: Library; readonly app: App } | null = null;
  let lost: LibraryError | null = null;
  let opening: Opening | null = null;
  let isFirst = true;
  let isChanging = false;

  const library = standIn(() => {
    if (!open) throw lost ?? changing(directory);
    return open.library;
  });
  const tryToOpen = async (): Promise<void> => {
    try {
      const opened = await openLibrary({
        directory,
        backgroundPreviews: true,
        onOpening(news) {
          opening = news;
          onOpening(news);
        },
        ...(log && { log }),
      });
      opened.subscribe(tell);
      const dressed = dress({ ...opened, subscribe });
      open = { library: dressed, app: createApp({ library: dressed, door, page }) };
      lost = null;
    } catch (cause) {
      if (!(cause instanceof LibraryError) || (isFirst && !isLost(cause))) throw cause;
      lost = cause;
      return;
    } finally {
      opening = null;
    }
    if (isFirst) await onOpen?.(library);
    isFirst = false;
  };
  const ask = async <T>(question: (api: Remote<RecoveryApi>) => Promise<T>): Promise<T> => {
    const thread = lazyThread<RecoveryApi>('recovery-worker', () => ({ directory }));
    try {
      return await question(thread.get().call);
    } catch (cause) {
      throw isFull(cause) ? full(directory) : cause;
    } finally {
      await thread.close();
    }
  };
  /**
   * Closes the library, runs `change`, and opens the library again. When the catalog was replaced, every page receives
   * an event to reload. When the change failed, the library opens as it was.
   */
  const whileClosed = async (change: () => Promise<Changed>): Promise<Recovered> => {
    if (isChanging) throw changing(directory);
    isChanging = true;
    const wasLost = lost;
    try {
      await open?.library.close();
      open = null;
      const { replaced, sources = [] } = await change();
      await tryToOpen();
      tell({ type: 'replaced' });
      return { replaced, items: await readAgain(sources) };
    } finally {
      if (!open && !lost) await tryToOpen();
      if (lost && !wasLost) tell({ type: 'replaced' });
      isChanging = false;
    }
  };
  /** Imports sources again that were imported after the snapshot. Returns the number of items now. */
  const readAgain = async (sources: readonly string[]): Promise<number> => {
    if (!open) return 0;
    const there = await Promise.all(sources.map(isThere));
    const paths = sources.filter((_, at) => there[at]);
    // An archive that cannot be read now is skipped; the person can import it later.
    if (paths.length > 0) await open.library.jobs.import(paths).catch(() => {});
    return open.library.reads.total();
  };
  const onlyLost = (): void => {
    if (open) throw new LibraryError('bad-request', 'This library is open: it needs no recovery.', directory);
  };

  const recovery: Recovery = {
    async info() {
      if (!lost) return null;
      const code = LostCode.safeParse(lost.code).data ?? 'library-damaged';
      const { message } = lost;
      const mayGoOn = code === 'edits-missing' || code === 'library-damaged';
      const canGoOn = mayGoOn && (await ask((api) => api.canGoOn()));
      return { code, path: directory, message, snapshots: [...listSnapshots(directory)], canGoOn, door };
    },
    async plan() {
      onlyLost();
      return ask((api) => api.plan());
    },
    async bringBack() {
      onlyLost();
      return whileClosed(() => ask((api) => api.bringBack()));
    },
    async goOn() {
      onlyLost();
      return whileClosed(() => ask((api) => api.goOn()));
    },
    async beginAnew() {
      onlyLost();
      return whileClosed(() => ask((api) => api.beginAnew()));
    },
    planRestore: (file) => ask((api) => api.planFile(file)),
    restore: (file) => whileClosed(() => ask((api) => api.restore(file))),
    takeBack: (file) => whileClosed(() => ask((api) => api.takeBack(file))),
  };
  const ways = recoveryApp(recovery, () => opening);
  /** A page whose first screen was kept learns from this that the library could not be opened. */
  const subscribeWhileClosed: typeof subscribe = (listener) => {
    if (lost && isKeptSent) listener({ type: 'replaced' });
    isKeptSent = false;
    return subscribe(listener);
  };
  const closed = closedApp({ door, page, subscribe: subscribeWhileClosed, why: () => lost ?? changing(directory) });
  /** Null once the library is open: the answer of a million items takes 5 MB. */
  let keptApp = kept && keptStartApp(kept);
  let isKeptSent = false;

  const answer = async (request: Request, path: string): Promise<Response> =>
    (/^\/api\/(recovery|restore|opening)(\/|$)/.test(path) ? ways : (open?.app ?? closed)).fetch(request);
  let isOpening = true;
  const wanted = Promise.withResolvers<void>();
  const isPatient = keptApp !== null && door === 'browser';
  const opened = (
    isPatient ? Promise.race([wanted.promise, setTimeout(LATEST_MS, undefined, { ref: false })]) : settledNow
  )
    .then(tryToOpen)
    .finally(() => {
      isOpening = false;
      keptApp = null;
    });
  const settled = opened.catch(() => {});
  void settled.then(() => open && start.keepSoon({ library, door }));
  if (!looksWell) await opened;
  return {
    library,
    opened,
    lost: () => lost,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      if (!isOpening || !NEEDS_THE_LIBRARY.test(pathname)) return answer(request, pathname);
      if (keptApp && pathname === '/api/start' && !isExplicit(search)) {
        isKeptSent = true;
        return keptApp.fetch(request);
      }
      wanted.resolve();
      await settled;
      return answer(request, pathname);
    },
    async close() {
      wanted.resolve();
      await settled;
      const leave = open ? await start.keepAtEnd({ library: open.library, door }) : null;
      await open?.library.close();
      open = null;
      await leave?.();
    },
  };
}

const settledNow = Promise.resolve();

/**
 * With a kept first screen the library is opened when the page asks for more, which it does when it has painted its first
 * cards: the library's threads would take the processor from it before. Without a page it is opened after this time.
 */
const LATEST_MS = 800;

/** All other requests are for files of the page, or ask how far the opening has come. */
const NEEDS_THE_LIBRARY = /^\/(?:api\/(?!opening$)|media\/)/;

/** Whether recovery can help: the catalog of a library that was in use is lost or damaged. */
const isLost = ({ code, params }: LibraryError): boolean => LostCode.safeParse(code).success && 'copy' in params;

const isFull = (cause: unknown): boolean => ['ENOSPC', 'SQLITE_FULL'].includes(codeOf(cause));

const full = (directory: string): LibraryError =>
  new LibraryError('disk-full', 'There is no room on the disk to restore the library. Nothing was changed.', directory);

const changing = (directory: string): LibraryError =>
  new LibraryError('library-busy', 'This library is being restored. Try again in a moment.', directory);

/** Makes one object that always passes its calls to the library that is open now. */
function standIn(current: () => Library): Library {
  return new Proxy({} as Library, { get: (_, name) => (name === 'then' ? undefined : Reflect.get(current(), name)) });
}
