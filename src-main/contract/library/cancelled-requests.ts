/** The message by which the window's page cancels its requests. A browser closes their connections instead. */
import { z } from 'zod';

/** The name of a page's request, so that it can be cancelled. Media requests are named by their address. */
export const REQUEST_HEADER = 'x-request';

/** Maximum number of requests that one message cancels. */
export const MOST_CANCELLED = 1_000;

export const CancelledRequests = z.object({
  /** Names of requests, or addresses of media as requested, from the first slash on. */
  requests: z.array(z.string().max(10_000)).max(MOST_CANCELLED),
});
