/** The first screen of a page in one answer: what it would ask in five requests after its code is loaded. */
import { Hono } from 'hono';
import {
  encodeJsonPart,
  encodePart,
  START_CARDS,
  type StartCounts,
  type StartPart,
} from '../../../contract/library/start.ts';
import { isExplicit, resultOfAddress, type ViewedResult } from '../../../contract/searching/address.ts';
import { LARGE_RESULT, type Query } from '../../../contract/searching/search.ts';
import type { CatalogReads } from '../../library/catalog-reads.ts';
import type { Library } from '../../library/library.ts';
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
    const [info, organised] = await Promise.all([libraryInfo(options, revision), reads.organised()]);
    const { search } = new URL(c.req.url);
    const params = new URLSearchParams(isExplicit(search) ? search : info.settings.address);
    const view = resultOfAddress(params);
    const head = encodeJsonPart('head', { library: info, organised, jobs: [...library.jobs.list()], query: view });
    return new Response(
      streamed(async (send) => {
        send(head);
        const begins = info.total > LARGE_RESULT && !params.has('at');
        await Promise.allSettled([sendResult(reads, queryOf(view), begins, send), sendCounts(library, view, send)]);
      }),
      { headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' } },
    );
  });
}

const queryOf = ({ q, sort, seed }: ViewedResult): Query => ({
  q,
  sort,
  seed: sort === 'random' ? seed : 0,
  stacks: 'closed',
});

/** A large result in two messages, so that its first cards do not wait for the rest. */
async function sendResult(reads: CatalogReads, query: Query, begins: boolean, send: Send): Promise<void> {
  const sendPart = (packed: Uint8Array): void => send(encodePart('result' satisfies StartPart, packed));
  if (!begins) return sendPart(await reads.result({ ...query, limit: START_CARDS }));
  sendPart(await reads.beginning({ ...query, limit: START_CARDS }));
  sendPart(await reads.result({ ...query, limit: 0 }));
}

async function sendCounts({ reads }: Library, { q }: ViewedResult, send: Send): Promise<void> {
  const asked = q === '' ? [''] : ['', q];
  const { counts } = await reads.beside({ counts: asked, suggest: null, correct: null });
  const entries = asked.flatMap((query, at) => (counts[at] ? [[query, counts[at]] as const] : []));
  send(encodeJsonPart('counts', Object.fromEntries(entries) satisfies StartCounts));
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
