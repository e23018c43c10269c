/**
 * Reads SoraVault's backups: manifests (parts, merged, forks), text sidecars, remix chains, browsing lists, in any
 * folder.
 */

import type { DetectionReason } from '../../contract/archive/detection-reasons.ts';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { FileClaim, Ids, SourceRecord } from '../claims.ts';
import {
  isObject,
  type JsonObject,
  objectsOf,
  statedWord,
  unitedClaims,
  withoutCollections,
} from '../fields/stated-claims.ts';
import { type JsonPeek, looksAt } from '../json/json-peek.ts';
import { elementsOf } from '../json/json-stream.ts';
import { claimFile, claimOwnFiles, filesOf } from '../naming/file-claims.ts';
import { baseName, folderName, isMediaName, stemOf } from '../naming/file-names.ts';
import { cleanStem, idsInName } from '../naming/ids.ts';
import {
  type Document,
  type DocumentReading,
  malformed,
  type Reader,
  type ReaderContext,
  readingFaults,
} from '../reader.ts';
import { isVaultFolder, type Membership, memberOfFolder } from '../reader-parts/soravault-folders.ts';
import { browsedRecord, chainRecords, indexedRecord, itemRecords } from '../reader-parts/soravault-items.ts';
import { isSidecar, readSidecar } from '../reader-parts/soravault-sidecar.ts';
import { recordOf, type ServiceRecord } from '../sora-service/service-objects.ts';
import type { SourceEntry } from '../source.ts';
import { pathOf } from '../source-files/place.ts';
import { readAhead } from '../source-files/read-ahead.ts';
import { peekText, readText } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';

const OWN_NAME =
  /^soravault_manifest.*\.json(?:\.txt)?$|(?:^|[-_ ])(?:mirror_manifest|discover_manifest|remix_chains).*\.json$/i;
/** Documents with other names are also opened when there are at most this many, because users rename files. */
const MOST_OTHERS = 64;
const PEEK = 4 * 1024;
const LONGEST_SIDECAR = 1024 * 1024;
/** Number of texts to test in a folder without SoraVault's name. */
const TRIED = 4;

export const soraVault: Reader = {
  format: 'soravault',
  async detect(context) {
    const problems: KnownProblem[] = [];
    const lists = await listsIn(context, problems);
    const sidecars = await sidecarsIn(context);
    const texts = readAhead(sidecars.length, (at) =>
      readText(sidecars[at] as SourceEntry, context.signal, LONGEST_SIDECAR),
    );
    const documents = sidecars.map(
      (entry, at): Document => ({
        entry,
        sign: 'soravault-beside',
        read: () => readBeside(entry, () => texts(at), context),
      }),
    );
    const own = [...lists, ...documents];
    return { documents: own, problems, claims: own.length > 0 ? avatars(context.tree) : [] };
  },
};

/** A fork keeps avatars in `avatars/`; a viewer of such archives keeps them as `profiles/ada/ada.profile.jpg`. */
const AVATAR = /(?:^|\/)(?:avatars\/[^/]+|profiles\/([^/]+)\/\1\.profile\.[a-z]+)$/i;

/** Claims avatars as references, because they are not generations. */
function avatars({ source }: Tree): readonly FileClaim[] {
  const pictures = source.entries.filter(({ name }) => isMediaName(name) && AVATAR.test(name));
  return pictures.map(({ name }) => ({ name, ids: {}, role: 'reference' }));
}

type ListKind = 'items' | 'chains' | 'browsed' | 'index';

const SIGN: Readonly<Record<ListKind, DetectionReason>> = {
  items: 'soravault-items',
  chains: 'soravault-chains',
  browsed: 'soravault-browsed',
  index: 'soravault-index',
};

async function listsIn(context: ReaderContext, problems: KnownProblem[]): Promise<readonly Document[]> {
  const json = context.tree.source.entries.filter(({ name }) => /\.json(?:\.txt)?$/i.test(name));
  const own = json.filter(({ name }) => OWN_NAME.test(baseName(name)));
  const others = json.filter(({ name }) => !OWN_NAME.test(baseName(name)));
  const documents: Document[] = [];
  for await (const { entry, look } of looksAt(
    [...own, ...(context.isSought || others.length <= MOST_OTHERS ? others : [])],
    context,
  )) {
    const isMaybe = own.includes(entry)
      ? hasNoContents(look)
      : context.isSought && objectsOf(look.fields.items ?? look.elements).length > 0;
    const kind = kindOf(look) ?? (isMaybe ? 'items' : null);
    if (kind) documents.push({ entry, sign: SIGN[kind], read: () => readList(entry, context) });
    else if (own.includes(entry)) problems.push(unrecognised(entry));
  }
  return documents;
}

const unrecognised = (entry: SourceEntry): KnownProblem => ({
  path: pathOf(entry),
  code: 'unrecognised-json',
  message: 'This has the name of a SoraVault list, but contains something else. It was left out.',
});

function kindOf({ fields, elements }: JsonPeek): ListKind | null {
  if (fields.soravault_version !== undefined) return Array.isArray(fields.chains) ? 'chains' : 'items';
  if (objectsOf(fields.items).some(isItem) || objectsOf(elements).some(isItem)) return 'items';
  if (objectsOf(fields.chains).some(isLink)) return 'chains';
  if (objectsOf(fields.entries).some((each) => 'captured_path' in each || 'captured_at' in each)) return 'browsed';
  return objectsOf(fields.generations).some(isIndexed) ? 'index' : null;
}

function isItem(value: JsonObject): boolean {
  return 'genId' in value && 'source' in value && ('mode' in value || '_raw' in value);
}

function isLink(value: JsonObject): boolean {
  return 'direction' in value && ('childPostId' in value || 'parentPostId' in value);
}

function isIndexed(value: JsonObject): boolean {
  return 'gen_id' in value && ('local_path' in value || 'cf_thumbnail' in value || 'downloaded' in value);
}

/** Whether a document has no contents to judge: empty, or cut before its first item. */
function hasNoContents({ root, fields, elements }: JsonPeek): boolean {
  const filled = Object.values(fields).filter((value) => !Array.isArray(value) || value.length > 0);
  return root === 'none' || (filled.length === 0 && elements.length === 0);
}

const PATHS = ['[]', 'items[]', 'remix_chains[]', 'chains[]', 'entries[]', 'generations[]'];

async function* readList(entry: SourceEntry, context: ReaderContext): AsyncGenerator<DocumentReading> {
  const { tree } = context;
  const membershipOf = (ids: Ids): Membership =>
    unitedClaims(...filesOf(ids, tree).map(({ name }) => memberOfFolder(folderName(name))));
  let readings = 0;
  for await (const event of elementsOf(entry, { paths: PATHS, signal: context.signal })) {
    if (event.type === 'problem') {
      readings++;
      yield event;
    } else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element') {
      readings++;
      if (isObject(event.value)) yield* readElement(event.path, event.value, membershipOf, entry, tree);
      else yield { type: 'problem', problem: malformed(entry, event.index) };
    }
  }
  if (readings === 0)
    yield { type: 'problem', problem: { path: pathOf(entry), code: 'no-records', message: 'This list is empty.' } };
}

function* readElement(
  path: string,
  value: JsonObject,
  membershipOf: (ids: Ids) => Membership,
  entry: SourceEntry,
  tree: Tree,
): Generator<DocumentReading> {
  const [records, files] = recordsOf(path, value, membershipOf, entry, tree);
  for (const found of records) {
    const file = files[0] && hasNoIdentity(found.ids) ? { file: files[0].name } : {};
    yield { type: 'record', record: { ...recordOf(found), ...file } };
    for (const claim of claimOwnFiles(found, tree)) yield { type: 'claim', claim };
    for (const claim of claimFiles(files, found.ids, tree)) yield { type: 'claim', claim };
  }
}

/** The records of one element, and the files whose place it states. */
function recordsOf(
  path: string,
  value: JsonObject,
  membershipOf: (ids: Ids) => Membership,
  entry: SourceEntry,
  tree: Tree,
): readonly [readonly ServiceRecord[], readonly SourceEntry[]] {
  if (path === 'chains[]' || path === 'remix_chains[]') return [chainRecords(value), []];
  if (path === 'entries[]') {
    const place = [folderName(entry.name), statedWord(value.folder), statedWord(value.filename)];
    const file = tree.at(place.filter((part) => part !== undefined && part !== '').join('/'));
    return [[browsedRecord(value)], file ? [file] : []];
  }
  if (path === 'generations[]') return [[indexedRecord(value)], localFiles(value.local_path, entry, tree)];
  const records = itemRecords(value, membershipOf);
  return [records, records.some(({ ids }) => hasNoIdentity(ids)) ? filesOfCharacter(value, tree) : []];
}

/** Finds the file for a path from another machine: the same place below the list, else the only file with that name. */
function localFiles(path: unknown, entry: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const parts = statedWord(path)?.replaceAll('\\', '/').split('/') ?? [];
  const folder = folderName(entry.name);
  for (let from = 0; from < parts.length - 1; from++) {
    const file = tree.at([...(folder === '' ? [] : [folder]), ...parts.slice(from)].join('/'));
    if (file) return [file];
  }
  const named = tree.named(parts.at(-1) ?? '');
  return named.length === 1 ? named : [];
}

/** The picture of a person or character: `owner_<name>…`, `character_<name>…`. */
function filesOfCharacter({ username }: JsonObject, tree: Tree): readonly SourceEntry[] {
  const name = statedWord(username)?.replace(/^@/, '');
  return name === undefined ? [] : ['character', 'owner'].flatMap((kind) => tree.mediaByStem(`${kind}_${name}`));
}

/**
 * The texts that are sidecars. In SoraVault's folders, a text counts when it lies beside media of its name or has an id
 * in its name. Other texts are opened. In other folders, they are opened only when one of the first few is a sidecar.
 */
async function sidecarsIn(context: ReaderContext): Promise<readonly SourceEntry[]> {
  const { tree, signal, isTaken, isSought } = context;
  const sure = new Set<SourceEntry>();
  const unsure: SourceEntry[] = [];
  const texts = tree.source.entries.filter(
    (entry) => /\.txt$/i.test(entry.name) && entry.size <= LONGEST_SIDECAR && !isTaken(entry),
  );
  const byFolder = Map.groupBy(texts, ({ name }) => folderName(name));
  const look = async (entry: SourceEntry): Promise<boolean> => isSidecar(await peekText(entry, PEEK, signal));
  for (const [folder, entries] of byFolder) {
    if (isSought)
      for (const entry of entries) mediaBeside(entry, tree).length > 0 ? sure.add(entry) : unsure.push(entry);
    else if (isVaultFolder(folder)) {
      for (const entry of entries) {
        if (mediaBeside(entry, tree).length > 0 || !hasNoIdentity(idsInName(baseName(entry.name)).ids)) sure.add(entry);
        else unsure.push(entry);
      }
    } else if ((await Promise.all(entries.slice(0, TRIED).map(look))).some(Boolean)) unsure.push(...entries);
  }
  const found = readAhead(unsure.length, (at) => look(unsure[at] as SourceEntry));
  for (const [at, entry] of unsure.entries()) if (await found(at)) sure.add(entry);
  return texts.filter((entry) => sure.has(entry));
}

/** The media with exactly the same name in the same folder. */
function mediaBeside(entry: SourceEntry, tree: Tree): readonly SourceEntry[] {
  const folder = folderName(entry.name);
  const stem = stemFor(entry);
  const named = tree.mediaByStem(cleanStem(baseName(entry.name)));
  return named.filter(
    (media) => isMediaName(media.name) && folderName(media.name) === folder && stemFor(media) === stem,
  );
}

function stemFor({ name }: SourceEntry): string {
  return stemOf(baseName(name)).normalize('NFC').toLowerCase();
}

async function* readBeside(
  entry: SourceEntry,
  read: () => ReturnType<typeof readText>,
  { tree }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const { text, ...outcome } = await read();
  yield* readingFaults(outcome);
  if (text.trim() === '') {
    if (outcome.problems.length === 0) yield { type: 'problem', problem: empty(entry) };
    return;
  }
  const { ids: stated, claims, raw } = readSidecar(text);
  const files = mediaBeside(entry, tree);
  const ids =
    hasNoIdentity(stated) && Object.keys(raw).length === 1 ? { ...idsInName(baseName(entry.name)).ids } : stated;
  const folder = memberOfFolder(folderName(entry.name));
  // The folder's name is the stated title with changed marks. When the title is stated, the folder is not another
  // collection.
  const membership = raw.Folder === undefined ? folder : withoutCollections(folder);
  const record: SourceRecord = {
    ids,
    claims: unitedClaims(claims, membership),
    raw,
    ...(files[0] && hasNoIdentity(ids) ? { file: files[0].name } : {}),
  };
  yield { type: 'record', record };
  for (const claim of claimFiles(files, ids, tree)) yield { type: 'claim', claim };
}

const empty = (entry: SourceEntry): KnownProblem => ({
  path: pathOf(entry),
  code: 'no-records',
  message: 'This text is empty. The data about its video is lost.',
  params: { what: 'text' },
});

/**
 * Claims the files at a record's place when their own names state less than the record: cut ids, bare ids, other names.
 */
function* claimFiles(files: readonly SourceEntry[], ids: Ids, tree: Tree): Generator<FileClaim> {
  const { task: _task, ...identity } = ids;
  if (hasNoIdentity(identity)) return;
  for (const entry of files) {
    const { ids: named, bareHex } = tree.idsOf(entry);
    const saysLess = bareHex === undefined ? hasNoIdentity(named) : bareHex === ids.gen || `s_${bareHex}` === ids.post;
    if (saysLess) yield claimFile(entry, identity, tree);
  }
}

function hasNoIdentity(ids: Ids): boolean {
  return ids.gen === undefined && ids.post === undefined && ids.api === undefined;
}
