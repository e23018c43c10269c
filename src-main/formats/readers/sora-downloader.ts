/**
 * Reads the `SORA_EXPORT` tree of images: a folder per task with `metadata.json`, `prompt.txt`, `preset.txt` and
 * references.
 */
import type { FileClaim, Ids, SourceRecord } from '../claims.ts';
import { idsInLink } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, objectsOf, statedClaims, statedWord } from '../fields/stated-claims.ts';
import { looksAt } from '../json/json-peek.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripText, stripUrls } from '../json/strip-urls.ts';
import { baseName, folderName, isMediaName } from '../naming/file-names.ts';
import { statedId } from '../naming/ids.ts';
import { mediaNamed } from '../naming/list-files.ts';
import type { Document, DocumentReading, Reader, ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import { readText } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';
import { statedText } from '../text/texts.ts';

const METADATA = /^metadata(?:[-_ (]*\d+\)?)?\.json$/i;
const ANY_JSON = /\.json$/i;
/** `0001_task_…`: the tool numbers its folders. */
const GROUP_FOLDER = /(?:^|\/)\d{1,6}_(task_[0-9a-hjkmnp-tv-z]{26})[^/]*$/i;
const IMAGE = /^(?:img|item|image)_0*(\d{1,6})\./i;
const NOTES = ['prompt.txt', 'preset.txt', 'references.txt'];

export const soraDownloader: Reader = {
  format: 'sora-downloader',
  async detect(context) {
    const { tree } = context;
    const documents: Document[] = [];
    const named = tree.source.entries.filter(({ name }) =>
      (context.isSought ? ANY_JSON : METADATA).test(baseName(name)),
    );
    for await (const { entry, look } of looksAt(named, context)) {
      if (![look.fields, ...look.elements].some((value) => isGroup(value, context.isSought))) continue;
      documents.push({
        entry,
        sign: 'task-images',
        parts: notesBeside(entry, tree),
        read: () => readMetadata(entry, context),
      });
    }
    const known = new Set(documents.map(({ entry }) => folderName(entry.name)));
    for (const entry of tree.named('prompt.txt')) {
      const folder = folderName(entry.name);
      if (context.isTaken(entry) || known.has(folder) || !(context.isSought || GROUP_FOLDER.test(folder))) continue;
      documents.push({
        entry,
        sign: 'task-prompt',
        parts: notesBeside(entry, tree),
        read: () => readGroup({}, entry, context),
      });
    }
    return { documents, problems: [] };
  },
};

function isGroup(value: unknown, isSought: boolean): boolean {
  return isObject(value) && Array.isArray(value.images) && ('groupKey' in value || isSought);
}

async function* readMetadata(entry: SourceEntry, context: ReaderContext): AsyncGenerator<DocumentReading> {
  for await (const event of elementsOf(entry, { paths: ['{}', '[]'], signal: context.signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element' && isObject(event.value)) yield* readGroup(event.value, entry, context);
  }
}

/** Reads one task's images. An image without a page link is identified by its file, and gets the task's texts. */
async function* readGroup(
  value: JsonObject,
  entry: SourceEntry,
  { tree, signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const folder = folderName(entry.name);
  const notes = await notesIn(folder, tree, signal);
  const raw = stripUrls(value) as JsonObject;
  const task =
    statedId(raw.taskId, 'task')?.task ??
    idsInLink(raw.taskUrl)?.task ??
    statedId(GROUP_FOLDER.exec(folder)?.[1], 'task')?.task;
  const claims = statedClaims({
    kind: 'image',
    prompt: statedText(raw.prompt) ?? notes['prompt.txt'],
    title: raw.title,
    preset: statedWord(raw.presetName) ?? /^Name: *(.+)$/m.exec(notes['preset.txt'] ?? '')?.[1],
  });
  const kept = Object.keys(notes).length === 0 ? raw : { ...raw, notes };
  const images = imagesOf(raw, entry, tree);
  let reference: Ids | null = null;
  let isLent = false;
  for (const { image, file } of images) {
    const gen = idsInLink(image.detailUrl)?.gen ?? (file && tree.idsOf(file).ids.gen);
    const ids: Ids = { ...(gen === undefined ? {} : { gen }), ...(task === undefined ? {} : { task }) };
    if (gen !== undefined) reference ??= { gen };
    if (file) yield { type: 'claim', claim: { name: file.name, ids, role: 'original' } };
    if (gen === undefined && task !== undefined && isLent) continue;
    if (gen === undefined) isLent = true;
    const record: SourceRecord = {
      ids,
      ...(file ? { file: file.name } : {}),
      claims,
      raw: 'images' in kept ? { ...kept, images: [image] } : kept,
    };
    yield { type: 'record', record };
  }
  if (images.length === 0)
    yield { type: 'record', record: { ids: task === undefined ? {} : { task }, claims, raw: kept } };
  for (const file of tree.inFolder(folder === '' ? 'references' : `${folder}/references`)) {
    if (isMediaName(file.name))
      yield { type: 'claim', claim: { name: file.name, ids: reference ?? {}, role: 'reference' } satisfies FileClaim };
  }
}

interface GroupImage {
  readonly image: JsonObject;
  readonly file: SourceEntry | undefined;
}

/** The images in the list, with their files by name or number, and the images in the folder that the list lacks. */
function imagesOf(raw: JsonObject, entry: SourceEntry, tree: Tree): readonly GroupImage[] {
  const listed = objectsOf(raw.images);
  // The numbers are unique only in the task's own folder.
  const isOwn = GROUP_FOLDER.test(folderName(entry.name)) || baseName(folderName(entry.name)) === raw.folder;
  const numbered = new Map<number, SourceEntry>();
  for (const file of isOwn ? tree.inFolder(folderName(entry.name)) : []) {
    const number = IMAGE.exec(baseName(file.name))?.[1];
    if (number !== undefined && isMediaName(file.name)) numbered.set(Number(number), file);
  }
  const images = listed.map((image) => {
    const number = Number(IMAGE.exec(String(image.file))?.[1] ?? image.index);
    const file = mediaNamed((_, meaning) => meaning(image.file), entry, tree) ?? numbered.get(number);
    return { image, file };
  });
  const seen = new Set(images.map(({ file }) => file));
  const unlisted = [...numbered.values()].filter((file) => !seen.has(file));
  return [...images, ...unlisted.map((file) => ({ image: {}, file }))];
}

const noteName = (entry: SourceEntry): string => baseName(entry.name).toLowerCase();

function notesBeside(entry: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const beside = tree.inFolder(folderName(entry.name));
  return beside.filter((other) => other !== entry && NOTES.includes(noteName(other)));
}

async function notesIn(
  folder: string,
  tree: Tree,
  signal: AbortSignal | undefined,
): Promise<Readonly<Record<string, string>>> {
  const notes: Record<string, string> = {};
  for (const entry of tree.inFolder(folder)) {
    const name = noteName(entry);
    if (!NOTES.includes(name)) continue;
    const text = stripText((await readText(entry, signal)).text.replace(/^\uFEFF/, '').trim());
    if (text !== '') notes[name] = text;
  }
  return notes;
}
