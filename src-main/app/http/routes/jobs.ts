/** Jobs: lists and stops them, and pauses background previews while a video plays. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { Library } from '../../library/library.ts';
import { LibraryError } from '../../library/library-error.ts';
import { json, limitBody, validate } from '../validate.ts';

const JobId = z.object({ id: z.string().min(1).max(100) });
const Playing = z.object({ playing: z.boolean() });

export function jobRoutes({ jobs, previews }: Library) {
  return new Hono()
    .get('/jobs', (c) => json(c, [...jobs.list()]))
    .post('/jobs/:id/cancel', validate('param', JobId), (c) => {
      const { id } = c.req.valid('param');
      if (jobs.get(id)) jobs.cancel(id);
      const job = jobs.get(id);
      if (!job) throw new LibraryError('not-found', 'This job is not running any more.', null);
      return json(c, job);
    })
    .post('/playing', limitBody, validate('json', Playing), (c) => {
      previews.pause(c.req.valid('json').playing);
      return c.body(null, 204);
    });
}
