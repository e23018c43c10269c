/** Changes the source through which others are read, and what depends on it. */
import type { ImportOptions } from './import-options.ts';
import { openCommitQueue } from './writer-port.ts';

/** Files of one commit. */
const ROWS = 300;

/**
 * Reads these sources through `root`, or (null) each by itself. Their files are then another number of folders below the
 * top, so the words of their places are derived again.
 */
export async function nestSources(
  ids: readonly number[],
  root: number | null,
  { writer, lookups, signal }: Pick<ImportOptions, 'writer' | 'lookups' | 'signal'>,
): Promise<void> {
  await writer.setWithin(ids, root);
  const queue = openCommitQueue(writer);
  for (const id of ids)
    for (let files = lookups.filesUnder(id, 0, ROWS); files.length > 0 && !signal.aborted; ) {
      await queue.push({ moved: { records: [], files } }, () => {});
      files = lookups.filesUnder(id, files.at(-1) as number, ROWS);
    }
  await queue.drain();
}
