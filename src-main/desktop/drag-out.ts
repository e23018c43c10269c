/** Originals dragged out of the window: which files go along, and what is told about those that cannot. */
import { access, copyFile, link, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Library } from '../app/library.ts';
import { unpackedFolder } from '../app/library-folder.ts';
import { safeName } from '../app/safe-name.ts';
import { DRAG_LIMIT, type DragOutcome } from '../contract/library.ts';

/** The generations whose originals are dragged, in the order of the page. */
export const Dragged = z.array(z.number().int().nonnegative()).min(1).max(DRAG_LIMIT.items);

/** Looked up and unpacked at a time: the readers answer, the preview thread unpacks. */
const AT_ONCE = 8;

type DragLibrary = Pick<Library, 'path' | 'reads' | 'previews'>;

/**
 * The originals of these generations as paths; entries of zips are unpacked into the library first. What has no file, is not there or cannot
 * be unpacked is left out and counted. Nothing is dragged when more would have to be unpacked than a drag can wait for.
 */
export async function originalsOf(
  rowids: readonly number[],
  library: DragLibrary,
): Promise<{ readonly paths: readonly string[]; readonly outcome: DragOutcome }> {
  const files = await inTurn(rowids, (rowid) => library.reads.mainFile(rowid));
  const zipped = files.reduce((sum, file) => sum + (file && file.entry !== null ? file.size : 0), 0);
  if (zipped > DRAG_LIMIT.unpackedBytes && rowids.length > 1) return { paths: [], outcome: { state: 'too-large', leftOut: rowids.length } };
  const found = await inTurn(files, async (file) => {
    if (!file) return null;
    const path = file.entry === null ? file.path : await unpacked(file.fileId, file.entry, library).catch(() => null);
    return path !== null && (await isThere(path)) ? path : null;
  });
  const paths = [...new Set(found.filter((path) => path !== null))];
  const leftOut = found.filter((path) => path === null).length;
  return { paths, outcome: { state: paths.length > 0 ? 'dragged' : 'nothing', leftOut } };
}

/** Removes the names of what was dragged in an earlier run: whatever took it has it by now. Never rejects. */
export async function forgetDragged(library: string): Promise<void> {
  await rm(draggedFolder(library), { recursive: true, force: true }).catch(() => {});
}

const draggedFolder = (library: string): string => join(unpackedFolder(library), 'dragged');

/** An unpacked entry under its own name, which the cache does not keep: where it is dropped, it arrives as it was called. */
async function unpacked(fileId: number, entry: string, { path: library, previews }: DragLibrary): Promise<string> {
  const cached = await previews.extracted(fileId);
  const folder = join(draggedFolder(library), basename(cached));
  const named = join(folder, safeName(entry.split(/[/\\]/).at(-1) ?? ''));
  if (await isThere(named)) return named;
  await mkdir(folder, { recursive: true });
  // A second name costs nothing; file systems without such names get a copy.
  await link(cached, named).catch(() => copyFile(cached, named));
  return named;
}

/** Maps in order, a few at a time. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  return results;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
