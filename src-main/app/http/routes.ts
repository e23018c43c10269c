/** The application behind every door: one web-standard fetch handler over a library and its page. */

import { Hono } from 'hono';
import type { AppOptions } from './app-options.ts';
import { answerError } from './errors.ts';
import { mediaRoutes } from './media-routes.ts';
import { type Arrival, type OpenRequests, openRequests } from './open-requests.ts';
import { backupRoutes } from './routes/backups.ts';
import { cancelledRequestRoutes } from './routes/cancelled-requests.ts';
import { editRoutes } from './routes/edits.ts';
import { eventRoutes } from './routes/events.ts';
import { exportRoutes } from './routes/exports.ts';
import { folderRoutes } from './routes/folders.ts';
import { generationRoutes } from './routes/generations.ts';
import { importRoutes } from './routes/imports.ts';
import { insightRoutes } from './routes/insights.ts';
import { jobRoutes } from './routes/jobs.ts';
import { libraryRoutes } from './routes/library.ts';
import { mirrorRoutes } from './routes/mirrors.ts';
import { organisedRoutes } from './routes/organised.ts';
import { searchRoutes } from './routes/search.ts';
import { sourceRoutes } from './routes/sources.ts';
import { startRoutes } from './routes/start.ts';
import { verificationRoutes } from './routes/verification.ts';
import { securityHeaders } from './security-headers.ts';

export interface App {
  fetch(request: Request): Promise<Response>;
}

/** Puts the application together. `fetch` never rejects: every failure is an answer. */
export function createApp(options: AppOptions): App {
  const requests = openRequests();
  const app = new Hono().use(securityHeaders).route('/', createRoutes(options, requests)).onError(answerError);
  app.all('*', (c) => options.page(c.req.raw));
  const answer = async (request: Request, arrival?: Arrival): Promise<Response> => app.fetch(request, arrival);
  // Requests of a browser have their own abort signal.
  return {
    fetch: options.door === 'desktop' ? (request) => requests.follow(request, answer) : (request) => answer(request),
  };
}

function createRoutes(options: AppOptions, requests: OpenRequests) {
  const { library } = options;
  return new Hono()
    .route('/api', startRoutes(options))
    .route('/api', libraryRoutes(options))
    .route('/api', searchRoutes(library))
    .route('/api', generationRoutes(library))
    .route('/api', editRoutes(library))
    .route('/api', organisedRoutes(library))
    .route('/api', insightRoutes(library))
    .route('/api', backupRoutes(library))
    .route('/api', jobRoutes(library))
    .route('/api', importRoutes(library))
    .route('/api', sourceRoutes(library))
    .route('/api', verificationRoutes(library))
    .route('/api', exportRoutes(library))
    .route('/api', mirrorRoutes(library))
    .route('/api', folderRoutes(options.door))
    .route('/api', eventRoutes(library))
    .route('/api', cancelledRequestRoutes(requests))
    .route('/media', mediaRoutes(library));
}
