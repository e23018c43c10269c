/** What the search box asks: a whole result in one answer, and what is told beside it. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { LANE_HEADER, Query } from '../../contract/search.ts';
import type { CatalogReads } from '../catalog-reads.ts';
import type { Library } from '../library.ts';
import { answer, limited, RowNumber, valid, whole } from '../validate.ts';

const MAX_CARDS = 500;
const MAX_COUNTS = 20;

/** A query in an address, of any length; the parser cuts a too long one. */
export const QueryText = z.object({ q: z.string().default('') });
const Asked = Query.extend(QueryText.shape);
const CardQuery = Asked.extend({ limit: whole(0, MAX_CARDS, 100), offset: whole(0, 1e9, 0) });
/** `begin`: first a beginning with the first cards, then the result without them. */
const ResultAsked = Asked.extend({ limit: whole(0, MAX_CARDS, 100), begin: z.stringbool().default(false) });
const Rowids = QueryText.extend({
  rowids: z
    .string()
    .transform((list) => list.split(',').filter((part) => part !== ''))
    .pipe(z.array(RowNumber).max(MAX_CARDS, `At most ${MAX_CARDS} cards can be asked for at once.`)),
});
const BesideAsked = z.object({
  counts: z
    .union([z.string().transform((q) => [q]), z.array(z.string())])
    .default([])
    .refine((queries) => queries.length <= MAX_COUNTS, `At most ${MAX_COUNTS} counts can be asked for at once.`),
  words: z.string().optional(),
  cursor: whole(0, 1e9, 0),
  correct: z.string().optional(),
});
const Searched = z.object({ q: z.string() });
const Forgotten = z.object({ q: z.string().optional() });

export function searchRoutes({ readsFor, searches }: Library) {
  /** Whoever types faster than we answer has gone on before the answer: the page says which of its questions replace each other. */
  const asked = (c: Context): CatalogReads => readsFor({ signal: c.req.raw.signal, lane: c.req.header(LANE_HEADER) ?? null });
  return new Hono()
    .get('/cards', valid('query', CardQuery), async (c) => answer(c, await asked(c).cards(c.req.valid('query'))))
    .get('/cards/of', valid('query', Rowids), async (c) => {
      const { rowids, q } = c.req.valid('query');
      return answer(c, [...(await asked(c).cardsOf(rowids, q))]);
    })
    .get('/result', valid('query', ResultAsked), (c) => {
      const { begin, ...query } = c.req.valid('query');
      const reads = asked(c);
      return begin ? inTwoParts(reads, query) : reads.result(query).then((packed) => packedAnswer(packed));
    })
    .get('/beside', valid('query', BesideAsked), async (c) => {
      const { counts, words, cursor, correct } = c.req.valid('query');
      const suggest = words === undefined ? null : { q: words, cursor };
      return answer(c, await asked(c).beside({ counts, suggest, correct: correct ?? null }));
    })
    .post('/searches/recent', limited, valid('json', Searched), async (c) => {
      await searches.note(c.req.valid('json').q);
      return c.body(null, 204);
    })
    .delete('/searches/recent', valid('query', Forgotten), async (c) => {
      await searches.forget(c.req.valid('query').q ?? null);
      return c.body(null, 204);
    });
}

const PACKED = { 'content-type': 'application/octet-stream' } as const;

const packedAnswer = (body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>): Response =>
  new Response(body, { headers: PACKED });

/** A large result: what is seen first does not wait until the rest is counted. A failure of the first part is the answer. */
async function inTwoParts(reads: CatalogReads, query: Query & { readonly limit: number }): Promise<Response> {
  const beginning = await reads.beginning(query);
  const rest = reads.result({ ...query, limit: 0 });
  return packedAnswer(
    new ReadableStream({
      async start(controller) {
        controller.enqueue(beginning);
        await rest.then(
          (packed) => {
            controller.enqueue(packed);
            controller.close();
          },
          (cause: unknown) => controller.error(cause),
        );
      },
    }),
  );
}
