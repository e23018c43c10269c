/** Finds the media files that belong to a document: beside it by stem, or named in one of its fields. */
import type { Ids } from '../claims.ts';
import type { Ask } from '../fields/fallback-keys.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../source-files/tree.ts';
import { baseName, folderName, foldName, isMediaName, isMovingName, previewOf, stemOf } from './file-names.ts';
import { cleanStem, idsInName, withoutCopyMarks } from './ids.ts';

/** Names of notes that do not name a media file. Such a note belongs to the only media file in its folder. */
const GENERIC =
  /^(?:prompt|metadata|meta|info|data|details|caption|description|job|request|response|result|generation|post|video|clip)$/i;
/** Endings that tools append to a media file's stem to name its note. */
const SUFFIX = /(?:[-_. ](?:metadata|meta|info|prompt|caption|data|details))+$/i;
/** Names of folders with notes whose media lie in a folder next to them. */
const APART = /^(?:metadata|meta|json|prompts?|captions?|txt|text|info|sidecars?)$/i;
const FILE_FIELDS =
  'file filename filepath path localpath localfile downloadedfile downloadpath outputfile outputpath output videofile imagefile mediafile savedas savedpath localfilename outputfilename savedfilename imagefilename videofilename imagepath videopath mediapath image video name'.split(
    ' ',
  );

/**
 * The media files beside a document, videos first. First: the same stem in its folder; copy marks are used only when no
 * other part distinguishes two files. Then: the same stem in the media folder next to its own. Last, for a generic name
 * such as `prompt.txt`: the only media file in its folder.
 */
export function mediaBeside(entry: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const folder = folderName(entry.name);
  const base = baseName(entry.name).replace(/\.(?:json|txt|md)\.txt$/i, '.txt');
  const stem = stemOf(base);
  // `clip.mp4.json` names the media file itself.
  const whole = isMediaName(stem) ? tree.at(folder === '' ? stem : `${folder}/${stem}`) : undefined;
  if (whole) return [whole];
  const photo = photoOfNote(stem);
  if (photo !== undefined) return tree.named(photo).filter(({ name }) => folderName(name) === folder);
  const stems = [...new Set([stem, stem.replace(SUFFIX, '')])].map(stemOf).filter((name) => name !== '');
  const keys = new Set(stems.flatMap((name) => [foldName(name), foldName(cleanStem(name))]));
  const found = [...new Set([...keys].flatMap(tree.mediaByStem))];
  const here = closest(
    found.filter((file) => folderName(file.name) === folder),
    stems,
  ).filter((file) => !isNoteOfCopy(entry, file, tree));
  if (here.length > 0) return [...here].sort(videosFirst);
  const apart = APART.test(baseName(folder))
    ? found.filter((file) => isBeside(folderName(file.name), folderName(folder)))
    : [];
  if (apart.length > 0) return [...closest(apart, stems)].sort(videosFirst);
  return GENERIC.test(stem) ? onlyIn(folder, tree) : [];
}

/** `x.mp4.supplemental-metadata(1)`: the suffix can be cut after any letter, and older exports have none. */
const PHOTO_NOTE = /^(.+)(\.[a-z0-9]{3,4})(?:\.(s[a-z-]*))?(\(\d{1,4}\))?$/i;

/**
 * The media file of a note in Google Photos' export. The number of a copy is at the end of the note's name, but before
 * the extension of the media file: `x.mp4.supplemental-metadata(1)` is about `x(1).mp4`. Undefined for other notes.
 */
function photoOfNote(stem: string): string | undefined {
  const [, name = '', extension = '', suffix, number] = PHOTO_NOTE.exec(stem) ?? [];
  if (!isMediaName(name + extension) || (suffix === undefined && number === undefined)) return undefined;
  const isSuffix = suffix === undefined || 'supplemental-metadata'.startsWith(suffix.toLowerCase());
  return isSuffix ? `${name}${number ?? ''}${extension}` : undefined;
}

/**
 * Whether a note is about an absent copy of this file: its name has the mark of a copy, the file's name has none, and
 * the file has a note of its own.
 */
function isNoteOfCopy(note: SourceEntry, file: SourceEntry, tree: Tree): boolean {
  const base = baseName(note.name);
  const stem = stemOf(base);
  const own = withoutCopyMarks(stem);
  if (own === stem || foldName(stemOf(baseName(file.name))) !== foldName(own)) return false;
  const place = note.name.slice(0, note.name.length - base.length) + own + base.slice(stem.length);
  return tree.at(place) !== undefined;
}

/** The files whose stem equals the first stem that matches any file; all files when none matches. */
function closest(files: readonly SourceEntry[], stems: readonly string[]): readonly SourceEntry[] {
  if (files.length < 2) return files;
  for (const stem of stems) {
    const exact = files.filter(({ name }) => foldName(stemOf(baseName(name))) === foldName(stem));
    if (exact.length > 0) return exact;
  }
  return files;
}

/** The only video of a folder, or else its only picture. Empty when there are several. */
function onlyIn(folder: string, tree: Tree): readonly SourceEntry[] {
  const media = tree
    .inFolder(folder)
    .filter(({ name }) => isMediaName(name) && previewOf(stemOf(baseName(name))) === null);
  const moving = media.filter(({ name }) => isMovingName(name));
  const main = moving.length > 0 ? moving : media;
  return main.length === 1 ? main : [];
}

/**
 * The pictures that belong to a media file: `<its name>_thumbnail.webp` and similar, and the same picture in another
 * format.
 */
export function companionsOf(file: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const folder = folderName(file.name);
  const stem = stemOf(baseName(file.name));
  const isHere = (other: SourceEntry): boolean =>
    other !== file && folderName(other.name) === folder && !isMovingName(other.name);
  const twins = tree
    .mediaByStem(cleanStem(baseName(file.name)))
    .filter((other) => foldName(stemOf(baseName(other.name))) === foldName(stem));
  const previews = tree.hasPreviews() ? PREVIEWS.flatMap((mark) => tree.mediaByStem(stem + mark)) : [];
  return [...new Set([...twins, ...previews])].filter(isHere);
}

const PREVIEWS = ['thumbnail', 'thumb', 'poster', 'preview', 'cover', 'spritesheet'].flatMap((mark) => [
  `_${mark}`,
  `-${mark}`,
  `.${mark}`,
]);

/** Whether `folder` is the folder above the notes' folder, or a folder next to it. */
function isBeside(folder: string, parent: string): boolean {
  return folder === parent || folderName(folder) === parent;
}

function videosFirst(a: SourceEntry, b: SourceEntry): number {
  return Number(isMovingName(b.name)) - Number(isMovingName(a.name)) || (a.name < b.name ? -1 : 1);
}

/**
 * The media file that a field of the record names. The search starts in the document's folder and never leaves the
 * source.
 */
export function mediaNamed(lookUp: Ask, document: SourceEntry, tree: Tree): SourceEntry | undefined {
  const named = lookUp(FILE_FIELDS, (value) =>
    typeof value === 'string' && value.length <= 1_024 && isMediaName(value) ? find(value, document, tree) : undefined,
  );
  return named ?? lookUp(LINK_FIELDS, (value) => (typeof value === 'string' ? linked(value, tree) : undefined));
}

const LINK_FIELDS = 'imageurl videourl mediaurl hdmediaurl downloadurl resulturl outputurl url src'.split(' ');
/** A long name with digits, as services make them. Many works share a name like `image.png`. */
const OWN_NAME = /^(?=.*\d)[\w.-]{12,}$/;

/** The only file of the source that has the name at the end of a link. */
function linked(link: string, tree: Tree): SourceEntry | undefined {
  const name = link.length <= 2_048 && /^https?:\/\//i.test(link) ? baseName(link.replace(/[?#].*$/, '')) : '';
  const [only, ...others] = OWN_NAME.test(name) && isMediaName(name) ? tree.named(name) : [];
  return others.length === 0 ? only : undefined;
}

/** The ids in the media file name that a field of the record contains. The file itself may be absent. */
export function idsInNamed(lookUp: Ask): Ids {
  const found = lookUp(FILE_FIELDS, (value) => {
    if (typeof value !== 'string' || value.length > 1_024 || !isMediaName(value)) return undefined;
    const { ids } = idsInName(baseName(value.replaceAll('\\', '/')));
    return Object.keys(ids).length > 0 ? ids : undefined;
  });
  return found ?? {};
}

const LIST_FIELDS = [
  'files',
  'filenames',
  'images',
  'videos',
  'media',
  'outputs',
  'downloads',
  'downloadedfiles',
  'assets',
];
const MOST_LISTED = 64;

/**
 * The media files that lists in a record name (`"files": ["image.webp", "original.png"]`). They are searched in the
 * document's folder, in the folder named by the record's id, and at the place that the value states. A bare file name
 * does not match a file of the same name in another folder.
 */
export function mediaListed(lookUp: Ask, ids: Ids, document: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const names = lookUp(LIST_FIELDS, (value) => {
    const texts = (Array.isArray(value) ? value : []).slice(0, MOST_LISTED).flatMap(namesIn);
    return texts.length > 0 ? texts : undefined;
  });
  const own = [ids.gen, ids.post, ids.api].filter((id) => id !== undefined);
  const found = (names ?? []).flatMap((name) => listed(name, own, document, tree));
  return [...new Set(found)].sort(videosFirst);
}

function namesIn(value: unknown): readonly string[] {
  const names = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  return names
    .filter((name): name is string => typeof name === 'string' && name.length <= 1_024 && isMediaName(name))
    .slice(0, 1);
}

function listed(value: string, own: readonly string[], document: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const place = value.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  const folder = folderName(document.name);
  const here = tree.at(folder === '' ? place : `${folder}/${place}`);
  if (here) return [here];
  const named = tree.named(baseName(place));
  const inOwn = named.filter((entry) => own.includes(baseName(folderName(entry.name)).toLowerCase()));
  const near = place.includes('/') ? named.filter((entry) => entry.name.endsWith(`/${place}`)) : [];
  return [inOwn, near].find((entries) => entries.length === 1) ?? [];
}

/**
 * The media files whose names contain the UUID that another service uses as the record's job id. One job can have four
 * pictures.
 */
export function mediaOfWork(lookUp: Ask, tree: Tree): readonly SourceEntry[] {
  const found = lookUp(WORK_FIELDS, (value) => {
    const files = typeof value === 'string' && value.length === 36 ? tree.mediaByUuid(value) : [];
    return files.length > 0 ? files : undefined;
  });
  return found ?? [];
}

const WORK_FIELDS = ['id', 'jobid', 'uuid', 'guid', 'imageid', 'videoid', 'mediaid', 'assetid', 'postid'];

function find(value: string, document: SourceEntry, tree: Tree): SourceEntry | undefined {
  const place = value.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  const folder = folderName(document.name);
  const here = tree.at(folder === '' ? place : `${folder}/${place}`) ?? tree.at(place);
  if (here) return here;
  const named = tree.named(baseName(place));
  const near = named.filter((entry) => entry.name.endsWith(`/${place}`));
  const inFolder = named.filter((entry) => folderName(entry.name) === folder);
  return [near, inFolder, named].find((entries) => entries.length === 1)?.[0];
}
