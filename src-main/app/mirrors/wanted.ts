/** Lists the files that a mirror should hold, and finds them in the sources. */

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import { partsUnder, readSourceDocuments, readSourceFiles } from '../../catalog/reads/sources/mirrors.ts';
import type { SourceInfo } from '../../contract/library/library.ts';
import { isZipName } from '../../formats/source-files/archives.ts';
import { inLanes } from '../../threads/lanes.ts';
import type { MirrorFile, MirrorSource } from './manifest.ts';
import type { Places } from './names.ts';

/** A file of an item that a collection or query selects, with the name for its copy. */
export interface ItemFile {
  readonly sha256: string;
  readonly path: string;
  readonly entry: string | null;
  readonly size: number;
  readonly mtimeMs: number;
  /** A name that is legal everywhere. */
  readonly name: string;
  readonly items: readonly string[];
}

/** A file that should be in the mirror. */
export interface Wanted extends Pick<MirrorFile, 'origin' | 'kind' | 'contents'> {
  readonly items: readonly string[];
  /** The folder in the mirror (of the source, or `items`) and the path inside it. */
  readonly folder: string;
  readonly parts: readonly string[];
  readonly path: string;
  readonly entry: string | null;
  /** The SHA-256 in the catalog, in hex; null when it has none. */
  readonly sha256: string | null;
  /** Size and date in the catalog; null when it has none. */
  readonly known: { readonly size: number; readonly mtimeMs: number } | null;
}

/** A wanted file, with the size and date of its original now. */
export interface Found {
  readonly wanted: Wanted;
  /** The size of the file, or of its zip; null when there is no file. */
  readonly size: number | null;
  readonly mtimeMs: number;
  /** The system could not tell whether the file exists. */
  readonly isUnsure: boolean;
}

export type ChosenSource = Pick<SourceInfo, 'id' | 'path' | 'kind' | 'within'>;

/** The folders of the sources in the mirror. A source keeps its folder, also when it was removed and imported again. */
export function foldersFor(
  chosen: readonly ChosenSource[],
  standing: readonly MirrorSource[],
  places: Places,
): readonly MirrorSource[] {
  const kept = standing.filter(({ id, path }) => !chosen.some((source) => source.id === id || source.path === path));
  const now = chosen.map((source): MirrorSource => {
    const before = standing.find(({ id }) => id === source.id) ?? standing.find(({ path }) => path === source.path);
    const folder =
      before?.folder ?? (source.kind === 'folder' ? places.folderFor(basename(source.path) || 'source') : '');
    return { id: source.id, path: source.path, folder };
  });
  return [...kept, ...now];
}

/**
 * All files of the sources: media files, documents, and each zip as one file. A file in two chosen sources is wanted
 * once.
 */
export function wantedOf(
  db: Database,
  chosen: readonly ChosenSource[],
  sources: readonly MirrorSource[],
): readonly Wanted[] {
  const seen = new Set<string>();
  const all: Wanted[] = [];
  for (const source of [...chosen].sort((a, b) => Number(a.within !== null) - Number(b.within !== null))) {
    const folder = sources.find(({ id }) => id === source.id)?.folder ?? '';
    const add = (path: string, rest: Pick<Wanted, 'kind' | 'items' | 'contents' | 'sha256' | 'known'>): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const under = partsUnder(path, source.path);
      const parts = under.length === 0 ? [basename(path)] : under;
      all.push({
        ...rest,
        folder,
        parts,
        origin: [...(folder === '' ? [] : [folder]), ...parts].join('/'),
        path,
        entry: null,
      });
    };
    // Rows are sorted by path, so the entries of one zip follow each other.
    let zip = null as Zip | null;
    for (const { path, entry, size, mtimeMs, sha256, items } of readSourceFiles(db, source.id)) {
      if (zip && zip.path !== path) add(zip.path, archiveOf(zip));
      if (zip?.path !== path) zip = null;
      if (entry === '') {
        add(path, { kind: 'original', items: [...items], sha256, known: { size, mtimeMs } });
        continue;
      }
      zip ??= { path, contents: [], items: new Set() };
      if (sha256 !== null) zip.contents.push({ entry, sha256, items: [...items] });
      for (const item of items) zip.items.add(item);
    }
    if (zip) add(zip.path, archiveOf(zip));
    for (const path of readSourceDocuments(db, source.id))
      add(path, { kind: isZipName(path) ? 'archive' : 'document', items: [], sha256: null, known: null });
  }
  return all;
}

interface Zip {
  readonly path: string;
  readonly contents: NonNullable<MirrorFile['contents']>;
  readonly items: Set<string>;
}

const archiveOf = ({ contents, items }: Zip): Pick<Wanted, 'kind' | 'items' | 'contents' | 'sha256' | 'known'> => ({
  kind: 'archive',
  items: [...items],
  contents,
  sha256: null,
  known: null,
});

/** The files of selected items that no mirrored source contains. */
export function wantedItems(files: readonly ItemFile[], sources: readonly Wanted[]): readonly Wanted[] {
  const covered = new Set(
    sources.flatMap(({ sha256, contents = [] }) => [
      ...(sha256 === null ? [] : [sha256]),
      ...contents.map((one) => one.sha256),
    ]),
  );
  return files
    .filter(({ sha256 }) => !covered.has(sha256))
    .map(({ sha256, path, entry, size, mtimeMs, name, items }) => ({
      origin: `sha256:${sha256}`,
      kind: 'original',
      folder: 'items',
      parts: [name],
      path,
      entry,
      sha256,
      known: { size, mtimeMs },
      items,
    }));
}

const LOOKING_AT_ONCE = 16;

/** Reads the size and date of each wanted file. */
export async function lookFor(all: readonly Wanted[], signal: AbortSignal): Promise<readonly Found[]> {
  const found: Found[] = [];
  await inLanes(all.entries(), LOOKING_AT_ONCE, undefined, async ([at, wanted]) => {
    signal.throwIfAborted();
    const there = await stat(wanted.path).catch((cause: NodeJS.ErrnoException) => cause);
    const isFile = !(there instanceof Error) && there.isFile();
    const isUnsure = there instanceof Error && there.code !== 'ENOENT' && there.code !== 'ENOTDIR';
    const mtimeMs = isFile ? Math.trunc(there.mtimeMs) : 0;
    found[at] = { wanted, size: isFile ? there.size : null, mtimeMs, isUnsure };
  });
  return found;
}
