/** Tags, collections and searches of the library, and export and import of annotations. */
import { isAbsolute } from 'node:path';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { Selection } from '../../../contract/organising/edit.ts';
import { textStream } from '../../files/text-stream.ts';
import type { Library } from '../../library/library.ts';
import { errorResponse } from '../errors.ts';
import { json, limitBody, RowNumber, validate } from '../validate.ts';

/** A file of annotations for a million items has about 300 MB. */
const MOST_WORDS = 512 * 1024 * 1024;
const LONGEST_QUERY = 10_000;

const Row = z.object({ rowid: RowNumber });
const Download = z.object({
  as: z.enum(['json', 'csv']).default('json'),
  q: z.string().max(LONGEST_QUERY).default(''),
  asUnderstood: z.stringbool().optional(),
});
const Name = z.object({ name: z.string().max(300).default('') });
const Sidecars = z.object({
  directory: z
    .string()
    .refine((path) => isAbsolute(path) && !path.includes('\0'), 'An absolute path is expected.')
    .max(10_000),
  q: z.string().max(LONGEST_QUERY).default(''),
  asUnderstood: z.boolean().optional(),
});
const TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;

const wordsLimited = bodyLimit({
  maxSize: MOST_WORDS,
  onError: () => errorResponse(413, 'too-large', 'The file is too large for a file of annotations.'),
});

export function organisedRoutes({ reads, words }: Library) {
  return new Hono()
    .get('/organised', async (c) => json(c, await reads.organised()))
    .post('/memberships', limitBody, validate('json', Selection), async (c) =>
      json(c, await reads.membership(c.req.valid('json'))),
    )
    .get('/generations/:rowid/stack', validate('param', Row), async (c) =>
      json(c, await reads.stack(c.req.valid('param').rowid)),
    )
    .get('/words', validate('query', Download), async (c) => {
      const { as, q, asUnderstood } = c.req.valid('query');
      const name = `afterimage-words-${new Date().toISOString().slice(0, 10)}.${as}`;
      return new Response(textStream(await words.export(as, q, { asUnderstood })), {
        headers: {
          'content-type': TYPES[as],
          'content-disposition': `attachment; filename="${name}"`,
          'cache-control': 'no-store',
        },
      });
    })
    .post('/words', wordsLimited, validate('query', Name), async (c) =>
      json(c, await words.bring(c.req.valid('query').name, c.req.raw.body ?? '')),
    )
    .post('/words/sidecars', limitBody, validate('json', Sidecars), async (c) => {
      const { directory, q, asUnderstood } = c.req.valid('json');
      return json(c, await words.sidecars(directory, q, { asUnderstood, signal: c.req.raw.signal }));
    });
}
