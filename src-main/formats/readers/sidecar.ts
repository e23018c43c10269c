/**
 * Reads any JSON, table, text or Markdown that lies beside media or names media, by the field names that most tools
 * use.
 */
import type { DetectionReason } from '../../contract/archive/detection-reasons.ts';
import type { Claims, Ids, SourceRecord } from '../claims.ts';
import { fromInfotext } from '../embedded/embedded-claims.ts';
import { ask, claimsOf, idsInLink, idsOf } from '../fields/fallback-keys.ts';
import { isGeneration } from '../fields/generation-signs.ts';
import { isObject, type JsonObject, statedClaims, unitedClaims } from '../fields/stated-claims.ts';
import { looksAt, readPeeked } from '../json/json-peek.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { claimBeside, isAnother } from '../naming/file-claims.ts';
import { baseName } from '../naming/file-names.ts';
import { unitedIds } from '../naming/ids.ts';
import { idsInNamed, mediaBeside, mediaListed, mediaNamed, mediaOfWork } from '../naming/list-files.ts';
import {
  type Document,
  type DocumentReading,
  documentsOf,
  type Reader,
  type ReaderContext,
  readingFaults,
} from '../reader.ts';
import { grokList } from '../reader-parts/grok-list.ts';
import { hasPrompt, namesKnownItem, pathsIn, rowsIn } from '../reader-parts/sidecar-rows.ts';
import type { SourceEntry } from '../source.ts';
import { turn } from '../source-files/adaptive-io.ts';
import { readAhead } from '../source-files/read-ahead.ts';
import { readText } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';
import { recordsOf } from '../text/csv.ts';
import { meaningful, textFields } from '../text/text-fields.ts';

const JSON_NAME = /\.(?:json|jsonl|ndjson)(?:\.txt)?$/i;
const TABLE_NAME = /\.(?:csv|tsv)(?:\.txt)?$/i;
const NOTE_NAME = /\.(?:txt|md|markdown|ya?ml)$/i;
/**
 * Names of texts about a whole archive. Names of the second list count as such only without a media file of the same
 * name.
 */
const ABOUT_ALL = /^(?:readme|licen[cs]e|changelog)\b/i;
const MAYBE_ABOUT_ALL = /^(?:notes?|index|instructions?|manifest|summary)\b/i;
/** A longer text is not a prompt. */
const LONGEST_NOTE = 256 * 1024;
/** A larger document beside a clip is a list of other items. */
const LARGEST_BESIDE = 16 * 1024 * 1024;
const LOOKED_AT = 5;

/** Runs last of the document readers, after the more specific readers have taken their documents. */
export const sidecar: Reader = {
  format: 'sidecar',
  async detect(context) {
    const free = context.tree.source.entries.filter((entry) => !context.isTaken(entry));
    const lists = await jsonDocuments(
      free.filter(({ name }) => JSON_NAME.test(name)),
      context,
    );
    const rows = await tables(
      free.filter(({ name }) => TABLE_NAME.test(name)),
      context,
    );
    const texts = await notes(
      free.filter(({ name }) => NOTE_NAME.test(name) && !JSON_NAME.test(name) && !TABLE_NAME.test(name)),
      context,
    );
    const documents = {
      *[Symbol.iterator]() {
        for (const part of [...lists, rows, texts]) yield* part;
      },
    };
    return { documents, problems: [] };
  },
};

/** Sorts JSON documents. Those beside one clip need no look. The others are lists, or state the id of one item. */
async function jsonDocuments(
  candidates: readonly SourceEntry[],
  context: ReaderContext,
): Promise<readonly [beside: Iterable<Document>, lists: readonly Document[]]> {
  const beside: SourceEntry[] = [];
  const others: SourceEntry[] = [];
  for (const entry of candidates) {
    await turn();
    context.signal?.throwIfAborted();
    context.onLook(entry);
    const isBeside = entry.size <= LARGEST_BESIDE && mediaBeside(entry, context.tree).length > 0;
    (isBeside ? beside : others).push(entry);
  }
  const value = readAhead(beside.length, (at) => readPeeked(beside[at] as SourceEntry, context));
  const documents: Document[] = [];
  for await (const { entry, look } of looksAt(others, context)) {
    const grok = grokList(entry, look, context);
    if (grok) documents.push(grok);
    const paths = grok ? [] : pathsIn(look, entry, context);
    const sign = 'speaks-of-ours';
    if (paths.length > 0) documents.push({ entry, sign, read: () => readList(entry, paths, context) });
  }
  const notes = documentsOf(beside, (entry, at) => ({
    entry,
    sign: 'beside-media',
    read: () => readBeside(entry, value(at), context),
  }));
  return [notes, documents];
}

async function* readList(
  entry: SourceEntry,
  paths: readonly string[],
  { tree, signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  for await (const event of elementsOf(entry, { paths, signal })) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element' && isObject(event.value)) {
      const rows = [...rowsIn(event.value, entry, tree)];
      // An element without a known id or file can still contain a prompt.
      for (const row of rows.length > 0 ? rows : [event.value]) yield* readRow(row, entry, tree);
    }
  }
}

/** Reads one row of a list. It is identified by its ids, else by the file that it names, else by its prompt. */
function* readRow(value: unknown, document: SourceEntry, tree: Tree): Generator<DocumentReading> {
  const raw = stripUrls(value);
  const lookUp = ask(raw);
  const file = mediaNamed(lookUp, document, tree);
  const claims = claimsOf(raw, lookUp);
  const works = file === undefined && Object.keys(idsOf(raw, lookUp)).length === 0 ? mediaOfWork(lookUp, tree) : [];
  for (const work of works) yield* readingsOf({ ids: {}, claims, raw }, [work], tree);
  if (works.length > 0) return;
  const stated = idsOf(raw, lookUp);
  const files = file ? [file] : mediaListed(lookUp, stated, document, tree);
  const [main] = files;
  const ids = mergedIds(stated, main ? tree.idsOf(main).ids : idsInNamed(lookUp));
  if (Object.keys(ids).length === 0 && files.length === 0 && claims.prompt === undefined) return;
  yield* readingsOf({ ids, claims, raw }, files, tree);
}

async function* readBeside(
  entry: SourceEntry,
  reading: ReturnType<typeof readPeeked>,
  { tree }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const { value, ...read } = await reading;
  yield* readingFaults(read);
  if (Array.isArray(value) && value.length > 1) {
    for (const row of value) if (isObject(row)) yield* readRow(row, entry, tree);
  } else {
    const [only] = Array.isArray(value) ? value : [value];
    const raw = stripUrls(typeof only === 'string' ? { prompt: only } : only);
    if (isObject(raw)) yield* readingsBeside(raw, claimsOf(raw), idsOf(raw), entry, tree);
  }
}

async function tables(candidates: readonly SourceEntry[], context: ReaderContext): Promise<readonly Document[]> {
  const documents: Document[] = [];
  for (const entry of candidates) {
    let seen = 0;
    for await (const event of recordsOf(entry, context.signal)) {
      if (event.type !== 'record' || ++seen > LOOKED_AT) break;
      const isKnown = namesKnownItem(event.fields, entry, context.tree) || isGeneration(event.fields);
      if (!isKnown && !(context.isSought && hasPrompt(event.fields))) continue;
      documents.push({ entry, sign: 'table-of-ours', read: () => readTable(entry, context) });
      break;
    }
  }
  return documents;
}

async function* readTable(entry: SourceEntry, { tree, signal }: ReaderContext): AsyncGenerator<DocumentReading> {
  for await (const event of recordsOf(entry, signal)) {
    if (event.type === 'problem') yield event;
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'record') yield* readRow(event.fields, entry, tree);
  }
}

/** Finds the notes. A text belongs to the media with its name. Without such media, its name must contain a known id. */
async function notes(
  candidates: readonly SourceEntry[],
  { tree, signal, isSought, onLook }: ReaderContext,
): Promise<Iterable<Document>> {
  const signOf = (entry: SourceEntry): DetectionReason | null => {
    if (entry.size > LONGEST_NOTE || ABOUT_ALL.test(baseName(entry.name))) return null;
    if (mediaBeside(entry, tree).length > 0) return 'beside-media';
    if (MAYBE_ABOUT_ALL.test(baseName(entry.name))) return null;
    const { task: _task, ...identity } = tree.idsOf(entry).ids;
    if (Object.keys(identity).length > 0) return 'id-in-name';
    return isSought ? 'sought' : null;
  };
  const found: SourceEntry[] = [];
  const signs: DetectionReason[] = [];
  for (const entry of candidates) {
    await turn();
    signal?.throwIfAborted();
    onLook(entry);
    const sign = signOf(entry);
    if (!sign) continue;
    found.push(entry);
    signs.push(sign);
  }
  const text = readAhead(found.length, (at) => readText(found[at] as SourceEntry, signal));
  return documentsOf(found, (entry, at) => ({
    entry,
    sign: signs[at] as DetectionReason,
    read: () => readNote(entry, text(at), tree),
  }));
}

async function* readNote(
  entry: SourceEntry,
  reading: ReturnType<typeof readText>,
  tree: Tree,
): AsyncGenerator<DocumentReading> {
  const { text, ...read } = await reading;
  yield* readingFaults(read);
  if (text.trim() === '') return;
  const parameters = stripUrls(text.trim().replace(/\r\n?/g, '\n'));
  const settings = fromInfotext(parameters);
  if (settings) {
    yield* readingsBeside({ parameters }, settings, {}, entry, tree);
    return;
  }
  const { fields, body } = textFields(text, /\.ya?ml$/i.test(entry.name));
  const raw = stripUrls({ ...fields, ...(body === '' ? {} : { text: body }) }) as JsonObject;
  const headFields = meaningful(stripUrls(fields) as Record<string, string>);
  // A text that is only a link states where the clip was, not its prompt.
  const isLink = /^\s*[a-z]+:\/\/\S+\s*$/i.test(body);
  const { text: bodyText } = meaningful({ text: typeof raw.text === 'string' && !isLink ? raw.text : '' });
  const prompt = statedClaims({ prompt: bodyText });
  // Most notes consist of a prompt only.
  const isBare = Object.keys(headFields).length === 0;
  const claims = isBare ? prompt : unitedClaims(claimsOf(headFields), prompt);
  yield* readingsBeside(
    raw,
    claims,
    { ...(isLink ? idsInLink(body) : {}), ...(isBare ? {} : idsOf(headFields)) },
    entry,
    tree,
  );
}

/** Yields the record and claims for the media beside a document. The media's name also identifies the record. */
function* readingsBeside(
  raw: JsonObject,
  claims: Claims,
  stated: Ids,
  entry: SourceEntry,
  tree: Tree,
): Generator<DocumentReading> {
  const files = [...new Set([...mediaBeside(entry, tree), ...mediaListed(ask(raw), stated, entry, tree)])];
  yield* readingsOf({ ids: mergedIds(stated, tree.idsOf(files[0] ?? entry).ids), claims, raw }, files, tree);
}

function* readingsOf(record: SourceRecord, files: readonly SourceEntry[], tree: Tree): Generator<DocumentReading> {
  const { task: _task, ...identity } = record.ids;
  const [main] = files;
  // Posts and API jobs are always videos.
  const kind = identity.post !== undefined || identity.api !== undefined ? { kind: 'video' as const } : {};
  yield {
    type: 'record',
    record: { ...record, claims: { ...kind, ...record.claims }, ...(main ? { file: main.name } : {}) },
  };
  const isNameless = Object.keys(identity).length === 0;
  for (const claim of claimBeside(files, identity, tree)) {
    if (!isNameless) yield { type: 'claim', claim };
    else if (main && claim.role === 'thumbnail' && claim.name !== main.name)
      yield { type: 'claim', claim: { ...claim, of: main.name } };
  }
}

/** The record's ids joined with those of its file's name. If they name different generations, the file's ids win. */
function mergedIds(stated: Ids, named: Ids): Ids {
  return isAnother(named, stated) ? named : unitedIds(named, stated);
}
