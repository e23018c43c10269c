/** Searches: a whole result in one answer, the sidebar's counts, suggestions and corrections in another, and folders. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { MOST_FOLDERS } from '../../../contract/searching/folder-tree.ts';
import { LANE_HEADER, Query } from '../../../contract/searching/search.ts';
import type { CatalogReads } from '../../library/catalog-reads.ts';
import type { Library } from '../../library/library.ts';
import { json, limitBody, RowNumber, validate, wholeNumber } from '../validate.ts';

const MAX_CARDS = 500;
const MAX_COUNTS = 20;

/** A query in an address, of any length; the parser cuts long ones. */
export const QueryText = z.object({ q: z.string().default('') });
const Asked = Query.extend(QueryText.shape);
const CardQuery = Asked.extend({ limit: wholeNumber(0, MAX_CARDS, 100), offset: wholeNumber(0, 1e9, 0) });
/** `begin`: the answer starts with the first cards; the full result follows without cards. */
const ResultAsked = Asked.extend({ limit: wholeNumber(0, MAX_CARDS, 100), begin: z.stringbool().default(false) });
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
  cursor: wholeNumber(0, 1e9, 0),
  correct: z.string().optional(),
});
const FoldersWanted = QueryText.extend({
  under: z.string().optional(),
  offset: wholeNumber(0, 1e9, 0),
  limit: wholeNumber(1, MOST_FOLDERS, MOST_FOLDERS),
});
const Searched = z.object({ q: z.string() });
const Forgotten = z.object({ q: z.string().optional() });

export function searchRoutes({ readsFor, searches }: Library) {
  /**
   * The page names requests that replace each other (`LANE_HEADER`): when keys come faster than answers, an older
   * request is dropped.
   */
  const asked = (c: Context): CatalogReads =>
    readsFor({ signal: c.req.raw.signal, lane: c.req.header(LANE_HEADER) ?? null });
  return new Hono()
    .get('/cards', validate('query', CardQuery), async (c) => json(c, await asked(c).cards(c.req.valid('query'))))
    .get('/cards/of', validate('query', Rowids), async (c) => {
      const { rowids, q } = c.req.valid('query');
      return json(c, [...(await asked(c).cardsOf(rowids, q))]);
    })
    .get('/result', validate('query', ResultAsked), (c) => {
      const { begin, ...query } = c.req.valid('query');
      const reads = asked(c);
      return begin ? inTwoParts(reads, query) : reads.result(query).then((packed) => packedAnswer(packed));
    })
    .get('/beside', validate('query', BesideAsked), async (c) => {
      const { counts, words, cursor, correct } = c.req.valid('query');
      const suggest = words === undefined ? null : { q: words, cursor };
      return json(c, await asked(c).beside({ counts, suggest, correct: correct ?? null }));
    })
    .get('/tree', validate('query', FoldersWanted), async (c) => {
      const { under = null, ...wanted } = c.req.valid('query');
      return json(c, await asked(c).folders({ ...wanted, under }));
    })
    .post('/searches/recent', limitBody, validate('json', Searched), async (c) => {
      await searches.note(c.req.valid('json').q);
      return c.body(null, 204);
    })
    .delete('/searches/recent', validate('query', Forgotten), async (c) => {
      await searches.forget(c.req.valid('query').q ?? null);
      return c.body(null, 204);
    });
}

const PACKED = { 'content-type': 'application/octet-stream' } as const;

const packedAnswer = (body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>): Response =>
  new Response(body, { headers: PACKED });

/**
 * Answers a large result in two parts, so that the first cards do not wait for the rest. If the first part fails, the
 * answer is its error.
 */
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
