/** One generation with all its data, and its related items. */
import { Hono } from 'hono';
import { z } from 'zod';
import { Kinship } from '../../../contract/organising/insights.ts';
import type { Library } from '../../library/library.ts';
import { LibraryError } from '../../library/library-error.ts';
import { json, RowNumber, validate } from '../validate.ts';

const Row = z.object({ rowid: RowNumber });
const Relation = z.object({ by: Kinship });

export function generationRoutes({ reads }: Library) {
  return new Hono()
    .get('/generations/:rowid', validate('param', Row), async (c) => {
      const detail = await reads.showRow(c.req.valid('param').rowid);
      if (!detail) throw new LibraryError('not-found', 'This item is not in the library any more.', null);
      return json(c, detail);
    })
    .get('/generations/:rowid/related', validate('param', Row), validate('query', Relation), async (c) =>
      json(c, [...(await reads.kinOf(c.req.valid('param').rowid, c.req.valid('query').by))]),
    )
    .get('/generations/:rowid/family', validate('param', Row), async (c) =>
      json(c, [...(await reads.family(c.req.valid('param').rowid))]),
    );
}
