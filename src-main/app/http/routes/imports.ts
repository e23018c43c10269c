/** Imports: starts one, and returns reports and file outcomes. */
import { isAbsolute } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { Fate, type FileOutcomeFilter } from '../../../contract/archive/file-outcome.ts';
import type { Library } from '../../library/library.ts';
import { LibraryError } from '../../library/library-error.ts';
import { fileOutcomesFile } from '../file-outcomes-file.ts';
import { json, limitBody, RowNumber, validate, wholeNumber } from '../validate.ts';

/** An absolute path from a page. */
export const WholePath = z
  .string()
  .refine((path) => isAbsolute(path), 'An absolute path is expected.')
  .refine((path) => !path.includes('\0'), 'A path may not contain a zero byte.');

const ImportPaths = z.object({ paths: z.array(WholePath).min(1, 'Nothing was chosen.').max(10_000) });
const Import = z.object({ id: RowNumber });
const Filter = z.object({
  fate: Fate.optional(),
  reason: z.string().max(100).optional(),
  /** A part of the path. */
  q: z.string().max(1_000).optional(),
});
const Page = Filter.extend({ offset: wholeNumber(0, 1e9, 0), limit: wholeNumber(0, 1_000, 100) });
const Download = Import.extend({ form: z.enum(['json', 'csv']) });

export function importRoutes({ jobs, reads }: Library) {
  const mustBeThere = async (id: number): Promise<void> => {
    if (!(await reads.hasImport(id)))
      throw new LibraryError('not-found', 'There is no such import in this library.', null);
  };
  return new Hono()
    .post('/import', limitBody, validate('json', ImportPaths), async (c) =>
      json(c, await jobs.import(c.req.valid('json').paths)),
    )
    .post('/sample', async (c) => json(c, await jobs.sample()))
    .get('/imports', async (c) => json(c, [...(await reads.imports())]))
    .get('/imports/:id/files', validate('param', Import), validate('query', Page), async (c) => {
      const { id } = c.req.valid('param');
      const { offset, limit, ...asked } = c.req.valid('query');
      await mustBeThere(id);
      return json(c, await reads.fileOutcomes(id, filterOf(asked), offset, limit));
    })
    .get('/imports/:id/files/:form', validate('param', Download), validate('query', Filter), async (c) => {
      const { id, form } = c.req.valid('param');
      await mustBeThere(id);
      return fileOutcomesFile(reads, id, form, filterOf(c.req.valid('query')));
    });
}

const filterOf = ({ fate, reason, q }: z.output<typeof Filter>): FileOutcomeFilter => ({
  fate: fate ?? null,
  reason: reason ?? null,
  text: q ?? null,
});
