/** Makes the paths of files in a mirror: the same as in the source, but legal and unique on every system. */
import { legalStem, type NameBook, openNameBook } from '../export/file-names.ts';
import type { MirrorFile } from './manifest.ts';

/** The names at the top that the mirror itself uses. */
const OWN_NAMES = ['removed', 'replaced', 'items', 'afterimage-export', 'afterimage-mirror.json'] as const;

export interface Places {
  /** The path for a file of a source. @param folder the source's folder in the mirror, '' for none */
  place(folder: string, parts: readonly string[]): string;
  /** A free name at the top for a source's folder. */
  folderFor(name: string): string;
  /** A free path in one of the mirror's own folders. */
  aside(path: string): string;
}

/** Files that are in the mirror keep their paths. */
export function openPlaces(files: Iterable<Pick<MirrorFile, 'path' | 'origin'>>, folders: readonly string[]): Places {
  const books = new Map<string, NameBook>();
  const given = new Map<string, string>();
  const bookOf = (parent: string): NameBook => {
    const known = books.get(parent) ?? openNameBook(parent === '' ? OWN_NAMES : []);
    books.set(parent, known);
    return known;
  };
  const take = (parent: string, name: string): string => {
    const book = bookOf(parent);
    const legal = legalName(name);
    // A note or a part of a split zip keeps its name beside the file with the same stem: only so they belong together.
    if (book.isFree(legal)) return book.take(legal, ['']);
    const [stem, ending] = inTwo(legal);
    // A name of full length has no room for a number.
    const isTight = Buffer.byteLength(legal) > MOST_BYTES - ROOM_FOR_NUMBER;
    return book.take(isTight ? legalStem(stem, 'file') : stem, [ending]) + ending;
  };
  const claim = (parent: string, name: string): void => {
    if (bookOf(parent).isFree(name)) bookOf(parent).take(name, ['']);
  };
  for (const folder of folders) claim('', folder);
  for (const { path, origin } of files) {
    const parts = path.split('/');
    const wanted = origin.split('/');
    parts.forEach((part, at) => {
      const parent = parts.slice(0, at).join('/');
      claim(parent, part);
      // When path and origin differ in depth (set aside, renamed), the folder names cannot be compared.
      if (parts.length === wanted.length && at > 0)
        given.set(keyOf(parent, wanted[at] as string, at === parts.length - 1), part);
    });
  }
  const folderIn = (parent: string, name: string): string => {
    const key = keyOf(parent, name, false);
    const known = given.get(key) ?? take(parent, name);
    given.set(key, known);
    return join(parent, known);
  };
  return {
    place(folder, parts) {
      const parent = parts.slice(0, -1).reduce(folderIn, folder);
      return join(parent, take(parent, parts.at(-1) ?? 'file'));
    },
    folderFor: (name) => take('', name),
    aside(path) {
      const parts = path.split('/');
      const parent = parts.slice(0, -1).join('/');
      return join(parent, take(parent, parts.at(-1) ?? 'file'));
    },
  };
}

const join = (parent: string, name: string): string => (parent === '' ? name : `${parent}/${name}`);
const keyOf = (parent: string, name: string, isFile: boolean): string => `${isFile ? 'f' : 'd'}${parent}\0${name}`;

/** Splits a name into stem and ending. A name whose only dot is its first character has no ending. */
function inTwo(name: string): readonly [string, string] {
  const ending = /(?<=.)\.[^.\s]{1,11}$/u.exec(name)?.[0] ?? '';
  return [name.slice(0, name.length - ending.length), ending];
}

const MOST_BYTES = 255;
const ROOM_FOR_NUMBER = 8;

/** The name itself when it is legal on every system; else a similar legal name. */
function legalName(name: string): string {
  const [stem, ending] = inTwo(name);
  const isLegal =
    !/[\p{Cc}<>:"|?*\\/\ufffd\ufffe\uffff]|[. ]$/u.test(name) &&
    name.isWellFormed() &&
    legalStem(`x${stem}`, '') !== '' &&
    !isReserved(stem);
  if (isLegal && Buffer.byteLength(name) <= MOST_BYTES) return name;
  return legalStem(stem, 'file') + ending.replace(/[^.\p{L}\p{N}_-]/gu, '_');
}

const isReserved = (stem: string): boolean => legalStem(stem, '') === `_${stem}`;
