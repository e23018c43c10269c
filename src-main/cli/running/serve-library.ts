/** Serves a library to browsers until it is stopped: for `serve`, and for a start without a window. */

import type { AppOptions } from '../../app/http/app-options.ts';
import { toUserError } from '../../app/http/errors.ts';
import type { Library } from '../../app/library/library.ts';
import type { LibraryError } from '../../app/library/library-error.ts';
import { openHost } from '../../app/library/library-host.ts';
import { staticPage } from '../../app/static-page.ts';
import { startServer } from '../../server.ts';
import type { LogOptions } from '../../storage/log.ts';
import { openingLine } from '../output/opening-line.ts';

export interface Serving {
  /** Null: the default library. */
  readonly library: string | null;
  readonly host?: string;
  /** Null: the first free one. */
  readonly port: number | null;
  readonly page?: AppOptions['page'];
  readonly log?: LogOptions;
  readonly signal: AbortSignal;
  /** Called once, when the library is open: at once or after its recovery. */
  readonly onOpen?: (library: Library) => Promise<void>;
  /**
   * Called once, when the address can be opened; the library may still be being opened. `openingUrl` makes an address
   * that is safe on the command line of another program.
   */
  readonly onReady: (url: string, openingUrl: () => string) => Promise<void> | void;
  /** Called with the reason when the library needs recovery, or can only be read. */
  readonly onTrouble: (reason: LibraryError) => void;
}

/** Resolves when the signal is aborted and everything is closed. Rejects when serving cannot begin. */
export async function serveUntilStopped(serving: Serving): Promise<void> {
  const { host: address, port, signal, page = staticPage() } = serving;
  const opening = openingLine((sentence) => void process.stderr.write(`${sentence}\n`));
  const host = await openHost({
    onOpening: opening.update,
    directory: serving.library,
    door: 'browser',
    page,
    ...(serving.log && { log: serving.log }),
    ...(serving.onOpen && { onOpen: serving.onOpen }),
  });
  try {
    const server = await startServer({ fetch: host.fetch, port, ...(address === undefined ? {} : { host: address }) });
    try {
      await serving.onReady(server.url, server.openingUrl);
      await host.opened.finally(opening.end);
      const trouble = host.lost() ?? host.library.unwritable;
      if (trouble) serving.onTrouble(trouble);
      await aborted(signal);
    } finally {
      await server.close();
    }
  } finally {
    await host.close();
  }
}

/** The same for a starter outside of the command line: resolves to the reason why it could not serve, or to null. */
export async function serveOrExplain(serving: Serving): Promise<string | null> {
  try {
    await serveUntilStopped(serving);
    return null;
  } catch (cause) {
    const told = toUserError(cause);
    return told ? [told.message, told.path].filter(Boolean).join(' ') : String((cause as Error).stack ?? cause);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
