/**
 * Reads the beginnings of JSON documents, which show the format by their keys. Results are cached: each file is opened
 * once.
 */

import { isObject, type JsonObject } from '../fields/stated-claims.ts';
import type { ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import { turn } from '../source-files/adaptive-io.ts';
import { pathOf } from '../source-files/place.ts';
import { readAhead } from '../source-files/read-ahead.ts';
import { readJson, readText, type SmallJson, type SmallText } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';
import { elements, elementsOf, type JsonEvent } from './json-stream.ts';
import { MAX_JSON_DEPTH } from './strip-urls.ts';

/** The beginning of a document. Long texts, long lists and deep values are shortened. */
export interface JsonPeek {
  readonly root: 'array' | 'object' | 'none';
  /** The root object's fields, with only the first elements of its lists. Empty for other roots. */
  readonly fields: JsonObject;
  /** The first elements of the root list. */
  readonly elements: readonly unknown[];
  /** The first elements of every list up to three keys deep in the root object, by path: `feed.items[]`. */
  readonly lists: ReadonlyMap<string, readonly unknown[]>;
}

/** Names of the lists in the root objects of documents from Sora and its tools. */
const LISTS = [
  'items',
  'task_responses',
  'tasks',
  'generations',
  'data',
  'entries',
  'chains',
  'remix_chains',
  'posts',
  'all_profiles',
  'results',
];
const PATHS = ['[]', ...LISTS.map((name) => `${name}[]`), 'log.entries[]'];
const WHOLE_BYTES = 256 * 1024;
const HEAD_BYTES = 2 * 1024 * 1024;
/** Number of elements read from a list: enough to recognise it even when some of them are damaged. */
const FIRST = 5;
const MOST_KEPT = 5_000;
const ANY_LISTS = ['*[]', '*.*[]', '*.*.*[]'];
const NOTHING: JsonPeek = { root: 'none', fields: {}, elements: [], lists: new Map() };

/** Cached texts of small documents for later readers, in characters; enough for twenty thousand sidecars. */
const MOST_TEXT = 12 * 1024 * 1024;

interface Memory {
  /** Looks at documents that needed more than one small read. A look at a cached text would be larger than the text. */
  readonly looks: Map<SourceEntry, JsonPeek>;
  readonly texts: Map<SourceEntry, string>;
  left: number;
}

const NO_TEXT = { text: '', complete: false };
const kept = new WeakMap<Tree, Memory>();

function keptOf(tree: Tree): Memory {
  const known = kept.get(tree) ?? { looks: new Map(), texts: new Map(), left: MOST_TEXT };
  kept.set(tree, known);
  return known;
}

/** Reads a JSON document whole, like {@link readJson}, and uses the cached text of an earlier look. */
export async function readPeeked(
  entry: SourceEntry,
  { tree, signal }: Pick<ReaderContext, 'tree' | 'signal'>,
): Promise<SmallJson> {
  const { texts } = keptOf(tree);
  const text = texts.get(entry);
  texts.delete(entry);
  return text === undefined ? readJson(entry, signal) : { value: JSON.parse(text), complete: true, problems: [] };
}

/** The elements of a document, like {@link elementsOf}; uses the cached text of an earlier look. */
export function peekedElements(
  entry: SourceEntry,
  paths: readonly string[],
  { tree, signal }: Pick<ReaderContext, 'tree' | 'signal'>,
): AsyncGenerator<JsonEvent> {
  const { texts } = keptOf(tree);
  const text = texts.get(entry);
  texts.delete(entry);
  if (text === undefined) return elementsOf(entry, { paths, signal });
  const isOneObject = paths.length === 1 && paths[0] === '{}' && /^\s*\{/.test(text) && text.length < SHALLOW;
  return isOneObject ? oneElement(JSON.parse(text)) : elements(once(text), { paths, about: pathOf(entry), signal });
}

/** A text this short cannot exceed the depth limit. */
const SHALLOW = 2 * MAX_JSON_DEPTH;

async function* oneElement(value: unknown): AsyncGenerator<JsonEvent> {
  yield { type: 'element', path: '{}', index: 0, value };
  yield { type: 'end', root: 'object', complete: true };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/**
 * Looks at these documents in order, without those that an earlier reader has taken. Rejects only with the signal's
 * reason.
 */
export async function* looksAt(
  entries: readonly SourceEntry[],
  { tree, signal, isTaken, onLook }: ReaderContext,
): AsyncGenerator<{ readonly entry: SourceEntry; readonly look: JsonPeek }> {
  const free = entries.filter((entry) => !isTaken(entry));
  const memory = keptOf(tree);
  const ask = readAhead(free.length, (at) => lookInto(free[at] as SourceEntry, signal, memory));
  for (const [at, entry] of free.entries()) {
    await turn();
    onLook(entry);
    yield { entry, look: await ask(at) };
  }
}

async function lookInto(entry: SourceEntry, signal: AbortSignal | undefined, memory: Memory): Promise<JsonPeek> {
  const known = memory.looks.get(entry);
  if (known) return known;
  const kept = memory.texts.get(entry);
  const { text, complete } = kept === undefined ? await smallText(entry, signal) : { text: kept, complete: true };
  const value = parsed(text);
  if (kept === undefined && value !== undefined && complete && text.length <= memory.left) {
    memory.left -= text.length;
    memory.texts.set(entry, text);
  }
  if (value !== undefined) return lookAt(value);
  const look = await lookAtHead(entry, signal);
  if (memory.looks.size < MOST_KEPT) memory.looks.set(entry, look);
  return look;
}

async function smallText(
  entry: SourceEntry,
  signal: AbortSignal | undefined,
): Promise<Pick<SmallText, 'text' | 'complete'>> {
  return entry.size > WHOLE_BYTES ? NO_TEXT : readText(entry, signal);
}

function lookAt(value: unknown): JsonPeek {
  if (Array.isArray(value)) return { ...NOTHING, root: 'array', elements: firstOf(value) };
  if (!isObject(value)) return NOTHING;
  return {
    root: 'object',
    fields: shorten(value, 0) as JsonObject,
    elements: [],
    lists: new Map(listsIn(value, '', ANY_LISTS.length)),
  };
}

function firstOf(list: readonly unknown[]): readonly unknown[] {
  return list.slice(0, FIRST).map((item) => shorten(item, 0));
}

function* listsIn(value: JsonObject, within: string, depth: number): Generator<readonly [string, readonly unknown[]]> {
  for (const [key, item] of Object.entries(value).slice(0, MOST_KEYS)) {
    if (Array.isArray(item)) yield [`${within}${key}[]`, firstOf(item)];
    else if (isObject(item) && depth > 1) yield* listsIn(item, `${within}${key}.`, depth - 1);
  }
}

/** Undefined for damaged documents. For those, `lookAtHead` reads the undamaged beginning. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function lookAtHead(entry: SourceEntry, signal: AbortSignal | undefined): Promise<JsonPeek> {
  const head: SourceEntry = { ...entry, open: () => entry.open({ start: 0, end: Math.min(entry.size, HEAD_BYTES) }) };
  const found = await lookForKnown(head, signal);
  if (found.root !== 'object') return found;
  const lists = await anyLists(head, signal);
  // A list that is too long or cut is not returned as a field. Its first elements are used instead.
  const begun = [...lists].flatMap(([path, list]) =>
    /^[^.]+\[\]$/.test(path) ? [[path.slice(0, -2), list] as const] : [],
  );
  return { ...found, fields: { ...Object.fromEntries(begun), ...found.fields }, lists };
}

async function anyLists(head: SourceEntry, signal: AbortSignal | undefined): Promise<JsonPeek['lists']> {
  const lists = new Map<string, unknown[]>();
  for await (const event of elementsOf(head, { paths: ANY_LISTS, signal })) {
    if (event.type !== 'element') continue;
    const list = lists.get(event.path) ?? [];
    if (list.length === 0 && lists.size >= MOST_KEYS) continue;
    lists.set(event.path, list);
    if (list.length < FIRST) list.push(shorten(event.value, 0));
  }
  return lists;
}

async function lookForKnown(head: SourceEntry, signal: AbortSignal | undefined): Promise<JsonPeek> {
  const fields: Record<string, unknown> = Object.create(null);
  const lists = new Map<string, unknown[]>();
  for await (const event of elementsOf(head, { paths: PATHS, signal })) {
    if (event.type === 'field') fields[event.name] = shorten(event.value, 1);
    else if (event.type === 'end') return assembled(event.root, fields, lists);
    else if (event.type === 'element') {
      const list = lists.get(event.path) ?? [];
      lists.set(event.path, list);
      if (list.length < FIRST) list.push(shorten(event.value, 0));
      else if (event.path === '[]') return assembled('array', fields, lists);
    }
  }
  return NOTHING;
}

function assembled(
  root: JsonPeek['root'],
  fields: JsonObject,
  lists: ReadonlyMap<string, readonly unknown[]>,
): JsonPeek {
  const elements = lists.get('[]') ?? [];
  const named = [...lists]
    .filter(([path]) => path !== '[]' && path !== 'log.entries[]')
    .map(([path, list]) => [path.slice(0, -2), list]);
  const log =
    lists.has('log.entries[]') || 'log.version' in fields ? { log: { entries: lists.get('log.entries[]') ?? [] } } : {};
  return { root, fields: { ...fields, ...Object.fromEntries(named), ...log }, elements, lists: new Map() };
}

const LONGEST_TEXT = 80;
const MOST_KEYS = 80;
const DEEPEST = 5;

function shorten(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST_TEXT);
  if (Array.isArray(value))
    return depth >= DEEPEST ? [] : value.slice(0, FIRST).map((item) => shorten(item, depth + 1));
  if (!isObject(value)) return value;
  if (depth >= DEEPEST) return {};
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.slice(0, MOST_KEYS).map(([key, item]) => [key, shorten(item, depth + 1)]));
}
