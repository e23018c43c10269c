/** Reads the lists of files in a ChatGPT export: display names, and the person's library of pictures and documents. */
import type { Claims } from '../claims.ts';
import { claimsOf, timedMs } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject } from '../fields/stated-claims.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripText, stripUrls } from '../json/strip-urls.ts';
import { baseName, isMediaName, stemOf } from '../naming/file-names.ts';
import { statedId } from '../naming/ids.ts';
import type { DocumentReading } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../source-files/tree.ts';
import { statedText, statedTitle } from '../text/texts.ts';
import { fileIdIn } from './chatgpt-images.ts';

export const NAMES = 'conversation_asset_file_names.json';
export const LIBRARY = 'library_files.json';
/** The places of the entries in a list of files, which is an array or an object with one of these keys. */
const LIST_PATHS = ['[]', 'files[]', 'items[]', 'library_files[]'];

/** What the lists of an export state about one stored file. */
export interface ListedFile {
  readonly displayName?: string;
  readonly library?: JsonObject;
}

/** The place of a picture in a conversation, as the library states it. */
export interface Origin {
  readonly file: string;
  readonly message: string | null;
  readonly createdMs: number | undefined;
}

/** The lists of one folder: its files by their ids, and the generated ones by their conversations. */
export interface Lists {
  readonly files: ReadonlyMap<string, ListedFile>;
  readonly byThread: ReadonlyMap<string, readonly Origin[]>;
  /** False when a list could not be read to its end. */
  readonly complete: boolean;
}

/** Reads the lists in a folder. Their problems are reported where they are read as documents. */
export async function listsIn(folder: string, tree: Tree, signal: AbortSignal | undefined): Promise<Lists> {
  const files = new Map<string, ListedFile>();
  const byThread = new Map<string, Origin[]>();
  let complete = true;
  for (const entry of tree.inFolder(folder)) {
    const base = baseName(entry.name).toLowerCase();
    if (base !== NAMES && base !== LIBRARY) continue;
    for await (const reading of listed(entry, signal)) {
      if (reading.type === 'incomplete') complete = false;
      if (reading.type !== 'listed') continue;
      files.set(reading.id, { ...files.get(reading.id), ...reading.file });
      const { origination_thread_id: thread, origination_message_id: message, created_at } = reading.file.library ?? {};
      if (typeof thread !== 'string' || !isGenerated(reading.file)) continue;
      const origin = {
        file: reading.id,
        message: typeof message === 'string' ? message : null,
        createdMs: timedMs(created_at),
      };
      byThread.set(thread, [...(byThread.get(thread) ?? []), origin]);
    }
  }
  return { files, byThread, complete };
}

type Listed =
  | { readonly type: 'listed'; readonly id: string; readonly file: ListedFile }
  | Extract<DocumentReading, { type: 'problem' | 'incomplete' }>;

/** The entries of a list of names (`{"file-….dat": "Boat.png"}`) or of library files (`[{file_id, …}]`). */
export async function* listed(entry: SourceEntry, signal: AbortSignal | undefined): AsyncGenerator<Listed> {
  const isNames = baseName(entry.name).toLowerCase() === NAMES;
  for await (const event of elementsOf(entry, { paths: isNames ? ['\0[]'] : LIST_PATHS, signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'field') {
      const id = fileIdIn(event.name);
      if (id !== null && typeof event.value === 'string')
        yield { type: 'listed', id, file: { displayName: stripText(event.value) } };
      else if (id !== null && isObject(event.value))
        yield { type: 'listed', id, file: { library: stripUrls(event.value) as JsonObject } };
    } else if (event.type === 'element' && isObject(event.value)) {
      const id = fileIdIn(event.value.file_id) ?? fileIdIn(event.value.id);
      if (id !== null) yield { type: 'listed', id, file: { library: stripUrls(event.value) as JsonObject } };
    }
  }
}

/** Whether the library calls the file generated. It has an id of its generation then, in one of several forms. */
export function isGenerated({ library }: ListedFile): boolean {
  return statedText(library?.image_gen_generation_id) !== undefined;
}

/**
 * Whether the lists call the file a picture or video that may be generated. The library also has documents, and
 * pictures that the person uploaded: those have an empty id of a generation.
 */
export function mayBeGenerated(file: ListedFile): boolean {
  if (isGenerated(file)) return true;
  const { library = {}, displayName } = file;
  if (Object.hasOwn(library, 'image_gen_generation_id')) return false;
  const kind = [library.mime_type, library.library_file_category].find((each) => statedText(each) !== undefined);
  if (kind !== undefined) return /^(?:image|video)/i.test(String(kind));
  const name = displayName ?? statedText(library.file_name);
  return name === undefined || !/\.[^.\s]{1,10}$/.test(name) || isMediaName(name);
}

/** The id of the generation, when it has the form of one of Sora's or is a UUID. `s_…` is no post of Sora here. */
export function genIdOf({ library }: ListedFile): string | undefined {
  return statedId(library?.image_gen_generation_id, 'gen')?.gen;
}

/** The claims of the lists: the title is the display name, when a person or the model may have chosen it. */
export function listedClaims({ displayName, library = {} }: ListedFile): Claims {
  const claims = claimsOf(library);
  const title = titleIn(displayName) ?? claims.title ?? titleIn(statedText(library.file_name));
  return { ...claims, ...(title === undefined ? {} : { title }) };
}

const NO_TITLE = /^(?:file[-_]|image|img|untitled|screenshot|chatgpt image|[0-9a-f-]{16,}$|[\d\s()_-]+$)/i;

/** A display name is a title when the user may have chosen it. */
export function titleIn(name: string | undefined): string | undefined {
  const title = statedTitle(name === undefined ? undefined : stemOf(baseName(name)));
  return title && !NO_TITLE.test(title) ? title : undefined;
}
