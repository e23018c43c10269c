/** Recognises moved and renamed files by their content, and deletes their old places. */
import { lstat, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ImportLookups, StandingSource, Twin } from '../../catalog/reads/sources/import-lookups.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import { idSetOf } from './id-set.ts';
import { isUnder } from './source-plan.ts';

/** The old row of a moved file, the row with its content at the new place, and the old place. */
export interface Relinked {
  readonly from: number;
  readonly to: number;
  readonly was: string;
}

const ASKED_AT_ONCE = 500;

/**
 * Finds, for new files, rows with the same content whose place is gone. In the source that was just walked (`walked`;
 * null after an incomplete walk) a row that is marked missing is gone. In other sources {@link isGone} must prove it. A
 * copy whose place still exists stays a copy.
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
      if (gone) found.set(twin.from, { from: twin.from, to: twin.to, was: pathOf(twin) });
    }
  }
  return [...found.values()];
}

/**
 * Whether a file is gone although its drive is connected: the file does not exist, and the nearest existing folder
 * above it, up to its source, is not empty. An unmounted drive leaves no folder or an empty one, which proves nothing.
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

/** Whether a path exists; true when that is unknown. */
async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (cause: NodeJS.ErrnoException) => cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR',
  );
}
