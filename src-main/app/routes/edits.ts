/** What the person changes, with undo and redo: every edit is one journal entry. */
import { Hono } from 'hono';
import { z } from 'zod';
import { Arrangement, Edit, Undo } from '../../contract/edit.ts';
import type { Library } from '../library.ts';
import { answer, limited, valid, whole } from '../validate.ts';

const MOST_ENTRIES = 1_000;
const Latest = z.object({ limit: whole(1, MOST_ENTRIES, 100) });

export function editRoutes({ edits }: Library) {
  return new Hono()
    .post('/edits', limited, valid('json', Edit), async (c) => answer(c, await edits.edit(c.req.valid('json'))))
    .post('/arrange', limited, valid('json', Arrangement), async (c) => answer(c, await edits.arrange(c.req.valid('json'))))
    .post('/undo', limited, valid('json', Undo), async (c) => answer(c, await edits.undo(c.req.valid('json').to)))
    .post('/redo', async (c) => answer(c, await edits.redo()))
    .get('/journal', async (c) => answer(c, await edits.journal()))
    .get('/history', valid('query', Latest), async (c) => answer(c, [...(await edits.history(c.req.valid('query').limit))]));
}
