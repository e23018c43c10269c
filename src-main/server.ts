/** The browser door: serves the application over HTTP on this computer to clients with the token. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { AppOptions } from './app/http/app-options.ts';
import { guarded } from './app/http/browser-guard.ts';
import { secureAnswers } from './app/http/node-answers.ts';
import { oneTimePasses } from './app/http/one-time-passes.ts';
import { type App, createApp } from './app/http/routes.ts';
import { LibraryError } from './app/library/library-error.ts';

export const DEFAULT_HOST = '127.0.0.1';
/** The first port to try when none is given. */
const DEFAULT_PORT = 4747;
const PORTS_TRIED = 50;

export type ServeOptions = ServePlace & (Pick<AppOptions, 'library' | 'page'> | Pick<App, 'fetch'>);

interface ServePlace {
  readonly host?: string;
  /** Null or absent: the first free port from {@link DEFAULT_PORT}. 0: any free port. */
  readonly port?: number | null;
  /** 256 random bits unless given. */
  readonly token?: string;
}

export interface RunningServer {
  /** The address to open, with the token. */
  readonly url: string;
  readonly port: number;
  /** An address for opening a browser: it works once, within a minute, and does not contain the token. */
  openingUrl(): string;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/** The largest request head in bytes: the longest query, 10,000 characters, takes up to 90,000 bytes in an address. */
const LONGEST_HEAD = 128 * 1024;

/** Starts serving. Rejects with a LibraryError: "port-busy", "port-forbidden" or "bad-host". */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { host = DEFAULT_HOST, port = null, token = randomBytes(32).toString('base64url') } = options;
  const app = 'fetch' in options ? options : createApp({ ...options, door: 'browser' });
  let guard = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const server = createAdaptorServer({
    fetch: (request) => guard(withPlainBody(request)),
    hostname: host,
    overrideGlobalObjects: false,
    // Our own guard refuses a request without a host.
    serverOptions: { maxHeaderSize: LONGEST_HEAD, requireHostHeader: false },
  }) as Server;
  secureAnswers(server);
  const bound = port === null ? await listenSomewhere(server, host) : await listen(server, host, port);
  const passes = oneTimePasses();
  guard = guarded(app.fetch, { token, passes, host, port: bound });
  const address = `http://${shownHost(host)}:${bound}/`;
  return {
    url: `${address}?token=${token}`,
    port: bound,
    openingUrl: () => `${address}?pass=${passes.issue()}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Hono's body limit makes a new Request for a body of unknown length. That fails for the adapter's own request class
 * ("Cannot read private member #state"), so such requests become Node's own Request first.
 */
function withPlainBody(request: Request): Request {
  if (!request.headers.has('transfer-encoding')) return request;
  const { method, headers, body, signal } = request;
  return new Request(request.url, { method, headers: [...headers], body, signal, duplex: 'half' });
}

async function listenSomewhere(server: Server, host: string): Promise<number> {
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + PORTS_TRIED; port++) {
    try {
      return await listen(server, host, port);
    } catch (cause) {
      if (!(cause instanceof LibraryError) || cause.code === 'bad-host') throw cause;
    }
  }
  return listen(server, host, 0);
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw refusal(cause as NodeJS.ErrnoException, host, port);
  }
  return (server.address() as AddressInfo).port;
}

function refusal(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  if (cause.code === 'EADDRINUSE')
    return new LibraryError('port-busy', `Port ${port} is in use; choose another one with --port.`, null);
  if (cause.code === 'EACCES')
    return new LibraryError(
      'port-forbidden',
      `Port ${port} may not be used by this account; choose one above 1023.`,
      null,
    );
  if (cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND' || cause.code === 'EAI_AGAIN')
    return new LibraryError('bad-host', `“${host}” is not an address of this computer.`, null);
  return cause;
}

/**
 * The host to print: addresses that mean "all interfaces" are printed as loopback, which can be opened on this
 * computer.
 */
function shownHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
