/** Long work: imports, the sample, and the pause that previews make while a video plays. */
import { isAbsolute } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { type Library, LibraryError } from '../library.ts';
import { answer, limited, valid } from '../validate.ts';

const ImportPaths = z.object({
  paths: z
    .array(
      z
        .string()
        .refine((path) => isAbsolute(path), 'A whole path is expected.')
        .refine((path) => !path.includes('\0'), 'A path may not contain a zero byte.'),
    )
    .min(1, 'Nothing was chosen.')
    .max(10_000),
});
const JobId = z.object({ id: z.string().min(1).max(100) });
const Playing = z.object({ playing: z.boolean() });

export function jobRoutes({ jobs, previews, reads }: Library) {
  return new Hono()
    .get('/jobs', (c) => answer(c, [...jobs.list()]))
    .post('/jobs/:id/cancel', valid('param', JobId), (c) => {
      const { id } = c.req.valid('param');
      if (jobs.get(id)) jobs.cancel(id);
      const job = jobs.get(id);
      if (!job) throw new LibraryError('not-found', 'This job is not running any more.', null);
      return answer(c, job);
    })
    .post('/import', limited, valid('json', ImportPaths), async (c) => answer(c, await jobs.import(c.req.valid('json').paths)))
    .post('/sample', async (c) => answer(c, await jobs.sample()))
    .get('/imports', async (c) => answer(c, [...(await reads.imports())]))
    .post('/playing', limited, valid('json', Playing), (c) => {
      previews.pause(c.req.valid('json').playing);
      return c.body(null, 204);
    });
}
