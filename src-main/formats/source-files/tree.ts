/** Indexes the entries of a source for the readers: by place, folder, name, stem and the ids in names. */
import type { Ids } from '../claims.ts';
import {
  baseName,
  folderName,
  foldName,
  isMaybeMedia,
  isMediaName,
  isMovingName,
  previewOf,
  stemOf,
} from '../naming/file-names.ts';
import { cleanStem, idsInName, isWholeId, type NameIds } from '../naming/ids.ts';
import type { Source, SourceEntry } from '../source.ts';
import { indexEntries } from './entry-index.ts';

export interface Tree {
  readonly source: Source;
  /** The entry at exactly this place. */
  at(name: string): SourceEntry | undefined;
  /** The files directly in a folder of the source ('' is its top). */
  inFolder(folder: string): readonly SourceEntry[];
  /** Files with this name in any folder; case is ignored. */
  named(basename: string): readonly SourceEntry[];
  /** Media files whose name equals this stem without its extension and copy marks; case is ignored. */
  mediaByStem(stem: string): readonly SourceEntry[];
  /**
   * Media files whose name contains this id in canonical form. A name with bare hex is found by that hex and by `s_` +
   * hex.
   */
  mediaById(id: string): readonly SourceEntry[];
  /** Media files with this UUID in their name or folder name. Other services name their works by UUIDs. */
  mediaByUuid(uuid: string): readonly SourceEntry[];
  /** Whether any media file has the name of another file's preview. */
  hasPreviews(): boolean;
  /**
   * The ids in the entry's own name. If the name has none, the ids in the name of its folder, when that folder is named
   * by an id and contains only this work.
   */
  idsOf(entry: SourceEntry): NameIds;
}

/** Maximum number of entries whose ids are cached. */
const REMEMBERED = 2_000;

/** Builds a tree. Each index is built when it is first used. */
export function growTree(source: Source): Tree {
  const { entries } = source;
  const media = lazy(() => entries.filter((entry) => isMediaName(entry.name) || isMaybeMedia(entry.name)));
  const places = lazy(() => indexEntries(entries, (entry) => [entry.name]));
  const folders = lazy(() => indexEntries(entries, (entry) => [folderName(entry.name)]));
  const names = lazy(() => indexEntries(entries, (entry) => [foldName(baseName(entry.name))]));
  const stems = lazy(() => indexEntries(media(), (entry) => [foldName(cleanStem(baseName(entry.name)))]));
  // A reader asks for the ids of the same few entries many times while it reads their document.
  const found = new Map<SourceEntry, NameIds>();
  const idsOf = (entry: SourceEntry): NameIds => {
    const known = found.get(entry);
    if (known) return known;
    const own = idsInName(baseName(entry.name));
    const ids = isNameless(own) && isAllOf(entry) ? idsInName(baseName(folderName(entry.name))) : own;
    if (found.size >= REMEMBERED) found.clear();
    found.set(entry, ids);
    return ids;
  };
  /** Whether the folder contains only this work: `video_…/output.mp4` with its previews and notes. */
  const isAllOf = (entry: SourceEntry): boolean => {
    const folder = folderName(entry.name);
    if (!isWholeId(baseName(folder)) || /(?:^|\/)downstream$/i.test(folderName(folder))) return false;
    const beside = folders()
      .get(folder)
      .filter(({ name }) => isMediaName(name));
    const main = beside.filter(({ name }) => isMovingName(name));
    if (main.length === 0) return beside.length <= 1;
    const isPreview = previewOf(stemOf(baseName(entry.name))) !== null;
    return main.length === 1 && (main[0] === entry || isPreview || !isMediaName(entry.name));
  };
  const ids = lazy(() => indexEntries(media(), (entry) => values(idsOf(entry))));
  const hasPreviews = lazy(() => media().some(({ name }) => previewOf(cleanStem(baseName(name))) !== null));
  const uuids = lazy(() => indexEntries(media(), uuidsIn));
  return {
    source,
    at: (name) => places().get(name).at(-1),
    inFolder: (folder) => folders().get(folder),
    named: (basename) => names().get(foldName(basename)),
    mediaByStem: (stem) => stems().get(foldName(stem)),
    mediaById: (id) => ids().get(id),
    mediaByUuid: (uuid) => uuids().get(uuid.toLowerCase()),
    hasPreviews,
    idsOf,
  };
}

function isNameless({ ids, bareHex }: NameIds): boolean {
  return ids.gen === undefined && ids.post === undefined && ids.api === undefined && bareHex === undefined;
}

function values({ ids, bareHex }: NameIds): string[] {
  const named = [ids.gen, ids.post, ids.api] satisfies (Ids[keyof Ids] | undefined)[];
  const bare = bareHex === undefined ? [] : [bareHex, `s_${bareHex}`];
  return [...named, ...bare].filter((value) => value !== undefined);
}

function uuidsIn({ name }: SourceEntry): readonly string[] {
  const parts = name.toLowerCase().split('/').slice(-2);
  return [...new Set(parts.flatMap((part) => part.match(UUID) ?? []))];
}

const UUID = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/g;

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
