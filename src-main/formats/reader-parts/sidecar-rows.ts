/** Finds the rows of any tool's JSON and tables that are about generations: by ids, by files, or by what they state. */
import { ask, claimsOf, idsOf } from '../fields/fallback-keys.ts';
import { isGeneration } from '../fields/generation-signs.ts';
import { isObject, type JsonObject } from '../fields/stated-claims.ts';
import type { JsonPeek } from '../json/json-peek.ts';
import { idsInNamed, mediaNamed, mediaOfWork } from '../naming/list-files.ts';
import type { ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import type { Tree } from '../source-files/tree.ts';

/** The places of the elements that refer to known items or media; empty for a document of another program. */
export function pathsIn(look: JsonPeek, entry: SourceEntry, { tree, isSought }: ReaderContext): readonly string[] {
  const containsKnownRow = (value: unknown): boolean => rowsIn(value, entry, tree).next().done === false;
  if (look.elements.some(containsKnownRow)) return ['[]'];
  const lists = [...look.lists].filter(([, list]) => list.some(containsKnownRow)).map(([path]) => path);
  // Nested lists (`post.attachments`) belong to the single item that the whole document describes.
  const isOne =
    Object.keys(idsOf(withoutLists(look.fields))).length > 0 || mediaNamed(ask(withoutLists(look.fields)), entry, tree);
  if (lists.length > 0 && !isOne) return lists;
  if (look.root === 'object' && (isOne || containsKnownRow(look.fields))) return ['{}'];
  const made = placesOf(look, isGeneration);
  return made.length > 0 || !isSought ? made : placesOf(look, hasPrompt);
}

/** The places of the elements that a condition holds for. */
function placesOf({ elements, lists, fields }: JsonPeek, holds: (value: unknown) => boolean): readonly string[] {
  if (elements.some(holds)) return ['[]'];
  const found = [...lists].filter(([, list]) => list.some(holds)).map(([path]) => path);
  return found.length > 0 ? found : holds(fields) ? ['{}'] : [];
}

/** Whether an element has at least a prompt. */
export function hasPrompt(value: unknown): boolean {
  return claimsOf(value).prompt !== undefined;
}

function withoutLists(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !Array.isArray(value)));
}

/** Whether an element states a known id, or names an existing file. */
export function namesKnownItem(value: unknown, document: SourceEntry, tree: Tree): boolean {
  if (!isObject(value)) return false;
  const lookUp = ask(value);
  return (
    Object.keys(idsOf(value, lookUp)).length > 0 ||
    Object.keys(idsInNamed(lookUp)).length > 0 ||
    mediaNamed(lookUp, document, tree) !== undefined ||
    mediaOfWork(lookUp, tree).length > 0
  );
}

/** Maximum depth at which rows are searched for in an object. */
const DEEPEST = 4;

/**
 * The rows in a value: the value itself, or its contents under ids or file names (`{"gen_…": {…}, "clip.mp4":
 * "prompt"}`), in lists, or in an object under any name.
 */
export function* rowsIn(value: unknown, document: SourceEntry, tree: Tree, depth = 0): Generator<JsonObject> {
  if (Array.isArray(value)) for (const item of value) yield* rowsIn(item, document, tree, depth + 1);
  if (!isObject(value) || depth > DEEPEST) return;
  if (namesKnownItem(value, document, tree)) {
    yield value;
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const row = keyed(key, item);
    if (row && namesKnownItem(row, document, tree)) yield row;
    else yield* rowsIn(item, document, tree, depth + 1);
  }
}

function keyed(key: string, value: unknown): JsonObject | null {
  if (typeof value === 'string') return { key, id: key, file: key, prompt: value };
  return isObject(value)
    ? {
        key,
        ...(Object.hasOwn(value, 'id') ? {} : { id: key }),
        ...(Object.hasOwn(value, 'file') ? {} : { file: key }),
        ...value,
      }
    : null;
}
