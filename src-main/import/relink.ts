/** Files that were moved or renamed: known again by their content, the old place is given up. */
import { lstat, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ImportLookups, StandingSource, Twin } from '../catalog/reads/import-lookups.ts';
import { idSetOf } from './id-set.ts';
import { isUnder } from './source-plan.ts';

/** A file's row whose place is gone, the row that holds its content now, and where it was. */
export interface Relinked {
  readonly from: number;
  readonly to: number;
  readonly was: string;
}

const ASKED_AT_ONCE = 500;

/**
 * Finds, for files that came new into the catalog, rows of the same content whose own place is gone. In the source that was just walked
 * (`walked`, null when its walk was incomplete) a row that is marked missing is gone; in any other source only what
 * {@link isGone} proves. A copy whose place still exists stays a copy.
 */
export async function findRelinked(
  arrived: readonly number[],
  walked: number | null,
  lookups: Pick<ImportLookups, 'twins' | 'sources'>,
  signal: AbortSignal,
): Promise<readonly Relinked[]> {
  const found = new Map<number, Relinked>();
  const fresh = idSetOf(arrived);
  let sources: ReadonlyMap<number, StandingSource> | null = null;
  for (let at = 0; at < arrived.length && !signal.aborted; at += ASKED_AT_ONCE) {
    for (const twin of lookups.twins(arrived.slice(at, at + ASKED_AT_ONCE))) {
      if (fresh.has(twin.from) || found.has(twin.from)) continue;
      sources ??= new Map(lookups.sources().map((source) => [source.id, source]));
      const source = sources.get(twin.sourceId);
      const gone = twin.sourceId === walked ? twin.missing === 1 : source !== undefined && (await isGone(twin, source));
      if (gone) found.set(twin.from, { from: twin.from, to: twin.to, was: twin.entry === '' ? twin.path : `${twin.path}/${twin.entry}` });
    }
  }
  return [...found.values()];
}

/**
 * Whether a file is gone while its drive is there: it does not exist, and the nearest folder above it, up to its source's own, exists and
 * holds something. An unmounted drive leaves nothing, or an empty folder; neither proves anything.
 */
async function isGone({ path }: Pick<Twin, 'path'>, source: Pick<StandingSource, 'path' | 'kind'>): Promise<boolean> {
  if (await exists(path)) return false;
  const top = source.kind === 'folder' ? source.path : dirname(source.path);
  for (let folder = dirname(path); folder === top || isUnder(folder, top); folder = dirname(folder)) {
    const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => cause.code ?? 'EIO');
    if (names !== 'ENOENT') return typeof names !== 'string' && names.length > 0;
  }
  return false;
}

/** True also when it cannot be told. */
async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (cause: NodeJS.ErrnoException) => cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR',
  );
}
