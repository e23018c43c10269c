/** Serves a library to browsers until it is stopped: for `serve`, and for a start without a window. */
import type { Library } from '../app/library.ts';
import { openLibrary } from '../app/open-library.ts';
import type { AppOptions } from '../app/routes.ts';
import { staticPage } from '../app/static-page.ts';
import { startServer } from '../server.ts';

export interface Serving {
  /** Null: the default library. */
  readonly library: string | null;
  readonly host?: string;
  /** Null: the first free one. */
  readonly port: number | null;
  readonly page?: AppOptions['page'];
  readonly signal: AbortSignal;
  /** Called once, when the address can be opened. `openingUrl` makes an address that is safe on the command line of another program. */
  readonly onReady: (url: string, library: Library, openingUrl: () => string) => Promise<void> | void;
}

/** Resolves when the signal is aborted and everything is closed. Rejects when serving cannot begin. */
export async function serveUntilStopped(serving: Serving): Promise<void> {
  const { host, port, signal, page = staticPage() } = serving;
  const library = await openLibrary({ directory: serving.library, backgroundPreviews: true });
  try {
    const server = await startServer({ library, page, port, ...(host === undefined ? {} : { host }) });
    await serving.onReady(server.url, library, server.openingUrl);
    await aborted(signal);
    await server.close();
  } finally {
    await library.close();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
