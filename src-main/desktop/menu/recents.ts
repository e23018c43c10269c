/**
 * Recent archives: derived from the sources and imports of the library, newest first. Only the date of the last "Clear"
 * is stored.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, sep } from 'node:path';
import { z } from 'zod';
import type { CatalogReads } from '../../app/library/catalog-reads.ts';
import type { ImportedPath } from '../../catalog/reads/catalog-reader.ts';
import type { SourceInfo } from '../../contract/library/library.ts';
import { isThere } from '../../storage/is-there.ts';

export interface Recent {
  /** Absolute. */
  readonly path: string;
  /** Whether the path existed at the last refresh. */
  readonly isThere: boolean;
}

export interface Recents {
  list(): readonly Recent[];
  /** Reads the sources again and checks which exist. Never rejects: while the library closes, the last list stays. */
  refresh(): Promise<void>;
  /** Checks again which listed archives exist, without asking the library. */
  look(): Promise<void>;
  /** Clears the list; an archive that is imported later appears again. */
  clear(): Promise<void>;
}

export interface RecentsParts {
  readonly reads: Pick<CatalogReads, 'sources' | 'importedPaths'>;
  /** The folder of the library: the sample archive in it is not listed. */
  readonly libraryFolder: string;
  /** The file with the date of the last "Clear". */
  readonly file: string;
  /** Called when the list changed. */
  readonly onChange: () => void;
}

/** The system menus show ten entries. */
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
  // In sequence, so that an older answer never replaces a newer one.
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
 * @param imported the paths of imports, the latest first; a source without one counts from its own date
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

/** A path as a menu label: its name, then its folder, with `~` for `home`. */
export function recentLabel(path: string, home: string): string {
  const name = basename(path);
  if (name === '') return plain(path);
  const folder = dirname(path);
  const short = folder === home ? '~' : isInside(folder, home) ? `~${sep}${relative(home, folder)}` : folder;
  return `${plain(shorten(name))} — ${plain(shorten(short))}`;
}

/** Longest part of a label, in characters. */
const LONGEST = 48;

/** Cuts in the middle, because the end of a name or path is the most useful part. */
function shorten(text: string): string {
  const signs = [...text];
  if (signs.length <= LONGEST) return text;
  const head = Math.floor(LONGEST / 3);
  return `${signs.slice(0, head).join('')}…${signs.slice(head + 1 - LONGEST).join('')}`;
}

/** Removes control characters and direction marks, and doubles `&`, which marks an access key in a menu. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').replaceAll('&', '&&');
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The date of the last "Clear"; null when there is none or it is unreadable. */
async function readClearedAt(file: string): Promise<string | null> {
  try {
    return Kept.parse(JSON.parse(await readFile(file, 'utf8'))).clearedAt;
  } catch {
    return null;
  }
}
