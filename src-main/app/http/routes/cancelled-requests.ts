/** Aborts requests of the window's page. */
import { Hono } from 'hono';
import { CancelledRequests } from '../../../contract/library/cancelled-requests.ts';
import type { Arrival, OpenRequests } from '../open-requests.ts';
import { limitBody, validate } from '../validate.ts';

export function cancelledRequestRoutes(requests: Pick<OpenRequests, 'cancel'>) {
  return new Hono<{ Bindings: Partial<Arrival> }>().post(
    '/given-up',
    limitBody,
    validate('json', CancelledRequests),
    (c) => {
      requests.cancel(c.req.valid('json').requests, { arrival: c.env?.arrival ?? 0 });
      return c.body(null, 204);
    },
  );
}
