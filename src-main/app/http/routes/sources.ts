/** Sources: lists, rescans, moves, removes and watches them, and sets their layouts. */
import { Hono } from 'hono';
import { z } from 'zod';
import { SourceChange } from '../../../contract/library/library.ts';
import type { Library } from '../../library/library.ts';
import { json, limitBody, RowNumber, validate } from '../validate.ts';
import { WholePath } from './imports.ts';

const Source = z.object({ id: RowNumber });
const Move = z.object({ path: WholePath });
/** Null: all sources. */
const Rescan = z.object({ ids: z.array(z.number().int()).min(1).max(10_000).nullable().default(null) });

export function sourceRoutes({ reads, sources }: Library) {
  return new Hono()
    .get('/sources', async (c) => json(c, [...(await reads.sources())]))
    .post('/sources/rescan', limitBody, validate('json', Rescan), async (c) =>
      json(c, await sources.rescan(c.req.valid('json').ids)),
    )
    .patch('/sources/:id', limitBody, validate('param', Source), validate('json', SourceChange), async (c) =>
      json(c, await sources.change(c.req.valid('param').id, c.req.valid('json'))),
    )
    .post('/sources/:id/move', limitBody, validate('param', Source), validate('json', Move), async (c) =>
      json(c, await sources.move(c.req.valid('param').id, c.req.valid('json').path)),
    )
    .delete('/sources/:id', validate('param', Source), async (c) =>
      json(c, await sources.remove(c.req.valid('param').id)),
    );
}
