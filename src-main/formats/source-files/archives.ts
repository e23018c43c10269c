/** Recognises archives by their names and first bytes: those that are not read, and the parts of split zips. */
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';

type Told = Omit<KnownProblem, 'path'>;

/** Each kind with its names. Volumes of one archive have numbers: `.part2.rar`, `.r01`, `.7z.002`. */
const KINDS: readonly (readonly [kind: string, name: RegExp])[] = [
  ['RAR', /\.(?:rar|r\d{2})(?:\.\d{3})?$/i],
  ['7z', /\.7z(?:\.\d{3})?$/i],
  ['TAR', /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.[a-z0-9]{1,4})(?:\.\d{3})?$/i],
  ['GZIP', /\.gz$/i],
  ['BZIP2', /\.bz2$/i],
  ['XZ', /\.xz$/i],
  ['Zstandard', /\.zst$/i],
  ['ZIPX', /\.zipx$/i],
  ['CAB', /\.cab$/i],
  ['LZH', /\.(?:lzh|lha)$/i],
  ['ACE', /\.ace$/i],
  ['ARJ', /\.arj$/i],
  ['StuffIt', /\.sitx?$/i],
];

/** The kind of an archive that is not read, by its name; null for all other names. */
export function unreadKind(name: string): string | null {
  return KINDS.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** Bytes of which {@link kindByBytes} needs to know the first. */
export const ARCHIVE_HEAD = 262;

/** The kind by the first bytes of a file: an archive can have any name. */
export function kindByBytes(head: Buffer): string | null {
  const text = head.toString('latin1');
  if (text.startsWith('Rar!\x1a\x07')) return 'RAR';
  if (text.startsWith('7z\xbc\xaf\x27\x1c')) return '7z';
  if (text.startsWith('\x1f\x8b\x08')) return 'GZIP';
  if (text.startsWith('BZh')) return 'BZIP2';
  if (text.startsWith('\xfd7zXZ\0')) return 'XZ';
  if (text.startsWith('\x28\xb5\x2f\xfd')) return 'Zstandard';
  return text.slice(257, 262) === 'ustar' ? 'TAR' : null;
}

/** The name that the volumes of one archive share, so that they are told once. */
export function withoutVolume(name: string): string {
  return name
    .replace(/\.part\d+(?=\.rar$)/i, '')
    .replace(/\.r\d{2}$/i, '.rar')
    .replace(/\.\d{3}$/, '');
}

/** What a person is told about an archive of a kind that is not read. */
export const unreadArchive = (kind: string): Told => ({
  code: 'archive-unread',
  message: `An archive of this kind (${kind}) is not read. Unpack it and import the folder.`,
  params: { what: 'kind', kind },
});

/** What a person is told about a split zip of which a part is missing. */
export const missingPart = (name: string): Told => ({
  code: 'archive-unread',
  message: `This is a part of a split zip, and another part of it is missing: ${name}. Put all parts into one folder and import it again.`,
  params: { what: 'part', name },
});

/** What a person is told about a file that lies in two parts of a split zip, when there is no room to join them. */
export const noRoomToJoin: Told = {
  code: 'archive-unread',
  message:
    'This file lies in several parts of a split zip, and there is no room to put it together. Unpack the zip first.',
  params: { what: 'room' },
};

/** Where a file of this name stands in a split zip. `main` is the name by which the whole zip is known. */
export interface SplitPart {
  readonly main: string;
  /** From 1 on. The last part of `.z01`, `.z02` … is the `.zip` itself, which has no number. */
  readonly number: number;
  readonly style: 'numbered' | 'spanned';
}

/**
 * The two ways to split a zip: `x.zip.001`, `x.zip.002` … is one zip cut into pieces; `x.z01`, `x.z02` … `x.zip` knows of
 * its parts. Null for all other names.
 */
export function splitPart(name: string): SplitPart | null {
  const [, whole = '', piece] = /^(.+\.zip)\.(\d{3})$/i.exec(name) ?? [];
  if (piece !== undefined && Number(piece) > 0)
    return { main: `${whole}.001`, number: Number(piece), style: 'numbered' };
  const [, stem = '', letter = '', number] = /^(.+)\.(z)(\d{2,3})$/i.exec(name) ?? [];
  if (number === undefined || Number(number) === 0) return null;
  return { main: `${stem}.${letter === 'z' ? 'zip' : 'ZIP'}`, number: Number(number), style: 'spanned' };
}

/** The name of a part, in the spelling of the main one. */
export function nameOfPart(main: string, number: number): string {
  const digits = (width: number): string => String(number).padStart(width, '0');
  if (/\.001$/.test(main)) return main.slice(0, -3) + digits(3);
  return main.slice(0, -2) + digits(2);
}

/** Whether a file of this name is read as a zip: a whole one, or the main part of a split one. */
export function isZipName(name: string): boolean {
  return /\.zip(?:\.001)?$/i.test(name);
}
