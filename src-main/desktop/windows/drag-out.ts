/** Drags originals out of the window: finds their files and reports those that cannot be dragged. */
import { copyFile, link, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { safeName } from '../../app/files/safe-name.ts';
import type { Library } from '../../app/library/library.ts';
import { unpackedFolder } from '../../app/library/library-folder.ts';
import { DRAG_LIMIT, type DragOutcome } from '../../contract/library/library.ts';
import { isThere } from '../../storage/is-there.ts';

/** The rowids of the dragged generations, in the order of the page. */
export const Dragged = z.array(z.number().int().nonnegative()).min(1).max(DRAG_LIMIT.items);

/** Files that are looked up and unpacked at the same time: the readers answer, the preview thread unpacks. */
const AT_ONCE = 8;

type DragLibrary = Pick<Library, 'path' | 'reads' | 'previews'>;

/**
 * The paths of the originals of these generations. Entries of zips are unpacked into the library first. Generations
 * without a file, with a missing file or with an unreadable entry are left out and counted. When too much would have to
 * be unpacked, nothing is dragged.
 */
export async function originalsOf(
  rowids: readonly number[],
  library: DragLibrary,
): Promise<{ readonly paths: readonly string[]; readonly outcome: DragOutcome }> {
  const files = await inTurn(rowids, (rowid) => library.reads.mainFile(rowid));
  const zipped = files.reduce((sum, file) => sum + (file && file.entry !== null ? file.size : 0), 0);
  if (zipped > DRAG_LIMIT.unpackedBytes && rowids.length > 1)
    return { paths: [], outcome: { state: 'too-large', leftOut: rowids.length } };
  const found = await inTurn(files, async (file) => {
    if (!file) return null;
    const path = file.entry === null ? file.path : await unpacked(file.fileId, file.entry, library).catch(() => null);
    return path !== null && (await isThere(path)) ? path : null;
  });
  const paths = [...new Set(found.filter((path) => path !== null))];
  const leftOut = found.filter((path) => path === null).length;
  return { paths, outcome: { state: paths.length > 0 ? 'dragged' : 'nothing', leftOut } };
}

/** Removes files that an earlier run made for dragging. Never rejects. */
export async function forgetDragged(library: string): Promise<void> {
  await rm(draggedFolder(library), { recursive: true, force: true }).catch(() => {});
}

const draggedFolder = (library: string): string => join(unpackedFolder(library), 'dragged');

/** Gives an unpacked entry its original file name, so that the dropped file has that name. */
async function unpacked(fileId: number, entry: string, { path: library, previews }: DragLibrary): Promise<string> {
  const cached = await previews.extracted(fileId);
  const folder = join(draggedFolder(library), basename(cached));
  const named = join(folder, safeName(entry.split(/[/\\]/).at(-1) ?? ''));
  if (await isThere(named)) return named;
  await mkdir(folder, { recursive: true });
  // A hard link costs nothing; file systems without hard links get a copy.
  await link(cached, named).catch(() => copyFile(cached, named));
  return named;
}

/** Maps items with limited concurrency; results keep the order. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  return results;
}
