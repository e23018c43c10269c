/** Second copies: lists, adds, updates, checks and removes them. */
import { Hono } from 'hono';
import { z } from 'zod';
import { MirrorRunOptions, MirrorWish } from '../../../contract/library/mirror.ts';
import type { Library } from '../../library/library.ts';
import { json, limitBody, RowNumber, validate } from '../validate.ts';
import { WholePath } from './imports.ts';

const Wish = MirrorWish.extend({ directory: WholePath });
const Mirror = z.object({ id: RowNumber });
const Content = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 in hex is expected.') });

export function mirrorRoutes({ mirrors }: Library) {
  return new Hono()
    .get('/mirrors', async (c) => json(c, [...(await mirrors.list())]))
    .post('/mirrors', limitBody, validate('json', Wish), async (c) => json(c, await mirrors.add(c.req.valid('json'))))
    .get('/mirrors/copies/:sha256', validate('param', Content), async (c) =>
      json(c, [...(await mirrors.copiesOf(c.req.valid('param').sha256))]),
    )
    .post('/mirrors/:id/run', limitBody, validate('param', Mirror), validate('json', MirrorRunOptions), async (c) =>
      json(c, await mirrors.run(c.req.valid('param').id, c.req.valid('json'))),
    )
    .post('/mirrors/:id/check', validate('param', Mirror), async (c) =>
      json(c, await mirrors.check(c.req.valid('param').id)),
    )
    .delete('/mirrors/:id', validate('param', Mirror), async (c) => {
      await mirrors.forget(c.req.valid('param').id);
      return json(c, [...(await mirrors.list())]);
    });
}
