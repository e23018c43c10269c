/** Decides when the columns are written into their file, so that the next start of a large library is fast. */
import { randomInt } from 'node:crypto';
import type { ImportReport } from '../../../contract/archive/report.ts';
import { faultOf } from '../../../storage/fault.ts';
import { note } from '../../../storage/log.ts';
import { isThreadEnded } from '../../../threads/rpc.ts';
import type { CatalogThreads } from './catalog-threads.ts';

export interface ColumnKeeper {
  /** Writes the file when the library has not changed for {@link QUIET_MS}. */
  soon(): void;
  /**
   * Writes the file at the end of a command's import, if it changed many items. Never rejects: without the file only
   * the next start is slower.
   */
  afterImport(report: ImportReport | null): Promise<void>;
  stop(): void;
}

/** An import reports a change every 400 ms, so the file is written after its end. */
const QUIET_MS = 4_000;
/**
 * After fewer changed items a command does not load the columns only to write them: that takes 0.5 s, and the next start
 * reads 50,000 rows in 0.3 s.
 */
const MANY = 50_000;

export function openColumnKeeper({
  readers: [reader],
  writer,
  unwritable,
}: Pick<CatalogThreads, 'readers' | 'writer' | 'unwritable'>): ColumnKeeper {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = unwritable !== null;
  const now = async (): Promise<void> => {
    if (isStopped || !reader) return;
    try {
      const mark = randomInt(2 ** 48 - 1);
      if (await reader.get().call.keepColumns(mark)) await writer.call.markKeptColumns(mark);
    } catch (cause) {
      if (!isThreadEnded(cause)) note('fault', { in: 'columns', ...faultOf(cause) });
    }
  };
  return {
    soon() {
      if (isStopped) return;
      if (timer) clearTimeout(timer);
      timer = setTimeout(() => void now(), QUIET_MS).unref();
    },
    async afterImport(report) {
      const { added = 0, updated = 0 } = report?.generations ?? {};
      if (added + updated >= MANY) await now();
    },
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
