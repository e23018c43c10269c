/** What the search box asks: cards, the whole result's layout, counts, and suggestions. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { LANE_HEADER, Query } from '../../contract/search.ts';
import type { CatalogReads, Library } from '../library.ts';
import { answer, limited, RowNumber, valid, whole } from '../validate.ts';

const MAX_CARDS = 500;

/** A query in an address, of any length; the parser cuts a too long one. */
export const QueryText = z.object({ q: z.string().default('') });
const Asked = Query.extend(QueryText.shape);
const CardQuery = Asked.extend({ limit: whole(0, MAX_CARDS, 100), offset: whole(0, 1e9, 0) });
const FirstCards = Asked.extend({ limit: whole(0, MAX_CARDS, 100) });
const Rowids = QueryText.extend({
  rowids: z
    .string()
    .transform((list) => list.split(',').filter((part) => part !== ''))
    .pipe(z.array(RowNumber).max(MAX_CARDS, `At most ${MAX_CARDS} cards can be asked for at once.`)),
});
const Cursor = QueryText.extend({ cursor: whole(0, 1e9, 0) });
const Searched = z.object({ q: z.string() });
const Forgotten = z.object({ q: z.string().optional() });

export function searchRoutes({ readsFor, searches }: Library) {
  /** Whoever types faster than we answer has gone on before the answer: the page says which of its questions replace each other. */
  const asked = (c: Context): CatalogReads => readsFor({ signal: c.req.raw.signal, lane: c.req.header(LANE_HEADER) ?? null });
  return new Hono()
    .get('/cards', valid('query', CardQuery), async (c) => answer(c, await asked(c).cards(c.req.valid('query'))))
    .get('/cards/first', valid('query', FirstCards), async (c) => answer(c, await asked(c).firstCards(c.req.valid('query'))))
    .get('/cards/of', valid('query', Rowids), async (c) => {
      const { rowids, q } = c.req.valid('query');
      return answer(c, [...(await asked(c).cardsOf(rowids, q))]);
    })
    .get('/layout', valid('query', Asked), async (c) => {
      const packed = await asked(c).layout(c.req.valid('query'));
      const total = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
      return c.body(packed, 200, { 'content-type': 'application/octet-stream', 'x-total': String(total) });
    })
    .get('/understand', valid('query', QueryText), async (c) => answer(c, await asked(c).understand(c.req.valid('query').q)))
    .get('/sidebar', valid('query', QueryText), async (c) => answer(c, await asked(c).sidebar(c.req.valid('query').q)))
    .get('/suggest', valid('query', Cursor), async (c) => {
      const { q, cursor } = c.req.valid('query');
      return answer(c, [...(await asked(c).suggest(q, cursor))]);
    })
    .get('/did-you-mean', valid('query', QueryText), async (c) => answer(c, [...(await asked(c).corrections(c.req.valid('query').q))]))
    .post('/searches/recent', limited, valid('json', Searched), async (c) => {
      await searches.note(c.req.valid('json').q);
      return c.body(null, 204);
    })
    .delete('/searches/recent', valid('query', Forgotten), async (c) => {
      await searches.forget(c.req.valid('query').q ?? null);
      return c.body(null, 204);
    });
}
