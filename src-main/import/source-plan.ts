/** Sources that overlap: which one reads what. Every file is read through exactly one source, the outermost that reaches it. */
import { lstat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { StandingSource } from '../catalog/reads/import-lookups.ts';
import { isJunkFolder } from '../formats/names.ts';

/** A source that is read, and which of the sources asked for it is read for. */
export interface Root {
  readonly path: string;
  /** Whether the root itself was asked for, with everything in it. */
  readonly isWhole: boolean;
  /** The other paths asked for, under the root's own. */
  readonly scopes: readonly string[];
  /** What the reading leaves out: the library's own folder, and sources inside that are read for themselves. */
  readonly exclude: readonly string[];
}

export interface SourcePlan {
  readonly roots: readonly Root[];
  /** The path of the source through which a known or wanted source is read; its own where it stands for itself. */
  readonly readers: ReadonlyMap<string, string>;
}

/**
 * Plans an import of `paths` beside the sources that are known already. A source inside another one is read through the outer one,
 * which sees more: sidecars in folders above, accounts side by side. One whose layout the person has named is read for itself.
 * @param exclude folders that are no part of any source around them: the library's own
 */
export async function planSources(
  paths: readonly string[],
  known: readonly Pick<StandingSource, 'path' | 'kind' | 'readAs'>[],
  exclude: readonly string[],
): Promise<SourcePlan> {
  const kinds = new Map<string, Pick<StandingSource, 'kind' | 'readAs'>>(paths.map((path) => [path, { kind: 'folder', readAs: null }]));
  for (const source of known) kinds.set(source.path, source);
  const places = [...kinds.keys()].sort((a, b) => b.length - a.length);
  const readers = new Map<string, string>();
  const readerOf = async (path: string): Promise<string> => {
    const found = readers.get(path) ?? (await findReader(path));
    readers.set(path, found);
    return found;
  };
  const findReader = async (path: string): Promise<string> => {
    if (kinds.get(path)?.readAs) return path;
    for (const outer of places) {
      if (kinds.get(outer)?.kind === 'folder' && isUnder(path, outer) && (await reaches(outer, path, exclude))) return readerOf(outer);
    }
    return path;
  };
  for (const place of places) await readerOf(place);
  const roots = Map.groupBy(new Set(paths), (path) => readers.get(path) ?? path);
  return {
    readers,
    roots: [...roots].map(([path, scopes]) => ({
      path,
      isWhole: scopes.includes(path),
      scopes: scopes.filter((scope) => scope !== path),
      exclude: [...outside(path, exclude), ...places.filter((place) => isUnder(place, path) && readers.get(place) === place)],
    })),
  };
}

/** The library's own folder is no source, unless something in it was brought on purpose: the sample archive. */
export const outside = (path: string, folders: readonly string[]): readonly string[] =>
  folders.filter((folder) => resolve(path) !== resolve(folder) && !isUnder(resolve(path), resolve(folder)));

/** Whether a path lies under another one. */
export const isUnder = (path: string, folder: string): boolean => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Whether a path is that of a source, or lies under it. */
export const isAt = (path: string, source: string): boolean => path === source || isUnder(path, source);

/** Whether a walk of `outer` comes to `inner`: no link, no system's folder and no folder that is left out lies between. */
async function reaches(outer: string, inner: string, exclude: readonly string[]): Promise<boolean> {
  if (outside(outer, exclude).some((folder) => inner === resolve(folder) || isUnder(inner, resolve(folder)))) return false;
  if (relative(outer, inner).split(sep).some(isJunkFolder)) return false;
  for (let path = inner; path !== outer && path.length > outer.length; path = dirname(path)) {
    // What is away now is taken for what it was: a part of the source around it.
    const found = await lstat(path).catch(() => null);
    if (found?.isSymbolicLink()) return false;
  }
  return true;
}
