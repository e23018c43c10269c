/** Aborts requests of the window's page. */
import { Hono } from 'hono';
import { GivenUp } from '../../../contract/library/given-up.ts';
import type { Arrival, OpenRequests } from '../open-requests.ts';
import { limitBody, validate } from '../validate.ts';

export function givenUpRoutes(requests: Pick<OpenRequests, 'giveUp'>) {
  return new Hono<{ Bindings: Partial<Arrival> }>().post('/given-up', limitBody, validate('json', GivenUp), (c) => {
    requests.giveUp(c.req.valid('json').requests, { arrival: c.env?.arrival ?? 0 });
    return c.body(null, 204);
  });
}
