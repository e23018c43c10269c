/** Verification of originals: its state, starting and resuming runs, and decisions about its findings. */
import { Hono } from 'hono';
import { z } from 'zod';
import { FixityDecision } from '../../../contract/library/verification.ts';
import type { Library } from '../../library/library.ts';
import { json, limitBody, validate } from '../validate.ts';
import { WholePath } from './imports.ts';

const Start = z.object({
  sourceId: z.number().int().positive().nullable().default(null),
  resume: z.boolean().default(false),
});
const Restore = z.object({
  fileIds: z.array(z.number().int().positive()).min(1).max(1_000),
  folder: WholePath,
  exactly: z.boolean().default(false),
});

export function verificationRoutes({ verification, restoreOriginals }: Library) {
  return new Hono()
    .get('/verification', async (c) => json(c, await verification.read()))
    .post('/verification', limitBody, validate('json', Start), async (c) =>
      json(c, await verification.start(c.req.valid('json'))),
    )
    .post('/originals/decide', limitBody, validate('json', FixityDecision), async (c) =>
      json(c, await verification.decide(c.req.valid('json'))),
    )
    .post('/originals/restore', limitBody, validate('json', Restore), async (c) =>
      json(c, await restoreOriginals(c.req.valid('json'))),
    );
}
