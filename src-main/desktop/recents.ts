/** Recent archives: derived from the library's sources and imports, newest first; only the date of the last "Clear" is kept. */
import { access, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, sep } from 'node:path';
import { z } from 'zod';
import type { CatalogReads } from '../app/library.ts';
import type { ImportedPath } from '../catalog/reads/questions.ts';
import type { SourceInfo } from '../contract/library.ts';

export interface Recent {
  /** Absolute. */
  readonly path: string;
  /** Whether something was at the path when the list was last refreshed. */
  readonly isThere: boolean;
}

export interface Recents {
  list(): readonly Recent[];
  /** Reads the sources again and looks whether each is there. Never rejects: a library that is closing keeps the last list. */
  refresh(): Promise<void>;
  /** Looks again whether those listed are there, without asking the library. */
  look(): Promise<void>;
  /** Empties the list; an archive that is imported later is listed again. */
  clear(): Promise<void>;
}

export interface RecentsParts {
  readonly reads: Pick<CatalogReads, 'sources' | 'importedPaths'>;
  /** The library's own folder: the sample archive lies in it and is not listed. */
  readonly libraryFolder: string;
  /** Where the date of the last "Clear" is kept. */
  readonly file: string;
  /** Called when the list is another than before. */
  readonly onChange: () => void;
}

/** Menus of the systems show ten. */
const MOST = 10;

const Kept = z.object({ clearedAt: z.iso.datetime() });

/** An empty list until the first refresh. */
export function openRecents({ reads, libraryFolder, file, onChange }: RecentsParts): Recents {
  let list: readonly Recent[] = [];
  let clearedAt: string | null | undefined;
  let turn: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    clearedAt ??= await readClearedAt(file);
    const [sources, imported] = await Promise.all([reads.sources(), reads.importedPaths()]);
    await show(recentPaths(sources, imported, libraryFolder, clearedAt));
  };
  const show = async (paths: readonly string[]): Promise<void> => {
    const next = await Promise.all(paths.map(async (path) => ({ path, isThere: await isThere(path) })));
    if (JSON.stringify(next) === JSON.stringify(list)) return;
    list = next;
    onChange();
  };
  // One after the other: an older answer must not replace a newer one.
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch((cause: Error) => {
      process.stderr.write(`The recent archives could not be listed: ${cause.message}\n`);
    });
    return turn;
  };
  const refresh = (): Promise<void> => inTurn(read);
  return {
    list: () => list,
    refresh,
    look: () => inTurn(() => show(list.map(({ path }) => path))),
    async clear() {
      clearedAt = new Date().toISOString();
      await writeFile(file, JSON.stringify({ clearedAt })).catch((cause: Error) => {
        process.stderr.write(`The date of "Clear" could not be kept: ${cause.message}\n`);
      });
      await refresh();
    },
  };
}

/**
 * The paths of the sources imported after `clearedAt` (ISO; null: never cleared), newest first, at most ten.
 * @param imported what imports were asked for, the latest first; a source that is not in it counts from its own date
 */
export function recentPaths(
  sources: readonly Pick<SourceInfo, 'path' | 'importedAt' | 'addedAt'>[],
  imported: readonly ImportedPath[],
  libraryFolder: string,
  clearedAt: string | null,
): readonly string[] {
  const since = clearedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(clearedAt);
  const own = new Map(sources.map(({ path, importedAt, addedAt }) => [path, importedAt ?? addedAt]));
  const asked = imported.filter(({ path }) => own.delete(path));
  const others = [...own].map(([path, startedAt]) => ({ path, startedAt })).toReversed();
  return [...asked, ...others]
    .map(({ path, startedAt }) => ({ path, at: Date.parse(startedAt) }))
    .filter(({ path, at }) => at > since && !isInside(path, libraryFolder))
    .toSorted((one, other) => other.at - one.at)
    .slice(0, MOST)
    .map(({ path }) => path);
}

/** A path as one line of a menu: its name, then the folder it lies in, with `~` for `home`. */
export function recentLabel(path: string, home: string): string {
  const name = basename(path);
  if (name === '') return plain(path);
  const folder = dirname(path);
  const short = folder === home ? '~' : isInside(folder, home) ? `~${sep}${relative(home, folder)}` : folder;
  return `${plain(shorten(name))} — ${plain(shorten(short))}`;
}

/** Longest part of a label, in characters. */
const LONGEST = 48;

/** Cut in the middle: a name's end and a path's end tell most. */
function shorten(text: string): string {
  const signs = [...text];
  if (signs.length <= LONGEST) return text;
  const head = Math.floor(LONGEST / 3);
  return `${signs.slice(0, head).join('')}…${signs.slice(head + 1 - LONGEST).join('')}`;
}

/** Without signs that steer or reorder a line; a menu reads a single `&` as the mark of an access key. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').replaceAll('&', '&&');
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Null when nothing was cleared, or what is kept cannot be read. */
async function readClearedAt(file: string): Promise<string | null> {
  try {
    return Kept.parse(JSON.parse(await readFile(file, 'utf8'))).clearedAt;
  } catch {
    return null;
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
