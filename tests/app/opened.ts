/** A real library with the test archive imported, behind the application's fetch handler. */
import { join } from 'node:path';
import { type App, createApp } from '../../src-main/app/http/routes.ts';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import { type Archive, makeArchive } from './archive.ts';

export interface Opened {
  readonly archive: Archive;
  readonly library: Library;
  readonly app: App;
  /** A request by path and options, answered by the application. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  json<T>(path: string, init?: RequestInit): Promise<T>;
  close(): Promise<void>;
}

export async function openWithArchive(door: 'desktop' | 'browser' = 'browser'): Promise<Opened> {
  const archive = await makeArchive();
  const library = await openLibrary({ directory: join(archive.root, 'library'), backgroundPreviews: false });
  const { id } = await library.jobs.import([archive.folder, archive.zip]);
  const job = await library.jobs.finished(id);
  if (job.state !== 'done') throw new Error(job.error ?? job.state);
  const app = createApp({ library, door, page: staticPage(join(archive.root, 'no-page')) });
  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    app.fetch(new Request(`http://127.0.0.1${path}`, init));
  return {
    archive,
    library,
    app,
    ask,
    json: async <T>(path: string, init?: RequestInit) => (await (await ask(path, init)).json()) as T,
    async close() {
      await library.close();
      await archive.remove();
    },
  };
}

/** A request with a JSON body. */
export function post(body: unknown, method = 'POST'): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
