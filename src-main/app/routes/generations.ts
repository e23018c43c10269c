/** One generation with all its data, and its related items. */
import { Hono } from 'hono';
import { z } from 'zod';
import { Kinship } from '../../contract/insights.ts';
import type { Library } from '../library.ts';
import { LibraryError } from '../library-error.ts';
import { answer, RowNumber, valid } from '../validate.ts';

const Row = z.object({ rowid: RowNumber });
const Relation = z.object({ by: Kinship });

export function generationRoutes({ reads }: Library) {
  return new Hono()
    .get('/generations/:rowid', valid('param', Row), async (c) => {
      const detail = await reads.showRow(c.req.valid('param').rowid);
      if (!detail) throw new LibraryError('not-found', 'This item is not in the library any more.', null);
      return answer(c, detail);
    })
    .get('/generations/:rowid/related', valid('param', Row), valid('query', Relation), async (c) =>
      answer(c, [...(await reads.kinOf(c.req.valid('param').rowid, c.req.valid('query').by))]),
    )
    .get('/generations/:rowid/family', valid('param', Row), async (c) => answer(c, [...(await reads.family(c.req.valid('param').rowid))]));
}
