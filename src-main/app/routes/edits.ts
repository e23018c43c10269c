/** What the person changes, with undo and redo: every edit is one journal entry. */
import { Hono } from 'hono';
import { Edit } from '../../contract/edit.ts';
import type { Library } from '../library.ts';
import { answer, limited, valid } from '../validate.ts';

export function editRoutes({ edits }: Library) {
  return new Hono()
    .post('/edits', limited, valid('json', Edit), async (c) => answer(c, await edits.edit(c.req.valid('json'))))
    .post('/undo', async (c) => answer(c, await edits.undo()))
    .post('/redo', async (c) => answer(c, await edits.redo()))
    .get('/journal', async (c) => answer(c, await edits.journal()));
}
