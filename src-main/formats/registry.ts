/** All readers in their order, and the one way to read a source: documents with their records, then every media file once. */
import type { FormatName } from '../contract/generation.ts';
import type { KnownProblem } from '../contract/problem-codes.ts';
import type { AccountAt } from './accounts.ts';
import type { FileClaim, Recognised, SourceRecord } from './claims.ts';
import { isMaybeMedia, isMediaName, isTextName } from './names.ts';
import type { Document, Reader, ReaderContext } from './reader.ts';
import { autoSaver } from './readers/auto-saver.ts';
import { batchDownloader } from './readers/batch-downloader.ts';
import { capture } from './readers/capture.ts';
import { chatgptExport } from './readers/chatgpt-export.ts';
import { embedded } from './readers/embedded.ts';
import { looseClaim } from './readers/loose.ts';
import { ownExport } from './readers/own-export.ts';
import { promptTree } from './readers/prompt-tree.ts';
import { rawApi } from './readers/raw-api.ts';
import { saveSora } from './readers/save-sora.ts';
import { sidecar } from './readers/sidecar.ts';
import { soraAdditions } from './readers/sora-additions.ts';
import { soraDownloader } from './readers/sora-downloader.ts';
import { soraExport } from './readers/sora-export.ts';
import { soraVault } from './readers/soravault.ts';
import { videoDownloader } from './readers/video-downloader.ts';
import { videosApi } from './readers/videos-api.ts';
import type { PassedOverReason, Source, SourceEntry } from './source.ts';
import { growTree } from './tree.ts';
import { turn } from './visits.ts';

/** Most specific first: a document belongs to the first reader that recognises it. */
// biome-ignore format: one reader a line.
const READERS: readonly Reader[] = [
  ownExport,
  soraVault,
  soraExport,
  chatgptExport,
  saveSora,
  soraAdditions,
  promptTree,
  soraDownloader,
  batchDownloader,
  autoSaver,
  videoDownloader,
  capture,
  rawApi,
  videosApi,
  sidecar,
  embedded,
];

/** Why a file is passed over: it may be a document of some other program, or is nothing that is read here, or see the source's own. */
export type SkipReason = 'unrecognised-document' | 'not-media' | PassedOverReason;

/** A file by its three names: see {@link SourceEntry}. */
type Named = Pick<SourceEntry, 'path' | 'entry' | 'name'>;

/**
 * What reading a source yields: for each document its records and end, then the media files and what was passed over. Every file of
 * the source is named once: as a document or a part of one, as a `file`, or as `skipped`. A picture that says inside how it was made
 * (format `embedded`) is a document and a file.
 */
export type SourceReading =
  /** `parts` are the other files that are read with it. */
  | { readonly type: 'document'; readonly document: Recognised & Named & { readonly parts: readonly Named[] } }
  /** Belongs to the document announced last. */
  | { readonly type: 'record'; readonly record: SourceRecord }
  /** `complete`: the document was read to its end, so records it held before and does not hold now are gone. */
  | {
      readonly type: 'document-end';
      readonly complete: boolean;
      /** The name of the one media file that its one record lies beside; null where it speaks of several, or of none. */
      readonly beside: string | null;
    }
  | {
      readonly type: 'file';
      readonly file: {
        readonly entry: SourceEntry;
        readonly claim: FileClaim;
        /** False when only the bytes can tell whether this is media at all. */
        readonly expected: boolean;
        /** The name of the document that speaks for it; null when only its own name does. */
        readonly claimedBy: string | null;
      };
    }
  | { readonly type: 'problem'; readonly problem: KnownProblem }
  | { readonly type: 'skipped'; readonly entry: Named; readonly reason: SkipReason };

export interface ReadSourceOptions {
  readonly signal?: AbortSignal;
  /** Yields only the media files, each with what its name says: no document is opened. */
  readonly filesOnly?: boolean;
  /** Tells media files that are as they were: they are not looked into again, and the documents they are do not come. */
  readonly isUnchanged?: (entry: SourceEntry) => boolean;
  /** Hears of every file that is looked into before it is known whose it is: of many, that takes as long as reading them. */
  readonly onLook?: (entry: SourceEntry) => void;
  /**
   * The layout that a person says this is: only its reader is asked, and tries what it would not have recognised. What it cannot read,
   * the general readers (sidecars, texts inside media, names) may. `loose` reads no document at all.
   */
  readonly readAs?: FormatName;
}

/** Ask after the reader that a person named, for what it leaves. */
const GENERAL: readonly FormatName[] = ['sidecar', 'embedded'];

function readersFor({ filesOnly = false, readAs }: ReadSourceOptions): readonly Reader[] {
  if (filesOnly || readAs === 'loose') return [];
  if (readAs === undefined) return READERS;
  return READERS.filter(({ format }) => format === readAs || (readAs !== 'embedded' && GENERAL.includes(format)));
}

/** Reads a source with every reader. Problems of opening it are in `source.problems` and not repeated. */
export async function* readSource(source: Source, options: ReadSourceOptions = {}): AsyncGenerator<SourceReading> {
  const { signal, filesOnly = false, readAs } = options;
  const taken = new Map<SourceEntry, FormatName>();
  const claims: Claimed = new Map();
  const context: ReaderContext = {
    tree: growTree(source),
    signal,
    isTaken: (entry) => taken.has(entry),
    isUnchanged: options.isUnchanged ?? (() => false),
    onLook: options.onLook ?? (() => {}),
    isSought: false,
  };
  const accounts: AccountAt[] = [];
  const byFolder = new Map<string, FileClaim>();
  for (const reader of readersFor(options)) {
    await turn();
    const {
      documents,
      problems,
      accountAt,
      claims: folderClaims,
    } = await reader.detect({ ...context, isSought: reader.format === readAs });
    if (accountAt) accounts.push(accountAt);
    for (const claim of folderClaims ?? []) if (!byFolder.has(claim.name)) byFolder.set(claim.name, claim);
    for (const problem of problems) yield { type: 'problem', problem };
    for (const document of documents) {
      taken.set(document.entry, reader.format);
      for (const part of document.parts ?? []) taken.set(part, reader.format);
    }
    for (const document of documents) yield* readDocument(document.format ?? reader.format, document, claims);
  }
  const accountOf = (name: string): string | undefined => accounts.map((at) => at(name)).find((account) => account !== undefined);
  for (const entry of source.entries) {
    await turn();
    signal?.throwIfAborted();
    // A picture that says how it was made is a document, and a picture all the same.
    if (taken.has(entry) && taken.get(entry) !== 'embedded') continue;
    const expected = isMediaName(entry.name);
    const claimed = claims.get(entry.name);
    if (claimed || expected || isMaybeMedia(entry.name)) {
      const account = accountOf(entry.name);
      const own = account === undefined ? {} : { account };
      const said = claimed?.claim ?? byFolder.get(entry.name);
      const claim = said ? { ...own, ...said } : looseClaim(entry, context.tree, account);
      // Of 200,000 claims each is needed once.
      claims.delete(entry.name);
      yield { type: 'file', file: { entry, claim, expected, claimedBy: claimed?.by ?? null } };
    } else if (!filesOnly) yield { type: 'skipped', entry, reason: isTextName(entry.name) ? 'unrecognised-document' : 'not-media' };
  }
  if (!filesOnly) for (const { reason, ...entry } of source.passedOver) yield { type: 'skipped', entry, reason };
}

/** Claims by the names of their files, each with the document that made it. */
type Claimed = Map<string, { readonly claim: FileClaim; readonly by: string }>;

async function* readDocument(format: FormatName, document: Document, claims: Claimed): AsyncGenerator<SourceReading> {
  await turn();
  const { entry, sign, parts = [] } = document;
  yield { type: 'document', document: { format, name: entry.name, sign, path: entry.path, entry: entry.entry, parts } };
  let complete = true;
  let records = 0;
  let beside: string | null = null;
  let isAlone = true;
  const speak = (name: string): void => {
    isAlone &&= beside === null || beside === name;
    beside = name;
  };
  for await (const reading of document.read()) {
    if (reading.type === 'incomplete') complete = false;
    else if (reading.type === 'claim') {
      // A preview goes with the file that the record lies beside.
      if (reading.claim.of === undefined) speak(reading.claim.name);
      if (!claims.has(reading.claim.name)) claims.set(reading.claim.name, { claim: reading.claim, by: entry.name });
    } else {
      if (reading.type === 'record') records++;
      if (reading.type === 'record' && reading.record.file !== undefined) speak(reading.record.file);
      yield reading;
    }
  }
  yield { type: 'document-end', complete, beside: records === 1 && isAlone ? beside : null };
}
