/** The first screen of a page in one answer: what it would ask in five requests after its code is loaded. */
import { Hono } from 'hono';
import {
  encodeJsonPart,
  encodePart,
  START_CARDS,
  type StartCounts,
  type StartHead,
} from '../../../contract/library/start.ts';
import { isExplicit, queryOfView, resultOfAddress, type ViewedResult } from '../../../contract/searching/address.ts';
import { LARGE_RESULT } from '../../../contract/searching/search.ts';
import type { CatalogReads } from '../../library/catalog-reads.ts';
import type { AppOptions } from '../app-options.ts';
import { libraryInfo } from '../library-info.ts';

type Send = (part: Uint8Array<ArrayBuffer>) => void;

/**
 * The address of the page is the address of this request: `?q=…`. When it describes no view, the page will reopen the
 * last one, so that one is answered.
 */
export function startRoutes(options: Pick<AppOptions, 'library' | 'door'>) {
  return new Hono().get('/start', async (c) => {
    const { library } = options;
    const reads = library.readsFor({ signal: c.req.raw.signal, lane: null });
    // Read first: with a revision newer than the other values, a page would miss the changes between them.
    const revision = await reads.revision();
    const { search } = new URL(c.req.url);
    // Everything is asked at once: the reader threads answer it side by side.
    const [info, organised, total] = [libraryInfo(options, revision), reads.organised(), reads.total()];
    const params = isExplicit(search)
      ? new URLSearchParams(search)
      : library.settings().then(({ address }) => new URLSearchParams(address));
    const results = Promise.all([params, total]).then(([address, items]) =>
      resultsOf(reads, resultOfAddress(address), items > LARGE_RESULT && !address.has('at')),
    );
    const counts = Promise.resolve(params).then((address) => countsOf(reads, resultOfAddress(address)));
    // Their failures leave a part out; the page asks for it and hears why.
    const later = [results.catch(() => null), counts.catch(() => null)] as const;
    const [described, lists, address] = await Promise.all([info, organised, params]);
    const head: StartHead = {
      library: described,
      organised: lists,
      jobs: [...library.jobs.list()],
      query: resultOfAddress(address),
    };
    return new Response(
      streamed(async (send) => {
        send(encodeJsonPart('head', head));
        const sendResults = async (): Promise<void> => {
          for (const packed of (await later[0]) ?? []) send(encodePart('result', await packed));
        };
        const sendCounts = async (): Promise<void> => {
          const found = await later[1];
          if (found) send(encodeJsonPart('counts', found));
        };
        await Promise.allSettled([sendResults(), sendCounts()]);
      }),
      { headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' } },
    );
  });
}

/** The messages of a result: of a large one two, so that its first cards do not wait for the rest. */
function resultsOf(reads: CatalogReads, view: ViewedResult, begins: boolean): readonly Promise<Uint8Array>[] {
  const query = queryOfView(view);
  if (!begins) return handled([reads.result({ ...query, limit: START_CARDS })]);
  return handled([reads.beginning({ ...query, limit: START_CARDS }), reads.result({ ...query, limit: 0 })]);
}

/** Promises that are awaited later: until then a rejection must not count as unhandled. */
function handled<T>(promises: readonly Promise<T>[]): readonly Promise<T>[] {
  for (const promise of promises) promise.catch(() => {});
  return promises;
}

async function countsOf(reads: CatalogReads, { q }: ViewedResult): Promise<StartCounts> {
  const asked = q === '' ? [''] : ['', q];
  const { counts } = await reads.beside({ counts: asked, suggest: null, correct: null });
  return Object.fromEntries(asked.flatMap((query, at) => (counts[at] ? [[query, counts[at]] as const] : [])));
}

/** A stream of what `write` sends. It ends with `write`; what is sent after the reader left is dropped. */
function streamed(write: (send: Send) => Promise<void>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let isOver = false;
  return new ReadableStream({
    async start(controller) {
      await write((part) => {
        if (!isOver) controller.enqueue(part);
      });
      if (!isOver) controller.close();
    },
    cancel() {
      isOver = true;
    },
  });
}
