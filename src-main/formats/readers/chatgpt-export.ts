/** Reads the ChatGPT data export: `sora.json`, and pictures with the prompts from their conversations. */

import type { DetectionReason } from '../../contract/archive/detection-reasons.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { FileClaim, Ids, SourceRecord } from '../claims.ts';
import { claimsOf, idsOf } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, statedClaims } from '../fields/stated-claims.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { baseName, folderName, isMaybeMedia, isMediaName } from '../naming/file-names.ts';
import { statedId } from '../naming/ids.ts';
import type { Document, DocumentReading, Reader, ReaderContext } from '../reader.ts';
import {
  assetsOf,
  fileIdIn,
  idsOfThread,
  type Request,
  requestInThread,
  scalarsOf,
} from '../reader-parts/chatgpt-images.ts';
import {
  genIdOf,
  isGenerated,
  LIBRARY,
  type ListedFile,
  type Lists,
  listed,
  listedClaims,
  listsIn,
  mayBeGenerated,
  NAMES,
  type Origin,
  titleIn,
} from '../reader-parts/chatgpt-lists.ts';
import { conversationsIn, type Talks } from '../reader-parts/chatgpt-talks.ts';
import type { SourceEntry } from '../source.ts';
import { peekText } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';

const NEIGHBOURS =
  /^(?:conversations[^/]*\.json|chat\.html|export_manifest\.json|user\.json|message_feedback\.json|shared_conversations\.json)$/i;
/** The other files at the top of the export. They concern the account and the chats, not media. */
const BESIDES =
  /^(?:chat\.html|export_manifest|user|user_settings|message_feedback|shared_conversations|group_chats|shopping|model_comparisons|tool_messages|codex|ads|basispoints)(?:\.json)?$/i;
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
    for (const talks of await conversationsIn(context, problems)) {
      const { entry } = talks;
      folders.add(folderName(entry.name));
      documents.push({ entry, sign: 'conversations', read: () => readConversations(talks, chats, context) });
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
  /** What an export's lists state about its stored files, besides the conversations. */
  listsIn(folder: string): Promise<Lists>;
  /** The ids of files that a conversation refers to, uploads included. */
  readonly spoken: Set<string>;
  /** The ids of absent files whose pictures have a record in the conversation that asked for them. */
  readonly asked: Set<string>;
}

function openChats({ tree, signal }: ReaderContext): Chats {
  let files: Map<string, SourceEntry[]> | null = null;
  const folders = new Map<string, Promise<Lists>>();
  return {
    spoken: new Set(),
    asked: new Set(),
    filesOf(id) {
      files ??= indexFiles(tree.source.entries);
      return files.get(id) ?? [];
    },
    listsIn(folder) {
      const lists = folders.get(folder) ?? listsIn(folder, tree, signal);
      folders.set(folder, lists);
      return lists;
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
  { entry, isAlone }: Talks,
  chats: Chats,
  { signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const paths = isAlone ? ['{}'] : ['[]', 'conversations[]'];
  // What a conversation says about the library's pictures stays known while the library cannot be read.
  if (!(await chats.listsIn(folderName(entry.name))).complete) yield { type: 'incomplete' };
  for await (const event of elementsOf(entry, { paths, signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element' && isObject(event.value))
      yield* readConversation(event.value, await chats.listsIn(folderName(entry.name)), chats);
  }
}

function* readConversation(conversation: JsonObject, lists: Lists, chats: Chats): Generator<DocumentReading> {
  for (const asset of assetsOf(conversation)) {
    if (asset.file !== null) chats.spoken.add(asset.file);
    if (!asset.made) continue;
    const files = asset.file === null ? [] : chats.filesOf(asset.file);
    const about = (asset.file === null ? undefined : lists.files.get(asset.file)) ?? {};
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
    yield* claimReferences(asset.from, asset.ids, files[0], chats);
  }
  for (const id of idsOfThread(conversation))
    for (const origin of lists.byThread.get(id) ?? []) yield* readAsked(conversation, origin, lists, chats);
}

const NOT_ASKED: Request = { uploads: [] };

/**
 * Reads what a conversation asked for a picture that only the library knows. The library's own record joins it by the
 * picture's content; for an absent picture, this record says everything.
 */
function* readAsked(
  conversation: JsonObject,
  { file: id, message, createdMs }: Origin,
  lists: Lists,
  chats: Chats,
): Generator<DocumentReading> {
  const { uploads, ...asked } = requestInThread(conversation, message, createdMs) ?? NOT_ASKED;
  const prompt = asked.prompt ?? asked.words;
  if (prompt === undefined || chats.spoken.has(id)) return;
  const [file] = chats.filesOf(id);
  const known = lists.files.get(id) ?? {};
  const gen = genIdOf(known);
  const ids = gen === undefined ? {} : { gen };
  if (!file) chats.asked.add(id);
  yield {
    type: 'record',
    record: {
      ids,
      ...(file ? { file: file.name } : {}),
      claims: { ...(file ? {} : listedClaims(known)), ...statedClaims({ prompt: stripUrls(prompt) }) },
      raw: {
        file_id: id,
        ...(file ? {} : known.library),
        ...(stripUrls({ conversation: scalarsOf(conversation), ...asked }) as JsonObject),
      },
    },
  };
  yield* claimReferences(uploads, ids, file, chats);
}

/**
 * Claims the user's uploads in a picture's request as references of that picture. Newer exports state no generation's
 * id: then the picture's content connects them.
 */
function* claimReferences(
  uploads: readonly string[],
  ids: Ids,
  picture: SourceEntry | undefined,
  chats: Chats,
): Generator<DocumentReading> {
  if (ids.gen === undefined && picture === undefined) return;
  const of = ids.gen === undefined && picture ? { of: picture.name } : {};
  for (const { name } of uploads.flatMap(chats.filesOf))
    if (name !== picture?.name)
      yield { type: 'claim', claim: { name, ids, ...of, role: 'reference' } satisfies FileClaim };
}

/** Reads files that a list names and no conversation refers to. The record lies beside the file. */
async function* readFileList(
  entry: SourceEntry,
  chats: Chats,
  { signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const lists = await chats.listsIn(folderName(entry.name));
  for await (const reading of listed(entry, signal)) {
    if (reading.type === 'listed') {
      const all = lists.files.get(reading.id) ?? reading.file;
      if (!chats.spoken.has(reading.id) && mayBeGenerated(all)) yield* readListed(reading.id, reading.file, all, chats);
    } else yield reading;
  }
}

/** @param all what all lists of the folder state about the file: each list is a document of its own */
function* readListed(id: string, stated: ListedFile, all: ListedFile, chats: Chats): Generator<DocumentReading> {
  const [file] = chats.filesOf(id);
  const claims = listedClaims(stated);
  // Without its file, only the library's entry of a generated picture says enough: it has its name.
  if (!file && (!isGenerated(stated) || claims.title === undefined || chats.asked.has(id))) return;
  const gen = genIdOf(all);
  const ids = gen === undefined ? {} : { gen };
  const raw = {
    file_id: id,
    ...stated.library,
    ...(stated.displayName === undefined ? {} : { displayName: stated.displayName }),
  };
  yield { type: 'record', record: { ids, ...(file ? { file: file.name } : {}), claims, raw } };
  if (file && gen !== undefined) yield { type: 'claim', claim: { name: file.name, ids, role: 'original' } };
}
