/** Reads the Sora 1 batches of the sora-additions extension: a manifest of tasks with the file of each generation. */
import type { Ids, SourceRecord } from '../claims.ts';
import { statedKind } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, objectsOf, statedClaims, statedWord } from '../fields/stated-claims.ts';
import { type JsonPeek, looksAt } from '../json/json-peek.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { claimFile } from '../naming/file-claims.ts';
import { baseName, folderName } from '../naming/file-names.ts';
import { statedId } from '../naming/ids.ts';
import { type Document, type DocumentReading, malformed, type Reader, type ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../source-files/tree.ts';

const NAME = /^(?:.*[-_ ])?manifest.*\.json(?:\.txt)?$/i;

const ANY_NAME = /\.json(?:\.txt)?$/i;

export const soraAdditions: Reader = {
  format: 'sora-additions',
  async detect(context) {
    const documents: Document[] = [];
    const candidates = context.tree.source.entries.filter(({ name }) =>
      (context.isSought ? ANY_NAME : NAME).test(baseName(name)),
    );
    for await (const { entry, look } of looksAt(candidates, context)) {
      if (isManifest(look) || (context.isSought && Array.isArray(look.fields.tasks)))
        documents.push({ entry, sign: 'batch-files', read: () => read(entry, context) });
    }
    return { documents, problems: [] };
  },
};

function isManifest({ fields }: JsonPeek): boolean {
  const made = objectsOf(fields.tasks).flatMap((task) => objectsOf(task.generations));
  if (made.some((generation) => 'filename' in generation && 'id' in generation)) return true;
  return Array.isArray(fields.pruned) && Array.isArray(fields.failures) && ('mode' in fields || 'task_type' in fields);
}

async function* read(entry: SourceEntry, { tree, signal }: ReaderContext): AsyncGenerator<DocumentReading> {
  const batch = await batchOf(entry, signal);
  for await (const event of elementsOf(entry, { paths: ['tasks[]', 'pruned[]', 'failures[]'], signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element') {
      if (!isObject(event.value)) yield { type: 'problem', problem: malformed(entry, event.index) };
      else if (event.path === 'tasks[]') yield* readTask(event.value, batch, entry, tree);
      else yield { type: 'record', record: recordOfOmitted(event.value, event.path.slice(0, -2), batch) };
    }
  }
}

/** The manifest's fields about the whole batch. Some of them come after the tasks, so they are read first. */
async function batchOf(entry: SourceEntry, signal: AbortSignal | undefined): Promise<JsonObject> {
  const fields: [string, unknown][] = [];
  for await (const event of elementsOf(entry, { paths: ['tasks[]', 'pruned[]', 'failures[]'], signal })) {
    if (event.type === 'field') fields.push([event.name, event.value]);
  }
  return stripUrls(Object.fromEntries(fields)) as JsonObject;
}

function* readTask(value: JsonObject, batch: JsonObject, entry: SourceEntry, tree: Tree): Generator<DocumentReading> {
  const task = stripUrls(value) as JsonObject;
  const { generations, ...rest } = task;
  const made = objectsOf(generations);
  const taskId = statedId(task.id, 'task');
  if (made.length === 0)
    yield { type: 'record', record: { ids: { ...taskId }, claims: claimsOf(batch), raw: { ...batch, tasks: [task] } } };
  for (const generation of made) {
    const ids: Ids = { ...taskId, ...statedId(generation.id, 'gen') };
    const file = fileOf(generation.filename, entry, tree);
    const raw = { ...batch, tasks: [{ ...rest, generations: [generation] }] };
    const beside = file && ids.gen === undefined ? { file: file.name } : {};
    yield { type: 'record', record: { ids, claims: claimsOf(batch, generation), raw, ...beside } };
    if (file && ids.gen !== undefined) yield { type: 'claim', claim: claimFile(file, { gen: ids.gen }, tree) };
  }
}

function claimsOf(batch: JsonObject, { filename }: JsonObject = {}): SourceRecord['claims'] {
  const name = statedWord(filename) ?? '';
  const byName = /\.(?:mp4|mov|webm)$/i.test(name)
    ? 'video'
    : /\.(?:png|jpe?g|webp)$/i.test(name)
      ? 'image'
      : undefined;
  return statedClaims({ kind: statedKind(batch.task_type) ?? (batch.mode === 'images' ? 'image' : byName) });
}

/** The file beside the manifest, by the name that the manifest states. */
function fileOf(filename: unknown, entry: SourceEntry, tree: Tree): SourceEntry | undefined {
  const name = statedWord(filename);
  if (name === undefined || name.includes('/') || name.includes('\\')) return undefined;
  const folder = folderName(entry.name);
  return tree.at(folder === '' ? name : `${folder}/${name}`);
}

/** A task or generation that the batch left out. Only its id is known. */
function recordOfOmitted(value: JsonObject, list: string, batch: JsonObject): SourceRecord {
  const raw = stripUrls(value) as JsonObject;
  const ids: Ids = { ...statedId(raw.id, /gen/i.test(statedWord(raw.kind) ?? '') ? 'gen' : 'task') };
  return { ids, claims: claimsOf(batch), raw: { ...batch, [list]: [raw] } };
}
