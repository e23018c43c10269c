/** Answers of Sora's web service as people saved them: task lists, drafts, feeds, posts, and HAR files that hold such answers. */
import { hash } from 'node:crypto';
import { type JsonLook, looksAt } from '../json-look.ts';
import { elementsOf } from '../json-stream.ts';
import { claimOwnFiles } from '../own-files.ts';
import { type Document, type DocumentReading, malformed, pathOf, type Reader, type ReaderContext } from '../reader.ts';
import { recordOf, type ServiceObject, serviceObject, serviceRecords } from '../service-objects.ts';
import { peekText } from '../small-text.ts';
import type { SourceEntry } from '../source.ts';
import { isObject, type JsonObject, objectOf } from '../stated-claims.ts';
import type { Tree } from '../tree.ts';

const NAME = /\.(?:json|jsonl|ndjson|har)(?:\.txt)?$/i;
/** Under which keys answers keep their lists. */
const LISTS = ['task_responses', 'tasks', 'items', 'data', 'generations', 'posts', 'results'];
const SORA = /sora\.(?:chatgpt\.)?com|\/backend\/(?:project_y|video_gen|v2\/(?:list|recent)_tasks|generations|collections)/i;
const PEEK = 2 * 1024 * 1024;

const WHY: Readonly<Record<ServiceObject, string>> = {
  task: 'It holds tasks as Sora’s web service lists them.',
  generation: 'It holds generations as Sora’s web service lists them.',
  draft: 'It holds drafts as Sora’s web service lists them.',
  post: 'It holds posts as Sora’s web service lists them.',
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

async function recognise(entry: SourceEntry, look: JsonLook, context: ReaderContext): Promise<Omit<Document, 'entry'> | null> {
  if (isObject(look.fields.log) && Array.isArray(look.fields.log.entries)) {
    const isOurs = SORA.test(await peekText(entry, PEEK, context.signal));
    return isOurs ? { why: 'A browser recorded Sora’s answers in it.', read: () => readHar(entry, context) } : null;
  }
  const whole = serviceObject(look.fields);
  if (whole) return { why: WHY[whole], read: () => readList(entry, ['{}'], whole, context) };
  const inList = kindIn(look.elements);
  if (inList) return { why: WHY[inList], read: () => readList(entry, ['[]'], inList, context) };
  const kinds = LISTS.map((name) => kindIn(look.fields[name])).filter((kind) => kind !== null);
  const paths = LISTS.filter((name) => kindIn(look.fields[name]) !== null).map((name) => `${name}[]`);
  const [kind] = kinds;
  return kind ? { why: WHY[kind], read: () => readList(entry, paths, kind, context) } : null;
}

/** What the first recognisable element of a list is. */
function kindIn(list: unknown): ServiceObject | null {
  if (!Array.isArray(list)) return null;
  return list.map(serviceObject).find((kind) => kind !== null) ?? null;
}

async function* readList(
  entry: SourceEntry,
  paths: readonly string[],
  kind: ServiceObject,
  { tree, signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  for await (const event of elementsOf(entry, { paths, signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element') {
      const readings = isObject(event.value) ? [...readObject(event.value, kind, tree)] : [];
      yield* readings;
      if (readings.length === 0) yield { type: 'problem', problem: malformed(entry, event.index) };
    }
  }
}

/** An object of no known keys in a list of others counts where it says at least who it is or what it shows. */
function* readObject(value: JsonObject, kind: ServiceObject, tree: Tree): Generator<DocumentReading> {
  const isKnown = serviceObject(value) !== null;
  for (const found of serviceRecords(value, kind)) {
    if (!isKnown && Object.keys(found.ids).length === 0 && found.claims.prompt === undefined) continue;
    yield { type: 'record', record: recordOf(found) };
    for (const claim of claimOwnFiles(found, tree)) yield { type: 'claim', claim };
  }
}

/** A page that asks every few seconds gets the same answer again and again: each is kept once, as far as memory goes. */
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
    problem: { path: pathOf(entry), code: 'no-records', message: 'This recording holds no answer with generations.' },
  };
}

/** One recorded exchange: its answer, where that is JSON with objects of the service. */
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
    yield { type: 'problem', problem: { path: pathOf(entry), code: 'json-malformed', message } };
    return;
  }
  for (const { object, kind } of objectsIn(answer)) yield* readObject(object, kind, tree);
}

function* objectsIn(answer: unknown): Generator<{ readonly object: JsonObject; readonly kind: ServiceObject }> {
  const kind = serviceObject(answer);
  if (kind !== null && isObject(answer)) {
    yield { object: answer, kind };
    return;
  }
  const fields = objectOf(answer);
  const lists = Array.isArray(answer) ? [answer] : LISTS.map((name) => fields[name]);
  for (const item of lists.flat()) {
    const of = serviceObject(item);
    if (of !== null && isObject(item)) yield { object: item, kind: of };
  }
}
