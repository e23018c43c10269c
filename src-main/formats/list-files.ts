/** The media files that a document's own words lead to: beside it by stem, or named in one of its fields. */
import type { Ask } from './fallback-keys.ts';
import { baseName, folderName, isMediaName, stemOf } from './names.ts';
import type { SourceEntry } from './source.ts';
import type { Tree } from './tree.ts';

/** What tools put behind a media file's stem for the note that belongs to it. */
const SUFFIX = /(?:[-_. ](?:metadata|meta|info|prompt|caption|data|details))+$/i;
/** A folder of notes, and the folder of media beside it. */
const APART = /^(?:metadata|meta|json|prompts?|captions?|txt|text|info|sidecars?)$/i;
const FILE_FIELDS =
  'file filename filepath path localpath localfile downloadedfile downloadpath outputfile outputpath output videofile imagefile mediafile savedas savedpath name'.split(
    ' ',
  );

/** The media that a document lies beside, videos first: the same stem in its folder, else in the folder of media next to its own. */
export function mediaBeside(entry: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const folder = folderName(entry.name);
  const base = baseName(entry.name).replace(/\.(?:json|txt|md)\.txt$/i, '.txt');
  const stem = stemOf(base);
  // `clip.mp4.json` names the file itself.
  const whole = isMediaName(stem) ? tree.at(folder === '' ? stem : `${folder}/${stem}`) : undefined;
  if (whole) return [whole];
  const stems = [...new Set([stem, stem.replace(SUFFIX, '')])].map(stemOf).filter((name) => name !== '');
  const found = [...new Set(stems.flatMap((name) => tree.mediaByStem(name)))];
  const here = found.filter((file) => folderName(file.name) === folder);
  const apart = APART.test(baseName(folder)) ? found.filter((file) => isBeside(folderName(file.name), folderName(folder))) : [];
  return [...(here.length > 0 ? here : apart)].sort(videosFirst);
}

/** In the folder above, or in one next to the notes'. */
function isBeside(folder: string, parent: string): boolean {
  return folder === parent || folderName(folder) === parent;
}

function videosFirst(a: SourceEntry, b: SourceEntry): number {
  return (
    Number(/\.(?:png|jpe?g|webp|gif)$/i.test(a.name)) - Number(/\.(?:png|jpe?g|webp|gif)$/i.test(b.name)) || (a.name < b.name ? -1 : 1)
  );
}

/** The media file that one of a record's fields names, looked for from the document's folder on. Never a path outside the source. */
export function mediaNamed(asked: Ask, document: SourceEntry, tree: Tree): SourceEntry | undefined {
  return asked(FILE_FIELDS, (value) =>
    typeof value === 'string' && value.length <= 1_024 && isMediaName(value) ? find(value, document, tree) : undefined,
  );
}

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
