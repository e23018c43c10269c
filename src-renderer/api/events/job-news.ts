/** Jobs as they are heard of: by the answer to whoever began one, and by events; either may come first. */
import { create } from 'zustand';
import type { Job } from '../../../src-main/contract/library/job.ts';

/** An event tells what is so now. */
export function heard(jobs: readonly Job[], job: Job): readonly Job[] {
  return [...jobs.filter(({ id }) => id !== job.id), job];
}

/** An answer may be older than the event that overtook it: a quick job has ended before its beginning is answered. */
export function answered(jobs: readonly Job[], job: Job): readonly Job[] {
  return jobs.some(({ id }) => id === job.id) ? jobs : [...jobs, job];
}

/** Jobs that were begun or seen running here: only those are worth saying when they end. */
interface SeenJobs {
  readonly ids: ReadonlySet<string>;
  add(id: string): void;
  drop(id: string): void;
}

export const useSeenJobs = create<SeenJobs>()((set) => ({
  ids: new Set(),
  add: (id) => set(({ ids }) => (ids.has(id) ? { ids } : { ids: new Set([...ids, id]) })),
  drop: (id) => set(({ ids }) => ({ ids: new Set([...ids].filter((other) => other !== id)) })),
}));
