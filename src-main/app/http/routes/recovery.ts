/** The routes for recovering a library and restoring backups, and the app that runs while no library can be opened. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { AppEvent } from '../../../contract/library/job.ts';
import type { Opening } from '../../../contract/library/start.ts';
import type { Recovery } from '../../keeping/recovery.ts';
import type { LibraryError } from '../../library/library-error.ts';
import type { AppOptions } from '../app-options.ts';
import { answerError } from '../errors.ts';
import type { App } from '../routes.ts';
import { securityHeaders } from '../security-headers.ts';
import { json, limitBody, validate } from '../validate.ts';
import { eventStream } from './events.ts';
import { folderRoutes } from './folders.ts';

const File = z.object({ file: z.string().min(1).max(10_000) });

/** These routes work whether the library is open, being opened, or cannot be opened. */
export function recoveryApp(recovery: Recovery, opening: () => Opening | null): App {
  const app = new Hono()
    .use(securityHeaders)
    .get('/api/opening', (c) => json(c, opening()))
    .get('/api/recovery', async (c) => json(c, await recovery.info()))
    .get('/api/recovery/plan', async (c) => json(c, await recovery.plan()))
    .post('/api/recovery/bring-back', async (c) => json(c, await recovery.bringBack()))
    .post('/api/recovery/as-it-is', async (c) => json(c, await recovery.goOn()))
    .post('/api/recovery/new', async (c) => json(c, await recovery.beginAnew()))
    .post('/api/recovery/take-back', limitBody, validate('json', File), async (c) =>
      json(c, await recovery.takeBack(c.req.valid('json').file)),
    )
    .post('/api/restore/plan', limitBody, validate('json', File), async (c) =>
      json(c, await recovery.planRestore(c.req.valid('json').file)),
    )
    .post('/api/restore', limitBody, validate('json', File), async (c) =>
      json(c, await recovery.restore(c.req.valid('json').file)),
    )
    .onError(answerError);
  return { fetch: async (request) => app.fetch(request) };
}

export interface ClosedOptions extends Pick<AppOptions, 'door' | 'page'> {
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
  /** The error for every request that needs the library. */
  readonly why: () => LibraryError;
}

/**
 * Replaces the application while there is no library: serves the page, its events, and folders to choose a backup from.
 */
export function closedApp({ door, page, subscribe, why }: ClosedOptions): App {
  const refuse = (): never => {
    throw why();
  };
  const app = new Hono()
    .use(securityHeaders)
    .route('/api', folderRoutes(door))
    .get('/api/events', (c) => {
      const welcome = () => Promise.reject(why());
      return new Response(eventStream({ subscribe, welcome }, c.req.raw.signal), {
        headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
      });
    })
    .post('/api/given-up', (c) => c.body(null, 204))
    .all('/api/*', refuse)
    .all('/media/*', refuse)
    .onError(answerError);
  app.all('*', (c) => page(c.req.raw));
  return { fetch: async (request) => app.fetch(request) };
}
