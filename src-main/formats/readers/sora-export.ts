/**
 * Reads the official Sora export: `generations.json`, an array of `id, task_id, width, height, title, prompt, url`,
 * beside `<id>.mp4`.
 */
import { basename } from 'node:path';
import type { DetectionReason } from '../../contract/archive/detection-reasons.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { Claims, FileClaim, Ids, SourceRecord } from '../claims.ts';
import { isObject } from '../fields/stated-claims.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { type AccountAt, findAccounts } from '../naming/accounts.ts';
import { baseName } from '../naming/file-names.ts';
import { statedId, unitedIds } from '../naming/ids.ts';
import { type DocumentReading, malformed, type Reader, type ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import { pathOf } from '../source-files/place.ts';
import type { Tree } from '../source-files/tree.ts';
import { mentionsIn, shotsIn, statedPixels, statedText, statedTitle } from '../text/texts.ts';
import { looseClaim } from './loose.ts';

/** `generations.json`, `…-generations.json`, `generations (1).json`, `generations copy.json`. */
const OWN_NAME = /(?:^|[-_ .])generations(?: ?\(\d+\)| ?-? ?copy(?: \d+)?|[-_ ]?\d+)?\.json(?:\.txt)?$/i;
/** Documents with other names are also opened when there are at most this many, because users rename files. */
const MOST_OTHERS = 64;
const LOOKED_AT = 20;

export const soraExport: Reader = {
  format: 'sora-export',
  async detect(context) {
    const found: { readonly entry: SourceEntry; readonly sign: DetectionReason; readonly paths: readonly string[] }[] =
      [];
    const problems: KnownProblem[] = [];
    for (const entry of candidates(context)) {
      const own = context.isSought || OWN_NAME.test(baseName(entry.name));
      const { look, paths } = await lookInto(entry, own, context.signal);
      if (look === 'export') found.push({ entry, sign: 'lists-generations', paths });
      else if (look === 'empty' && own) found.push({ entry, sign: 'name-of-list', paths });
      else if (look === 'records' && context.isSought) found.push({ entry, sign: 'sought', paths });
      else if (OWN_NAME.test(baseName(entry.name))) problems.push(unrecognised(entry));
    }
    const names = found.map(({ entry }) => entry.name);
    const accountAt = findAccounts(names, basename(context.tree.source.path));
    const documents = found.map(({ entry, sign, paths }) => ({
      entry,
      sign,
      read: () => readExport(entry, paths, accountAt, context),
    }));
    return { documents, problems, accountAt };
  },
};

const unrecognised = (entry: SourceEntry): KnownProblem => ({
  path: pathOf(entry),
  code: 'unrecognised-json',
  message: 'This has the name of a Sora export’s list, but contains something else. It was left out.',
});

function* candidates({ tree, isTaken, isSought }: ReaderContext): Generator<SourceEntry> {
  const documents = tree.source.entries.filter((entry) => /\.json(?:\.txt)?$/i.test(entry.name) && !isTaken(entry));
  const own = documents.filter((entry) => OWN_NAME.test(baseName(entry.name)));
  const others = documents.filter((entry) => !OWN_NAME.test(baseName(entry.name)));
  yield* own;
  if (isSought || others.length <= MOST_OTHERS) yield* others;
}

interface Look {
  /** `records`: the document has objects. `empty`: it has no elements to judge. */
  readonly look: 'export' | 'records' | 'empty' | 'other';
  /** The JSON paths of the elements. */
  readonly paths: readonly string[];
}

/** A list, or single records, one per line, as users get them when they split the list. */
const LIST = ['[]', '{}'];
/** The list as a field of an object, as programs that read exports save it. */
const WRAPPED = ['*[]'];

async function lookInto(entry: SourceEntry, own: boolean, signal: AbortSignal | undefined): Promise<Look> {
  const list = await lookAt(entry, LIST, own, signal);
  if (!own || list === 'export' || list === 'empty') return { look: list, paths: LIST };
  const isWrapped = (await lookAt(entry, WRAPPED, own, signal)) === 'export';
  return isWrapped ? { look: 'export', paths: WRAPPED } : { look: list, paths: LIST };
}

/** Whether one of the first elements has the export's keys. */
async function lookAt(
  entry: SourceEntry,
  paths: readonly string[],
  own: boolean,
  signal: AbortSignal | undefined,
): Promise<Look['look']> {
  let seen = 0;
  let objects = 0;
  for await (const event of elementsOf(entry, { paths, signal })) {
    const isListed = event.type === 'element' && (own || event.path === '[]');
    if (isListed && hasExportKeys(event.value) && (own || !hasMoreKeys(event.value))) return 'export';
    if (event.type === 'element' && isObject(event.value)) objects++;
    if (event.type === 'element' && ++seen >= LOOKED_AT) return objects > 0 ? 'records' : 'other';
    if (event.type === 'problem' && event.problem.code === 'json-not-json') return 'other';
    if (event.type === 'end' && objects > 0) return 'records';
    if (event.type === 'end') return seen === 0 && event.root !== 'object' ? 'empty' : 'other';
  }
  return 'other';
}

function hasExportKeys(value: unknown): boolean {
  return (
    isObject(value) && Object.hasOwn(value, 'task_id') && (Object.hasOwn(value, 'id') || Object.hasOwn(value, 'prompt'))
  );
}

/**
 * The export states neither creation dates nor file names. A record with them is the web service's own, or a tool's.
 */
function hasMoreKeys(value: unknown): boolean {
  return isObject(value) && Object.keys(value).some((key) => MORE_KEYS.test(key));
}

const MORE_KEYS = /^(?:created_at|generations|files?|file_?name|(?:file_?|local_?)?path)$/i;

async function* readExport(
  entry: SourceEntry,
  paths: readonly string[],
  accountAt: AccountAt,
  { tree, signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  let records = 0;
  let problems = 0;
  for await (const event of elementsOf(entry, { paths, signal })) {
    if (event.type === 'problem') {
      problems++;
      yield event;
    } else if (event.type === 'end') {
      if (!event.complete) yield { type: 'incomplete' };
    } else if (event.type === 'element') {
      if (!isObject(event.value)) {
        problems++;
        yield { type: 'problem', problem: malformed(entry, event.index) };
        continue;
      }
      records++;
      const record = toRecord(event.value, accountAt(entry.name));
      yield { type: 'record', record };
      for (const claim of claimFiles(event.value.id, record.ids, tree, accountAt)) yield { type: 'claim', claim };
    }
  }
  if (records === 0 && problems === 0) {
    yield {
      type: 'problem',
      problem: { path: pathOf(entry), code: 'no-records', message: 'This export lists no generations.' },
    };
  }
}

/**
 * Reads a record and keeps its valid fields. Without a usable id, the record stands for its task. Without both ids, it
 * is identified by its content.
 */
function toRecord(value: Record<string, unknown>, account: string | undefined): SourceRecord {
  const raw = stripUrls(value) as Record<string, unknown>;
  const prompt = statedText(raw.prompt);
  const title = statedTitle(raw.title);
  const width = statedPixels(raw.width);
  const height = statedPixels(raw.height);
  const mentions = prompt === undefined ? [] : mentionsIn(prompt);
  const shots = prompt === undefined ? [] : shotsIn(prompt);
  const claims: Claims = {
    ...(prompt === undefined ? {} : { prompt }),
    ...(title === undefined ? {} : { title }),
    ...(width === undefined || height === undefined ? {} : { width, height }),
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(shots.length === 0 ? {} : { shots }),
    ...(account === undefined ? {} : { account }),
  };
  const ids: Ids = { ...statedId(raw.task_id, 'task'), ...statedId(raw.id, 'gen') };
  return { ids, claims, raw };
}

/** Claims the media files whose names contain the record's id, as the whole stem or between other words. */
function* claimFiles(id: unknown, ids: Ids, tree: Tree, accountAt: AccountAt): Generator<FileClaim> {
  const own = ids.gen ?? ids.post ?? ids.api;
  if (own === undefined || typeof id !== 'string') return;
  const files = new Set([...tree.mediaByStem(id.trim()), ...tree.mediaByStem(own), ...tree.mediaById(own)]);
  for (const entry of files) {
    const { gen: _gen, ...named } = tree.idsOf(entry).ids;
    const { task: _task, ...identity } = ids;
    // The list identifies the generation. The file's own place identifies the variant.
    yield {
      ...looseClaim(entry, tree, accountAt(entry.name)),
      ids: unitedIds(named, identity),
    };
  }
}
