/** The page's one cache of answers. */
import { notifyManager, QueryClient } from '@tanstack/react-query';
import { LOST_CODES } from '../../src-main/contract/library/backups.ts';
import { oneOf } from '../../src-main/contract/library/one-of.ts';
import { ApiError } from './client.ts';

// Timers within timers wait four milliseconds: an answer is drawn in the frame after its arrival.
notifyManager.setScheduler(queueMicrotask);

/** A library that waits for its way back answers the same however often it is asked. */
export const isLost = (error: unknown): boolean => error instanceof ApiError && oneOf(LOST_CODES, error.code) !== null;

const isWorthASecondTry = (failures: number, error: unknown): boolean => failures < 1 && !isLost(error);

/** Answers stay fresh until an event invalidates them; nothing is asked again by itself. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: isWorthASecondTry,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
