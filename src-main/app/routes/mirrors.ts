/** Second copies: which there are, a new one, bringing one up to date, checking it, and forgetting it. */
import { Hono } from 'hono';
import { z } from 'zod';
import { MirrorRunOptions, MirrorWish } from '../../contract/mirror.ts';
import type { Library } from '../library.ts';
import { answer, limited, RowNumber, valid } from '../validate.ts';
import { WholePath } from './imports.ts';

const Wish = MirrorWish.extend({ directory: WholePath });
const Mirror = z.object({ id: RowNumber });
const Content = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 in hex is expected.') });

export function mirrorRoutes({ mirrors }: Library) {
  return new Hono()
    .get('/mirrors', async (c) => answer(c, [...(await mirrors.list())]))
    .post('/mirrors', limited, valid('json', Wish), async (c) => answer(c, await mirrors.add(c.req.valid('json'))))
    .get('/mirrors/copies/:sha256', valid('param', Content), async (c) =>
      answer(c, [...(await mirrors.copiesOf(c.req.valid('param').sha256))]),
    )
    .post('/mirrors/:id/run', limited, valid('param', Mirror), valid('json', MirrorRunOptions), async (c) =>
      answer(c, await mirrors.run(c.req.valid('param').id, c.req.valid('json'))),
    )
    .post('/mirrors/:id/check', valid('param', Mirror), async (c) => answer(c, await mirrors.check(c.req.valid('param').id)))
    .delete('/mirrors/:id', valid('param', Mirror), async (c) => {
      await mirrors.forget(c.req.valid('param').id);
      return answer(c, [...(await mirrors.list())]);
    });
}
