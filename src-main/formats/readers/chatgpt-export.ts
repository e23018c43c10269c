/** Reads the ChatGPT data export: `sora.json`, and pictures with the prompts from their conversations. */

import type { DetectionReason } from '../../contract/archive/detection-reasons.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { FileClaim, Ids, SourceRecord } from '../claims.ts';
import { claimsOf, idsOf } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject } from '../fields/stated-claims.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripText, stripUrls } from '../json/strip-urls.ts';
import { baseName, folderName, isMaybeMedia, isMediaName, stemOf } from '../naming/file-names.ts';
import { statedId } from '../naming/ids.ts';
import type { Document, DocumentReading, Reader, ReaderContext } from '../reader.ts';
import { assetsOf, fileIdIn } from '../reader-parts/chatgpt-images.ts';
import type { SourceEntry } from '../source.ts';
import { pathOf } from '../source-files/place.ts';
import { peekText, readJson } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';
import { statedText } from '../text/texts.ts';

const CONVERSATIONS = /^conversations(?:[-_ ]?\d{1,6})?(?: ?\(\d+\))?\.json$/i;
const NEIGHBOURS =
  /^(?:conversations[^/]*\.json|chat\.html|export_manifest\.json|user\.json|message_feedback\.json|shared_conversations\.json)$/i;
/** The other files at the top of the export. They concern the account and the chats, not media. */
const BESIDES =
  /^(?:chat\.html|export_manifest|user|user_settings|message_feedback|shared_conversations|group_chats|shopping|model_comparisons|tool_messages|codex|ads|basispoints)(?:\.json)?$/i;
const NAMES = 'conversation_asset_file_names.json';
const LIBRARY = 'library_files.json';
/** The places of the entries in a list of files, which is an array or an object with one of these keys. */
const LIST_PATHS = ['[]', 'files[]', 'items[]', 'library_files[]'];
const PEEK = 64 * 1024;

export const chatgptExport: Reader = {
  format: 'chatgpt-export',
  async detect(context) {
    const documents: Document[] = [];
    const problems: KnownProblem[] = [];
    const chats = openChats(context);
    for (const entry of soraLists(context)) {
      const sign = context.isTaken(entry) ? null : await signOf(entry, context);
      if (sign) documents.push({ entry, sign, read: () => readSora(entry, context) });
    }
    const folders = new Set<string>();
    for (const entry of await conversationsIn(context, problems)) {
      folders.add(folderName(entry.name));
      documents.push({
        entry,
        sign: 'conversations',
        read: () => readConversations(entry, chats, context),
      });
    }
    for (const entry of [...context.tree.named(LIBRARY), ...context.tree.named(NAMES)]) {
      if (!folders.has(folderName(entry.name)) || context.isTaken(entry)) continue;
      documents.push({ entry, sign: 'names-files', read: () => readFileList(entry, chats, context) });
    }
    return {
      documents: documents.map((document) => ({ ...document, parts: besides(document, documents, context.tree) })),
      problems,
    };
  },
};

/** The first document of an export's folder takes the other files at the top as its parts. */
function besides({ entry }: Document, documents: readonly Document[], tree: Tree): readonly SourceEntry[] {
  const folder = folderName(entry.name);
  if (documents.find((other) => folderName(other.entry.name) === folder)?.entry !== entry) return [];
  return tree.inFolder(folder).filter(({ name }) => BESIDES.test(baseName(name)));
}

/** Finds the list by its own name. When the user chose this format, any name that contains `sora` counts. */
function soraLists({ tree, isSought }: ReaderContext): readonly SourceEntry[] {
  return isSought ? tree.source.entries.filter(({ name }) => /sora[^/]*\.json$/i.test(name)) : tree.named('sora.json');
}

async function signOf(entry: SourceEntry, { tree, signal }: ReaderContext): Promise<DetectionReason | null> {
  const beside = tree.inFolder(folderName(entry.name)).find(({ name }) => NEIGHBOURS.test(baseName(name)));
  if (beside) return 'beside-chats';
  const head = await peekText(entry, PEEK, signal);
  const own =
    /^\s*\{/.test(head) && /"(?:tasks|generations)"\s*:\s*\[/.test(head) && /"(?:presets|uploads|user)"\s*:/.test(head);
  return own ? 'fields-of-list' : null;
}

/**
 * Finds the conversation files by their names or by the manifest. A file that the manifest lists and that is absent is
 * reported.
 */
async function conversationsIn(
  { tree, signal, isTaken, isSought }: ReaderContext,
  problems: KnownProblem[],
): Promise<readonly SourceEntry[]> {
  const found = new Set(
    tree.source.entries.filter(({ name }) => (isSought ? /\.json$/i : CONVERSATIONS).test(baseName(name))),
  );
  for (const manifest of tree.named('export_manifest.json')) {
    const { value } = await readJson(manifest, signal);
    for (const name of shardsIn(value)) {
      const at = folderName(manifest.name) === '' ? name : `${folderName(manifest.name)}/${name}`;
      const shard = tree.at(at);
      if (shard) found.add(shard);
      else
        problems.push({
          path: pathOf(manifest),
          code: 'part-missing',
          message: `The export lists ${name}, but it is not here.`,
          params: { name },
        });
    }
  }
  const own: SourceEntry[] = [];
  for (const entry of found)
    if (!isTaken(entry) && /"mapping"\s*:/.test(await peekText(entry, PEEK, signal))) own.push(entry);
  return own;
}

function shardsIn(manifest: unknown): readonly string[] {
  const files =
    isObject(manifest) && isObject(manifest.logical_files) ? manifest.logical_files['conversations.json'] : null;
  const names = isObject(files) && Array.isArray(files.files) ? files.files.slice(0, 10_000) : [];
  return names.filter((name): name is string => typeof name === 'string' && name !== '');
}

async function* readSora(entry: SourceEntry, { signal }: ReaderContext): AsyncGenerator<DocumentReading> {
  for await (const event of elementsOf(entry, { paths: ['tasks[]', 'generations[]'], signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element' && isObject(event.value)) {
      if (event.path === 'generations[]') yield { type: 'record', record: generation(event.value) };
      else yield* task(event.value);
    }
  }
}

/** Reads a task. Its texts apply to its generations. The generations follow when the export lists them in the task. */
function* task(value: JsonObject): Generator<DocumentReading> {
  const raw = stripUrls(value) as JsonObject;
  const id = statedId(raw.id, 'task')?.task ?? statedId(raw.task_id, 'task')?.task;
  yield { type: 'record', record: { ids: id === undefined ? {} : { task: id }, claims: claimsOf(raw), raw } };
  for (const made of Array.isArray(raw.generations) ? raw.generations : []) {
    if (isObject(made))
      yield { type: 'record', record: generation({ ...(id === undefined ? {} : { task_id: id }), ...made }) };
  }
}

function generation(value: JsonObject): SourceRecord {
  const raw = stripUrls(value) as JsonObject;
  return { ids: { ...idsOf(raw), ...statedId(raw.id, 'gen') }, claims: claimsOf(raw), raw };
}

/** The state that all documents of one source's exports share. */
interface Chats {
  /** The media files whose names contain a stored file's id. */
  filesOf(id: string): readonly SourceEntry[];
  /** What an export's lists state about a stored file, besides the conversations. */
  about(id: string, folder: string): Promise<{ readonly displayName?: string; readonly library?: unknown }>;
  /** The ids of files that a conversation refers to, uploads included. */
  readonly spoken: Set<string>;
}

function openChats({ tree, signal }: ReaderContext): Chats {
  let files: Map<string, SourceEntry[]> | null = null;
  const folders = new Map<string, Promise<Map<string, { displayName?: string; library?: unknown }>>>();
  const gather = async (folder: string): Promise<Map<string, { displayName?: string; library?: unknown }>> => {
    const known = new Map<string, { displayName?: string; library?: unknown }>();
    for (const entry of tree.inFolder(folder)) {
      const base = baseName(entry.name).toLowerCase();
      if (base !== NAMES && base !== LIBRARY) continue;
      for await (const reading of listed(entry, signal)) {
        if (reading.type !== 'listed') continue;
        const { id, ...fields } = reading;
        known.set(id, {
          ...known.get(id),
          ...(fields.displayName === undefined ? {} : { displayName: fields.displayName }),
          ...(fields.library === undefined ? {} : { library: fields.library }),
        });
      }
    }
    return known;
  };
  return {
    spoken: new Set(),
    filesOf(id) {
      files ??= indexFiles(tree.source.entries);
      return files.get(id) ?? [];
    },
    async about(id, folder) {
      const gathering = folders.get(folder) ?? gather(folder);
      folders.set(folder, gathering);
      return (await gathering).get(id) ?? {};
    },
  };
}

function indexFiles(entries: readonly SourceEntry[]): Map<string, SourceEntry[]> {
  const files = new Map<string, SourceEntry[]>();
  for (const entry of entries) {
    const id = isMediaName(entry.name) || isMaybeMedia(entry.name) ? fileIdIn(baseName(entry.name)) : null;
    if (id !== null) files.set(id, [...(files.get(id) ?? []), entry]);
  }
  return files;
}

async function* readConversations(
  entry: SourceEntry,
  chats: Chats,
  { signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  for await (const event of elementsOf(entry, { paths: ['[]', 'conversations[]'], signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element' && isObject(event.value))
      yield* readConversation(event.value, folderName(entry.name), chats);
  }
}

async function* readConversation(
  conversation: JsonObject,
  folder: string,
  chats: Chats,
): AsyncGenerator<DocumentReading> {
  for (const asset of assetsOf(conversation)) {
    if (asset.file !== null) chats.spoken.add(asset.file);
    if (!asset.made) continue;
    const files = asset.file === null ? [] : chats.filesOf(asset.file);
    const about = asset.file === null ? {} : await chats.about(asset.file, folder);
    const title = asset.claims.title ?? titleIn(about.displayName);
    yield {
      type: 'record',
      record: {
        ids: asset.ids,
        ...(files[0] ? { file: files[0].name } : {}),
        claims: { ...asset.claims, ...(title === undefined ? {} : { title }) },
        raw: { ...asset.raw, ...(stripUrls(about) as JsonObject) },
      },
    };
    for (const { name } of files) yield { type: 'claim', claim: { name, ids: asset.ids, role: 'original' } };
    if (asset.ids.gen === undefined) continue;
    for (const upload of asset.from) yield* claimReferences(upload, asset.ids, chats);
  }
}

/** Claims the user's uploads in a picture's request as references of that picture. */
function* claimReferences(upload: string, ids: Ids, chats: Chats): Generator<DocumentReading> {
  for (const { name } of chats.filesOf(upload))
    yield { type: 'claim', claim: { name, ids, role: 'reference' } satisfies FileClaim };
}

type Listed =
  | { readonly type: 'listed'; readonly id: string; readonly displayName?: string; readonly library?: unknown }
  | Extract<DocumentReading, { type: 'problem' | 'incomplete' }>;

/** The entries of a list of names (`{"file-….dat": "Boat.png"}`) or of library files (`[{file_id, …}]`). */
async function* listed(entry: SourceEntry, signal: AbortSignal | undefined): AsyncGenerator<Listed> {
  const isNames = baseName(entry.name).toLowerCase() === NAMES;
  for await (const event of elementsOf(entry, { paths: isNames ? ['\0[]'] : LIST_PATHS, signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'field') {
      const id = fileIdIn(event.name);
      if (id !== null && typeof event.value === 'string')
        yield { type: 'listed', id, displayName: stripText(event.value) };
      else if (id !== null && isObject(event.value)) yield { type: 'listed', id, library: stripUrls(event.value) };
    } else if (event.type === 'element' && isObject(event.value)) {
      const id = fileIdIn(event.value.file_id) ?? fileIdIn(event.value.id);
      if (id !== null) yield { type: 'listed', id, library: stripUrls(event.value) };
    }
  }
}

/** Reads files that a list names and no conversation refers to. The record lies beside the file. */
async function* readFileList(
  entry: SourceEntry,
  chats: Chats,
  { signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  for await (const reading of listed(entry, signal)) {
    if (reading.type !== 'listed') {
      yield reading;
      continue;
    }
    const file = chats.spoken.has(reading.id) ? undefined : chats.filesOf(reading.id)[0];
    if (!file) continue;
    const library = isObject(reading.library) ? reading.library : {};
    const title = titleIn(reading.displayName) ?? claimsOf(library).title;
    const raw = {
      file_id: reading.id,
      ...library,
      ...(reading.displayName === undefined ? {} : { displayName: reading.displayName }),
    };
    yield {
      type: 'record',
      record: {
        ids: {},
        file: file.name,
        claims: { ...claimsOf(library), ...(title === undefined ? {} : { title }) },
        raw,
      },
    };
  }
}

/** A display name is a title when the user may have chosen it. */
function titleIn(name: string | undefined): string | undefined {
  const stem = statedText(name === undefined ? undefined : stemOf(baseName(name)))?.trim();
  return stem && !/^(?:file[-_]|image|img|untitled|screenshot|[0-9a-f-]{16,}$)/i.test(stem) ? stem : undefined;
}
