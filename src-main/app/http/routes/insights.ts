/** Answers about whole results: prompts, people, statistics, frequent words, possible duplicates. */
import { Hono } from 'hono';
import { z } from 'zod';
import { type Duplicates, Unlike } from '../../../contract/organising/insights.ts';
import { PromptOrder } from '../../../contract/organising/prompts.ts';
import type { Library } from '../../library/library.ts';
import { LibraryError } from '../../library/library-error.ts';
import { json, limitBody, validate } from '../validate.ts';
import { QueryText } from './search.ts';

const Prompts = QueryText.extend({ order: PromptOrder.default('newest') });
const Name = z.object({ name: z.string().min(1).max(1_000) });

/** Filmstrips are made for this number of proposals after an answer: enough for a screen; the next answer continues. */
const LOOKED_AT = 12;
/** The priority after all requested previews. */
const BEHIND = 8;

export function insightRoutes({ reads, previews, unlike: setUnlike }: Library) {
  /** Makes filmstrips for the first proposals: they show whether clips with the same beginning are equal. */
  const lookAgain = ({ proposals }: Duplicates): void => {
    const unsure = proposals.filter(({ isSure }) => !isSure).slice(0, LOOKED_AT);
    // Without a filmstrip its proposal stays uncertain.
    for (const rowid of unsure.flatMap(({ rowids }) => rowids))
      void previews.get(rowid, 'filmstrip', BEHIND).catch(() => {});
  };
  return new Hono()
    .get('/prompts', validate('query', Prompts), async (c) => {
      const { q, order } = c.req.valid('query');
      return c.body(await reads.prompts(q, order), 200, { 'content-type': 'application/octet-stream' });
    })
    .get('/people', validate('query', QueryText), async (c) =>
      json(c, [...(await reads.people(c.req.valid('query').q))]),
    )
    .get('/person', validate('query', Name), async (c) => {
      const person = await reads.person(c.req.valid('query').name);
      if (!person) throw new LibraryError('not-found', 'Nobody of this name is mentioned in the library.', null);
      return json(c, person);
    })
    .get('/statistics', validate('query', QueryText), async (c) =>
      json(c, await reads.statistics(c.req.valid('query').q)),
    )
    .get('/words/frequent', validate('query', QueryText), async (c) =>
      json(c, await reads.frequentWords(c.req.valid('query').q)),
    )
    .get('/duplicates', validate('query', QueryText), async (c) => {
      const duplicates = await reads.duplicates(c.req.valid('query').q);
      lookAgain(duplicates);
      return json(c, duplicates);
    })
    .post('/duplicates/unlike', limitBody, validate('json', Unlike), async (c) => {
      const { rowids, unlike } = c.req.valid('json');
      return json(c, { pairs: await setUnlike(rowids, unlike) });
    });
}
