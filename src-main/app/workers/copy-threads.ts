/** The threads that copy originals, for whoever copies. Each starts with its first copy. */
import { availableParallelism } from 'node:os';
import type { CopyApi } from './copy-worker.ts';
import { type LazyThread, lazyThread } from './lazy-thread.ts';

/**
 * How many copy for a person who waits: as many as there are processors, since each hashes what it copies, and no more
 * than a disk serves well.
 */
export const COPIERS = Math.min(4, Math.max(2, availableParallelism()));

export type CopyThread = LazyThread<CopyApi>;

/** @param unpacked the folder for zips that must be unpacked */
export const openCopyThreads = (unpacked: string, count: number): readonly CopyThread[] =>
  Array.from({ length: count }, () => lazyThread<CopyApi>('copy-worker', () => ({ unpacked })));
