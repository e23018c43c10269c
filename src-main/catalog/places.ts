/** Where the files of a generation are: their folders as paths, and the words of their names. */
import { sep } from 'node:path';
import { fileNameWords } from '../contract/items/name-words.ts';

/** A file with the top of the source through which it is read. */
export interface PlacedFile {
  readonly path: string;
  /** Its name inside the zip at `path`, otherwise ''. */
  readonly entry: string;
  /** The path of the source. */
  readonly top: string;
}

export interface Place {
  /** JSON: the paths of the folders, sorted. */
  readonly folders: string;
  readonly nameWords: string;
}

export const NO_PLACE: Place = { folders: '[]', nameWords: '' };

/** An item with thousands of copies is found by the names of these only. */
const MOST_FILES = 200;
const LONGEST_WORDS = 8_000;
/** Between the words of two files: a phrase does not cross it. */
const BETWEEN = ' / ';

/** The place of a generation with these files; the order of the files does not matter. */
export function placeOf(files: readonly PlacedFile[]): Place {
  if (files.length === 0) return NO_PLACE;
  const folders = [...new Set(files.map(folderOf))].sort();
  const told = files.length > MOST_FILES ? files.toSorted(byPlace).slice(0, MOST_FILES) : files;
  return {
    folders: JSON.stringify(folders),
    nameWords: joined(told.map((file) => fileNameWords(nameOf(file)))),
  };
}

const byPlace = (a: PlacedFile, b: PlacedFile): number =>
  a.path === b.path ? Number(a.entry > b.entry) - Number(a.entry < b.entry) : a.path < b.path ? -1 : 1;

/** The name of a file, without its folders. */
export const nameOf = ({ path, entry }: Pick<PlacedFile, 'path' | 'entry'>): string =>
  entry === '' ? path.slice(path.lastIndexOf(sep) + 1) : entry.slice(entry.lastIndexOf('/') + 1);

/**
 * The folder of a file as a path. Inside a zip it is the path of the zip, `/`, and the folders in it. A source that is a
 * single file counts as the folder of this file.
 */
export function folderOf({ path, entry, top }: PlacedFile): string {
  if (entry !== '') return entry.includes('/') ? `${path}/${entry.slice(0, entry.lastIndexOf('/'))}` : path;
  return path === top ? path : path.slice(0, path.lastIndexOf(sep));
}

/** Where a file is below the top of its source, joined by `/`. */
export function placeBelow({ path, entry, top }: PlacedFile): string {
  const below = path === top ? '' : path.slice(top.length).replaceAll(sep, '/').replace(/^\/+/, '');
  if (entry !== '') return below === '' ? entry : `${below}/${entry}`;
  return below || nameOf({ path, entry });
}

const joined = (texts: readonly string[]): string =>
  [...new Set(texts)]
    .filter((text) => text !== '')
    .sort()
    .join(BETWEEN)
    .slice(0, LONGEST_WORDS)
    .toWellFormed();
