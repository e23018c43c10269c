/** Finds media files in the sources that are not in the catalog. */

import type { ImportLookups } from '../../catalog/reads/sources/import-lookups.ts';
import { readSource } from '../../formats/registry.ts';
import { openSource } from '../../formats/source-files/open-source.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import { isUnder, outside } from '../collect/source-plan.ts';

/** Walks all sources, or one of them, and returns the new files. */
export async function findFresh(
  lookups: ImportLookups,
  sourceId: number | null,
  exclude: readonly string[],
  signal: AbortSignal,
): Promise<{ path: string }[]> {
  const found: { path: string }[] = [];
  const all = lookups.sources();
  const readers = all.filter(({ id, within }) => (sourceId === null ? within === null : id === sourceId));
  for (const { path } of readers) {
    if (signal.aborted) break;
    const others = all.filter((other) => other.within === null && isUnder(other.path, path)).map((other) => other.path);
    const source = await openSource(path, { signal, exclude: [...outside(path, exclude), ...others] }).catch(
      () => null,
    );
    // A missing source is no error here: its files were found missing before.
    if (!source) continue;
    for await (const reading of readSource(source, { signal, filesOnly: true })) {
      if (reading.type !== 'file' || !reading.file.expected || reading.file.entry.size === 0) continue;
      const { entry } = reading.file;
      if (!lookups.file(entry.path, entry.entry ?? '')) found.push({ path: pathOf(entry) });
    }
    await source.close();
  }
  return found;
}
