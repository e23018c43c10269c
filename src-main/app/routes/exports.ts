/** Exports: beginning one, and what it would be. */
import { Hono } from 'hono';
import { ExportQuestion, ExportWish } from '../../contract/export.ts';
import type { Library } from '../library.ts';
import { answer, limited, valid } from '../validate.ts';
import { WholePath } from './imports.ts';

const Wish = ExportWish.extend({ directory: WholePath });

export function exportRoutes({ exports }: Library) {
  return new Hono()
    .post('/exports', limited, valid('json', Wish), (c) => answer(c, exports.start(c.req.valid('json'))))
    .post('/exports/names', limited, valid('json', Wish), async (c) =>
      answer(c, await exports.preview(c.req.valid('json'), c.req.raw.signal)),
    )
    .post('/exports/plan', limited, valid('json', ExportQuestion), async (c) =>
      answer(c, await exports.plan(c.req.valid('json'), c.req.raw.signal)),
    );
}
