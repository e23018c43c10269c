/** Reads saved answers of Sora's web service: task lists, drafts, feeds, posts, and HAR files with such answers. */
import { hash } from 'node:crypto';
import type { DetectionReason } from '../../contract/archive/detection-reasons.ts';
import type { Ids } from '../claims.ts';
import { ask } from '../fields/fallback-keys.ts';
import { isObject, type JsonObject, objectOf } from '../fields/stated-claims.ts';
import { type JsonPeek, looksAt, peekedElements } from '../json/json-peek.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { claimBeside, claimOwnFiles, isAnother } from '../naming/file-claims.ts';
import { unitedIds } from '../naming/ids.ts';
import { mediaBeside, mediaNamed } from '../naming/list-files.ts';
import { type Document, type DocumentReading, malformed, type Reader, type ReaderContext } from '../reader.ts';
import { branchesOf, serviceObjectsIn } from '../sora-service/service-finder.ts';
import {
  recordOf,
  type ServiceObject,
  type ServiceRecord,
  serviceObject,
  serviceRecords,
} from '../sora-service/service-objects.ts';
import type { SourceEntry } from '../source.ts';
import { pathOf } from '../source-files/place.ts';
import { peekText } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';

const NAME = /\.(?:json|jsonl|ndjson|har)(?:\.txt)?$/i;
const SORA =
  /sora\.(?:chatgpt\.)?com|\/backend\/(?:project_y|video_gen|v2\/(?:list|recent)_tasks|generations|collections)/i;
const PEEK = 2 * 1024 * 1024;

const SIGN: Readonly<Record<ServiceObject, DetectionReason>> = {
  task: 'service-tasks',
  generation: 'service-generations',
  draft: 'service-drafts',
  post: 'service-posts',
};

export const rawApi: Reader = {
  format: 'raw-api',
  async detect(context) {
    const documents: Document[] = [];
    const candidates = context.tree.source.entries.filter(({ name }) => NAME.test(name));
    for await (const { entry, look } of looksAt(candidates, context)) {
      const found = await recognise(entry, look, context);
      if (found) documents.push({ entry, ...found });
    }
    return { documents, problems: [] };
  },
};

async function recognise(
  entry: SourceEntry,
  look: JsonPeek,
  context: ReaderContext,
): Promise<Omit<Document, 'entry'> | null> {
  if (isObject(look.fields.log) && Array.isArray(look.fields.log.entries)) {
    const isOurs = SORA.test(await peekText(entry, PEEK, context.signal));
    return isOurs ? { sign: 'recorded-answers', read: () => readHar(entry, context) } : null;
  }
  const whole = serviceObject(look.fields);
  if (whole) return { sign: SIGN[whole], read: () => readAlone(entry, whole, context) };
  const inList = kindIn(look.elements);
  if (inList) return { sign: SIGN[inList], read: () => readList(entry, ['[]'], inList, context) };
  const paths = [...look.lists].filter(([, list]) => kindIn(list) !== null).map(([path]) => path);
  const kind = kindIn([...look.lists.values()].flat()) ?? kindIn(look.fields);
  if (kind) return { sign: SIGN[kind], read: () => readList(entry, paths.length > 0 ? paths : ['{}'], kind, context) };
  return context.isSought ? soughtIn(entry, look, context) : null;
}

/** When the user chose this format, the objects of every list are read. */
function soughtIn(
  entry: SourceEntry,
  { root, lists, elements }: JsonPeek,
  context: ReaderContext,
): Omit<Document, 'entry'> | null {
  const paths = [...lists].filter(([, list]) => list.some(isObject)).map(([path]) => path);
  const read = root === 'array' ? ['[]'] : paths.length > 0 ? paths : ['{}'];
  const isNothing = root === 'none' || (root === 'array' && !elements.some(isObject));
  return isNothing ? null : { sign: 'sought', read: () => readList(entry, read, 'generation', context) };
}

/** The type of the first recognised object in a value. */
function kindIn(value: unknown): ServiceObject | null {
  const { value: found } = serviceObjectsIn(value).next();
  return found ? found.kind : null;
}

async function* readList(
  entry: SourceEntry,
  paths: readonly string[],
  kind: ServiceObject,
  context: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const { tree } = context;
  for await (const event of peekedElements(entry, paths, context)) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element') {
      const readings = isObject(event.value) ? [...readElement(event.value, kind, entry, tree)] : [];
      yield* readings;
      if (readings.length === 0) yield { type: 'problem', problem: malformed(entry, event.index) };
    }
  }
}

/**
 * Reads a document about one object. It can lie beside its file, like a tool's note: `Paper_Boats.json` of
 * `Paper_Boats.mp4`.
 */
async function* readAlone(
  entry: SourceEntry,
  kind: ServiceObject,
  context: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const { tree } = context;
  const found: Ids[] = [];
  for await (const reading of readList(entry, ['{}'], kind, context)) {
    if (reading.type === 'record') found.push(reading.record.ids);
    yield reading;
  }
  const [only, ...more] = found;
  if (!only || more.length > 0) return;
  const { task: _task, ...identity } = only;
  const files = mediaBeside(entry, tree).filter((file) => !isAnother(tree.idsOf(file).ids, identity));
  const [main] = files;
  if (!main || Object.keys(identity).length === 0) return;
  for (const claim of claimBeside(files, unitedIds(tree.idsOf(main).ids, identity), tree))
    yield { type: 'claim', claim };
}

/**
 * Reads an element of a list: a service object with its tree, or a wrapper. A wrapper around one object is kept as part
 * of the raw record.
 */
function* readElement(
  value: JsonObject,
  kind: ServiceObject,
  entry: SourceEntry,
  tree: Tree,
): Generator<DocumentReading> {
  if (serviceObject(value) !== null) {
    yield* readObject(value, kind, entry, tree);
    for (const { object, kind: of } of branchesOf(value)) yield* readObject(object, of, entry, tree);
    return;
  }
  const found = [...serviceObjectsIn(value)];
  if (found.length === 0) yield* readObject(value, kind, entry, tree);
  for (const { object, kind: of } of found) {
    for (const reading of readObject(object, of, entry, tree))
      yield found.length === 1 ? wrapped(reading, value) : reading;
  }
}

function wrapped(reading: DocumentReading, value: JsonObject): DocumentReading {
  return reading.type === 'record' ? { ...reading, record: { ...reading.record, raw: stripUrls(value) } } : reading;
}

/** Reads an object. An object with unknown keys in a list counts only when it states an id or a prompt. */
function* readObject(
  value: JsonObject,
  kind: ServiceObject,
  entry: SourceEntry,
  tree: Tree,
): Generator<DocumentReading> {
  const isKnown = serviceObject(value) !== null;
  for (const found of serviceRecords(value, kind)) {
    if (!isKnown && Object.keys(found.ids).length === 0 && found.claims.prompt === undefined) continue;
    yield { type: 'record', record: recordOf(found) };
    for (const claim of claimOwnFiles(found, tree)) yield { type: 'claim', claim };
    yield* claimNamed(found, entry, tree);
  }
}

/** A tool that stores service objects may add the name of the file. */
function* claimNamed({ ids, raw }: ServiceRecord, entry: SourceEntry, tree: Tree): Generator<DocumentReading> {
  const { task: _task, ...identity } = ids;
  const file = Object.keys(identity).length > 0 ? mediaNamed(ask(raw), entry, tree) : undefined;
  if (!file || isAnother(tree.idsOf(file).ids, identity)) return;
  for (const claim of claimBeside([file], unitedIds(tree.idsOf(file).ids, identity), tree))
    yield { type: 'claim', claim };
}

/**
 * A page that polls every few seconds gets the same answer many times. Each answer is kept once; this bounds the
 * memory.
 */
const MOST_REMEMBERED = 200_000;

async function* readHar(entry: SourceEntry, { tree, signal }: ReaderContext): AsyncGenerator<DocumentReading> {
  const seen = new Set<string>();
  let records = 0;
  let problems = 0;
  for await (const event of elementsOf(entry, { paths: ['log.entries[]'], signal })) {
    if (event.type === 'problem') {
      problems++;
      yield event;
    } else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element') {
      for (const reading of readAnswer(objectOf(event.value), entry, event.index, tree)) {
        if (reading.type === 'problem') problems++;
        if (reading.type === 'record') {
          const mark = hash('sha1', JSON.stringify(reading.record), 'base64');
          if (seen.has(mark)) continue;
          if (seen.size < MOST_REMEMBERED) seen.add(mark);
          records++;
        }
        yield reading;
      }
    }
  }
  if (records + problems > 0) return;
  yield {
    type: 'problem',
    problem: {
      path: pathOf(entry),
      code: 'no-records',
      message: 'This recording contains no answer with generations.',
      params: { what: 'recording' },
    },
  };
}

/** Reads one recorded exchange when its answer is JSON with service objects. */
function* readAnswer(exchange: JsonObject, entry: SourceEntry, index: number, tree: Tree): Generator<DocumentReading> {
  const content = objectOf(objectOf(exchange.response).content);
  if (typeof content.text !== 'string') return;
  const text = content.encoding === 'base64' ? Buffer.from(content.text, 'base64').toString('utf8') : content.text;
  if (!/^\s*[[{]/.test(text)) return;
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    const { url } = objectOf(exchange.request);
    if (typeof url !== 'string' || !SORA.test(url)) return;
    const message = `The answer of recorded request ${index + 1} is damaged and was left out.`;
    yield {
      type: 'problem',
      problem: { path: pathOf(entry), code: 'json-malformed', message, params: { what: 'request', number: index + 1 } },
    };
    return;
  }
  for (const { object, kind } of serviceObjectsIn(answer)) yield* readObject(object, kind, entry, tree);
}
