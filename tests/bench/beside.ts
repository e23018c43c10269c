/**
 * Searching in a library that lives: while somebody types, and beside a running import; through the threads that a door
 * uses.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { STROKES } from './strokes.ts';
import { summed, type Times } from './times.ts';

export interface Beside {
  /** From a key to its first page, ten keys a second, each also asking for layout, counts and suggestions. */
  readonly typing: Times;
  /** From the last key until everything it asked for is there. */
  readonly lastKey: number;
  /** A page ten times a second while an import runs; how many there were. */
  readonly page: Times;
  readonly pages: number;
  readonly importMs: number;
}

const KEY_MS = 100;

/** @param directory a library that may be changed @param archive what is imported into it */
export async function measureBeside(directory: string, archive: string): Promise<Beside> {
  const library = await openLibrary({ directory, backgroundPreviews: false });
  try {
    await library.reads.total();
    // Once unmeasured: the first keys start a second reader, and every thread compiles what it runs.
    await type(library);
    await Promise.all(Array.from({ length: 8 }, () => library.reads.sidebar('')));
    const typed = await type(library);
    return { ...typed, ...(await readBeside(library, archive)) };
  } finally {
    await library.close();
  }
}

async function type(library: Library): Promise<Pick<Beside, 'typing' | 'lastKey'>> {
  const pages: number[] = [];
  let last = Promise.resolve(0);
  for (const q of STROKES) {
    last = key(library, q, pages);
    await pause(KEY_MS);
  }
  return { typing: summed(pages), lastKey: await last };
}

/**
 * How long until everything was answered. What the next key replaces before its turn comes is dropped, and not waited
 * for.
 */
async function key(library: Library, q: string, pages: number[]): Promise<number> {
  const on = library.readsFor({ signal: null, lane: 'typing' });
  const at = performance.now();
  const asked = [
    on.firstCards({ q, sort: 'newest', seed: 0, limit: 100 }).then(() => pages.push(performance.now() - at)),
    on.layout({ q, sort: 'newest', seed: 0 }),
    on.sidebar(q),
    on.suggest(q, q.length),
  ];
  await Promise.allSettled(asked);
  return performance.now() - at;
}

async function readBeside(library: Library, archive: string): Promise<Pick<Beside, 'page' | 'pages' | 'importMs'>> {
  const { id } = await library.jobs.import([archive]);
  const start = performance.now();
  let isRunning = true;
  const ended = library.jobs.finished(id).then((job) => {
    isRunning = false;
    if (job.state !== 'done') throw new Error(`The import ended as ${job.state}.`);
  });
  const pages: number[] = [];
  for (let i = 0; isRunning; i += 1) {
    const at = performance.now();
    await library.reads.firstCards({ q: STROKES[i % STROKES.length] as string, sort: 'newest', seed: 0, limit: 100 });
    pages.push(performance.now() - at);
    await pause(Math.max(0, KEY_MS - (performance.now() - at)));
  }
  await ended;
  return { page: summed(pages), pages: pages.length, importMs: performance.now() - start };
}
