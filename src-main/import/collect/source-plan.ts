/** Plans overlapping sources: every file is read through exactly one source, the outermost that reaches it. */
import { lstat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { StandingSource } from '../../catalog/reads/sources/import-lookups.ts';
import { isJunkFolder } from '../../formats/naming/file-names.ts';

/** A source to read, and the requested paths that it is read for. */
export interface Root {
  readonly path: string;
  /** Whether the root itself was requested, with everything in it. */
  readonly isWhole: boolean;
  /** The other requested paths, below the root. */
  readonly scopes: readonly string[];
  /** Paths that are left out: the folder of the library, and nested sources that are read separately. */
  readonly exclude: readonly string[];
}

export interface SourcePlan {
  readonly roots: readonly Root[];
  /**
   * From a known or requested source to the path of the source through which it is read (its own path if it is read
   * separately).
   */
  readonly readers: ReadonlyMap<string, string>;
}

/**
 * Plans an import of `paths` together with known sources. A nested source is read through the outer one, which sees
 * more: sidecars in parent folders, accounts side by side. A source whose format the person has chosen is read
 * separately.
 * @param exclude folders that belong to no source: the folder of the library
 */
export async function planSources(
  paths: readonly string[],
  known: readonly Pick<StandingSource, 'path' | 'kind' | 'readAs'>[],
  exclude: readonly string[],
): Promise<SourcePlan> {
  const kinds = new Map<string, Pick<StandingSource, 'kind' | 'readAs'>>(
    paths.map((path) => [path, { kind: 'folder', readAs: null }]),
  );
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
      if (kinds.get(outer)?.kind === 'folder' && isUnder(path, outer) && (await reaches(outer, path, exclude)))
        return readerOf(outer);
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
      exclude: [
        ...outside(path, exclude),
        ...places.filter((place) => isUnder(place, path) && readers.get(place) === place),
      ],
    })),
  };
}

/** The excluded folders, without those that contain `path`: the sample archive inside the library can be imported. */
export const outside = (path: string, folders: readonly string[]): readonly string[] =>
  folders.filter((folder) => resolve(path) !== resolve(folder) && !isUnder(resolve(path), resolve(folder)));

/** Whether a path lies under another one. */
export const isUnder = (path: string, folder: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Whether a path is the path of a source, or lies under it. */
export const isAt = (path: string, source: string): boolean => path === source || isUnder(path, source);

/**
 * Whether a walk of `outer` reaches `inner`: there is no link, system folder or excluded folder between them.
 */
async function reaches(outer: string, inner: string, exclude: readonly string[]): Promise<boolean> {
  if (outside(outer, exclude).some((folder) => inner === resolve(folder) || isUnder(inner, resolve(folder))))
    return false;
  if (relative(outer, inner).split(sep).some(isJunkFolder)) return false;
  for (let path = inner; path !== outer && path.length > outer.length; path = dirname(path)) {
    // An absent path is still a part of the source around it.
    const found = await lstat(path).catch(() => null);
    if (found?.isSymbolicLink()) return false;
  }
  return true;
}
