/** Edits with undo and redo: each edit is one journal entry. */
import { Hono } from 'hono';
import { z } from 'zod';
import { Arrangement, Edit, Undo } from '../../../contract/organising/edit.ts';
import type { Library } from '../../library/library.ts';
import { json, limitBody, validate, wholeNumber } from '../validate.ts';

const MOST_ENTRIES = 1_000;
const Latest = z.object({ limit: wholeNumber(1, MOST_ENTRIES, 100) });

export function editRoutes({ edits }: Library) {
  return new Hono()
    .post('/edits', limitBody, validate('json', Edit), async (c) => json(c, await edits.edit(c.req.valid('json'))))
    .post('/arrange', limitBody, validate('json', Arrangement), async (c) =>
      json(c, await edits.arrange(c.req.valid('json'))),
    )
    .post('/undo', limitBody, validate('json', Undo), async (c) => json(c, await edits.undo(c.req.valid('json').to)))
    .post('/redo', async (c) => json(c, await edits.redo()))
    .get('/journal', async (c) => json(c, await edits.journal()))
    .get('/history', validate('query', Latest), async (c) =>
      json(c, [...(await edits.history(c.req.valid('query').limit))]),
    );
}
