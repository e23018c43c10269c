/** Sources, looked after: listed, read again, moved, removed, watched, and told what they are. */
import { Hono } from 'hono';
import { z } from 'zod';
import { SourceChange } from '../../contract/library.ts';
import type { Library } from '../library.ts';
import { answer, limited, RowNumber, valid } from '../validate.ts';
import { WholePath } from './imports.ts';

const Source = z.object({ id: RowNumber });
const Move = z.object({ path: WholePath });
/** Null: all of them. */
const Rescan = z.object({ ids: z.array(z.number().int()).min(1).max(10_000).nullable().default(null) });

export function sourceRoutes({ reads, sources }: Library) {
  return new Hono()
    .get('/sources', async (c) => answer(c, [...(await reads.sources())]))
    .post('/sources/rescan', limited, valid('json', Rescan), async (c) => answer(c, await sources.rescan(c.req.valid('json').ids)))
    .patch('/sources/:id', limited, valid('param', Source), valid('json', SourceChange), async (c) =>
      answer(c, await sources.change(c.req.valid('param').id, c.req.valid('json'))),
    )
    .post('/sources/:id/move', limited, valid('param', Source), valid('json', Move), async (c) =>
      answer(c, await sources.move(c.req.valid('param').id, c.req.valid('json').path)),
    )
    .delete('/sources/:id', valid('param', Source), async (c) => answer(c, await sources.remove(c.req.valid('param').id)));
}
