/** What the window's page wants no more. */
import { Hono } from 'hono';
import { GivenUp } from '../../contract/given-up.ts';
import type { OpenRequests } from '../open-requests.ts';
import { limited, valid } from '../validate.ts';

export function givenUpRoutes(requests: Pick<OpenRequests, 'giveUp'>) {
  return new Hono().post('/given-up', limited, valid('json', GivenUp), (c) => {
    requests.giveUp(c.req.valid('json').requests, c.req.raw);
    return c.body(null, 204);
  });
}
