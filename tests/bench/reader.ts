/**
 * A reader in a process of its own: `node --expose-gc tests/bench/reader.ts FOLDER` tells how long opening takes, and
 * what it holds in memory.
 */
import { openReader } from '../../src-main/catalog/connection.ts';
import { openReads } from '../../src-main/catalog/reads/reads.ts';
import { STROKES } from './strokes.ts';

export interface ReaderMeasures {
  readonly openMs: number;
  /** What the process grew by in MB: once open, and after everything was typed. */
  readonly openMb: number;
  readonly typedMb: number;
}

const residentMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1e6;
};

if (import.meta.main) {
  const before = residentMb();
  const start = performance.now();
  const reads = openReads(openReader(process.argv[2] as string));
  reads.total();
  const openMs = performance.now() - start;
  const openMb = residentMb() - before;
  for (const q of STROKES) {
    reads.firstCards({ q, sort: 'newest', seed: 0, limit: 100 });
    reads.layout({ q, sort: 'newest', seed: 0 });
    reads.sidebar(q);
  }
  process.stdout.write(JSON.stringify({ openMs, openMb, typedMb: residentMb() - before } satisfies ReaderMeasures));
}
