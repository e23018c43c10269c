/** Exports: beginning one, and what its originals would be called. */
import { Hono } from 'hono';
import { ExportWish } from '../../contract/export.ts';
import type { Library } from '../library.ts';
import { answer, limited, valid } from '../validate.ts';
import { WholePath } from './imports.ts';

const Wish = ExportWish.extend({ directory: WholePath });

export function exportRoutes({ exports }: Library) {
  return new Hono()
    .post('/exports', limited, valid('json', Wish), (c) => answer(c, exports.start(c.req.valid('json'))))
    .post('/exports/names', limited, valid('json', Wish), async (c) =>
      answer(c, await exports.preview(c.req.valid('json'), c.req.raw.signal)),
    );
}
