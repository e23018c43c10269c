/** Opens the threads that copy originals. Each thread starts with its first copy. */
import { availableParallelism } from 'node:os';
import type { CopyApi } from './copy-worker.ts';
import { type LazyThread, lazyThread } from './lazy-thread.ts';

/**
 * Number of threads while a person waits: one per processor, because each thread hashes the files that it copies, but
 * at most four, because more would slow down a disk.
 */
export const COPIERS = Math.min(4, Math.max(2, availableParallelism()));

export type CopyThread = LazyThread<CopyApi>;

/** @param unpacked the folder for zips that must be unpacked */
export const openCopyThreads = (unpacked: string, count: number): readonly CopyThread[] =>
  Array.from({ length: count }, () => lazyThread<CopyApi>('copy-worker', () => ({ unpacked })));
