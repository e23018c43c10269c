/** How the window's page says which of its requests it wants no more; a browser closes their connections instead. */
import { z } from 'zod';

/** Names a request of a page, so that it can be given up. Media is named by its address. */
export const REQUEST_HEADER = 'x-request';

/** The most that can be given up at once. */
export const MOST_GIVEN_UP = 1_000;

export const GivenUp = z.object({
  /** Names of requests, or addresses of media as they were asked for, from the first slash on. */
  requests: z.array(z.string().max(10_000)).max(MOST_GIVEN_UP),
});
