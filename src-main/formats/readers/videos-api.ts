/** Reads folders of jobs of the Sora API (`/v1/videos`): the service's answers, and the saved variants beside them. */
import type { FileClaim, Ids, SourceRecord } from '../claims.ts';
import { ask, statedSize } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, objectOf, objectsOf, statedClaims } from '../fields/stated-claims.ts';
import { type JsonPeek, looksAt, peekedElements } from '../json/json-peek.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { claimFile, isAnother } from '../naming/file-claims.ts';
import { baseName, folderName, isMediaName, stemOf } from '../naming/file-names.ts';
import { statedId } from '../naming/ids.ts';
import { mediaNamed } from '../naming/list-files.ts';
import { type Document, type DocumentReading, malformed, type Reader, type ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../source-files/tree.ts';
import { statedText } from '../text/texts.ts';

const NAME = /\.(?:json|jsonl|ndjson)(?:\.txt)?$/i;
/** Keys under which programs store the answer beside their request. */
const WRAPPERS = ['video', 'job', 'response', 'result', 'data', 'output'];
const MOVING = /\.(?:mp4|mov|webm|m4v|mkv)$/i;
const PREVIEW = /thumb|sprite|poster|preview/i;
const REFERENCE = /(?:^|[-_. ])(?:input|reference|ref)(?:[-_. ]|\d|$)/i;

export const videosApi: Reader = {
  format: 'videos-api',
  async detect(context) {
    const found: { readonly entry: SourceEntry; readonly paths: readonly string[] }[] = [];
    const candidates = context.tree.source.entries.filter(({ name }) => NAME.test(name));
    for await (const { entry, look } of looksAt(candidates, context)) {
      const paths = pathsIn(look, context.isSought);
      if (paths.length > 0) found.push({ entry, paths });
    }
    const perFolder = Map.groupBy(found, ({ entry }) => folderName(entry.name));
    const documents = found.map(
      ({ entry, paths }): Document => ({
        entry,
        sign: 'api-jobs',
        read: () => read(entry, paths, perFolder.get(folderName(entry.name))?.length === 1, context),
      }),
    );
    return { documents, problems: [] };
  },
};

function pathsIn({ fields, elements, lists }: JsonPeek, isSought: boolean): readonly string[] {
  const isOne = (value: JsonObject): boolean => jobIn(value) !== null || (isSought && typeof value.prompt === 'string');
  if (isOne(fields)) return ['{}'];
  if (objectsOf(elements).some(isOne)) return ['[]'];
  return [...lists].filter(([, list]) => objectsOf(list).some(isOne)).map(([path]) => path);
}

/** The job that an object is or wraps; null for other objects. */
function jobIn(value: JsonObject): JsonObject | null {
  if (isJob(value)) return value;
  return objectsOf(WRAPPERS.map((name) => value[name])).find(isJob) ?? null;
}

function isJob(value: JsonObject): boolean {
  const isNamed = typeof value.id === 'string' && /^video_[0-9a-z]{16,}$/i.test(value.id);
  return (
    (value.object === 'video' || isNamed) &&
    ['model', 'status', 'progress', 'seconds'].some((key) => Object.hasOwn(value, key))
  );
}

async function* read(
  entry: SourceEntry,
  paths: readonly string[],
  isAlone: boolean,
  context: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const { tree } = context;
  // The first job is held back until the end. Only then it is known whether it is the only one. The files of a single
  // job need no id in their names.
  let first: JsonObject | null = null;
  let jobs = 0;
  for await (const event of peekedElements(entry, paths, context)) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type !== 'element') continue;
    else if (!isObject(event.value)) yield { type: 'problem', problem: malformed(entry, event.index) };
    else if (++jobs === 1) first = event.value;
    else {
      if (first) yield* readJob(first, filesNamedBy(first, entry, tree), tree);
      first = null;
      yield* readJob(event.value, filesNamedBy(event.value, entry, tree), tree);
    }
  }
  if (!first) return;
  const { api } = toRecord(first).ids;
  const named = filesNamedBy(first, entry, tree);
  const beside = filesBeside(entry, api === undefined ? [] : filesNamed(api, tree), isAlone, tree);
  yield* readJob(
    first,
    named.length > 0 ? [...named, ...beside.filter(({ name }) => !MOVING.test(name))] : beside,
    tree,
  );
}

/** The file that a program stored with the job, unless its name contains another job's id. */
function filesNamedBy(job: JsonObject, entry: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const file = mediaNamed(ask(job), entry, tree);
  return file === undefined || isAnother(tree.idsOf(file).ids, toRecord(job).ids) ? [] : [file];
}

function* readJob(value: JsonObject, beside: readonly SourceEntry[], tree: Tree): Generator<DocumentReading> {
  const raw = stripUrls(value) as JsonObject;
  const record = toRecord(raw);
  const { api } = record.ids;
  const hasMedia = objectOf(jobIn(raw)).status !== 'failed';
  const files = hasMedia ? beside : [];
  const main = files.find(({ name }) => MOVING.test(name));
  yield { type: 'record', record: { ...record, ...(main && api === undefined ? { file: main.name } : {}) } };
  if (api === undefined) return;
  for (const file of new Set([...filesNamed(api, tree), ...files]))
    yield { type: 'claim', claim: claimVariant(file, api, tree) };
}

/** Reads a job. When it failed or its video was not saved, only the prompt remains; the raw record has the error. */
function toRecord(raw: JsonObject): SourceRecord {
  const job = jobIn(raw) ?? raw;
  const asked = [raw, objectOf(raw.request), objectOf(raw.input), objectOf(raw.params)];
  const [width, height] = statedSize(job.size) ?? [];
  const stated = statedId(job.id, 'api');
  const ids: Ids = stated?.api === undefined ? {} : { api: stated.api };
  const claims = statedClaims({
    kind: 'video',
    prompt:
      statedText(job.prompt) ?? asked.map(({ prompt }) => statedText(prompt)).find((prompt) => prompt !== undefined),
    createdAt: job.created_at,
    width,
    height,
    duration: job.seconds,
    model: job.model,
  });
  return { ids, claims, raw };
}

/** The files whose names contain the job's id, with or without `video_`. */
function filesNamed(api: string, tree: Tree): readonly SourceEntry[] {
  const bare = api.replace(/^video_/, '');
  return [...tree.mediaById(api), ...tree.mediaById(bare), ...tree.mediaByStem(api), ...tree.mediaByStem(bare)];
}

/**
 * The files of a single job that lack its id in their names. These are files named like its document. In a folder
 * without other jobs they are also the only video, when it has no other id, and its previews. `named` are the files
 * whose names contain the job's id.
 */
function filesBeside(
  entry: SourceEntry,
  named: readonly SourceEntry[],
  isAlone: boolean,
  tree: Tree,
): readonly SourceEntry[] {
  const stem = stemOf(baseName(entry.name)).toLowerCase();
  const media = tree.inFolder(folderName(entry.name)).filter(({ name }) => isMediaName(name));
  const nameless = media.filter((file) => Object.keys(tree.idsOf(file).ids).length === 0);
  const likeIt = nameless.filter(({ name }) => isNamedAfter(baseName(name).toLowerCase(), stem));
  if (likeIt.some(({ name }) => MOVING.test(name))) return likeIt;
  const [video, ...more] = media.filter(({ name }) => MOVING.test(name));
  if (!isAlone || !video || more.length > 0 || !(nameless.includes(video) || named.includes(video))) return likeIt;
  const others = nameless.filter(
    ({ name }) => !MOVING.test(name) && (PREVIEW.test(baseName(name)) || REFERENCE.test(stemOf(baseName(name)))),
  );
  return [video, ...others, ...likeIt];
}

function isNamedAfter(name: string, stem: string): boolean {
  return (
    stemOf(name) === stem || (name.startsWith(stem) && /^[-_. ]/.test(name.slice(stem.length)) && PREVIEW.test(name))
  );
}

/** The claim for a job's file: the video is the original. Pictures beside it are previews or references. */
function claimVariant(file: SourceEntry, api: string, tree: Tree): FileClaim {
  const name = baseName(file.name);
  const role = MOVING.test(name) ? 'original' : REFERENCE.test(stemOf(name)) ? 'reference' : 'thumbnail';
  return { ...claimFile(file, { api }, tree), role };
}
