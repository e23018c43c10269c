/** Exports: starts one, and previews its names and its size. */
import { Hono } from 'hono';
import { ExportQuestion, ExportWish } from '../../../contract/items/export.ts';
import type { Library } from '../../library/library.ts';
import { json, limitBody, validate } from '../validate.ts';
import { WholePath } from './imports.ts';

const Wish = ExportWish.extend({ directory: WholePath });

export function exportRoutes({ exports }: Library) {
  return new Hono()
    .post('/exports', limitBody, validate('json', Wish), (c) => json(c, exports.start(c.req.valid('json'))))
    .post('/exports/names', limitBody, validate('json', Wish), async (c) =>
      json(c, await exports.preview(c.req.valid('json'), c.req.raw.signal)),
    )
    .post('/exports/plan', limitBody, validate('json', ExportQuestion), async (c) =>
      json(c, await exports.plan(c.req.valid('json'), c.req.raw.signal)),
    );
}
