/** Lists all readers in their order and reads a source: documents with their records, then each media file once. */

import type { KnownProblem } from '../contract/archive/problem-codes.ts';
import type { FormatName } from '../contract/items/generation.ts';
import type { FileClaim, Recognised, SourceRecord } from './claims.ts';
import type { AccountAt } from './naming/accounts.ts';
import { isMaybeMedia, isMediaName, isTextName, isUnknownName } from './naming/file-names.ts';
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
import { turn } from './source-files/adaptive-io.ts';
import { growTree } from './source-files/tree.ts';

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

/**
 * Why a file is skipped: a document of an unknown format, a file that is not media, or a reason of the source itself.
 */
export type SkipReason = 'unrecognised-document' | 'not-media' | PassedOverReason;

/** The three names of a file: see {@link SourceEntry}. */
type Named = Pick<SourceEntry, 'path' | 'entry' | 'name'>;

/**
 * One step of reading a source. For each document: the document, its records and its end. Then the media files and the
 * skipped files. Each file of the source is reported once: as a document or a part of one, as a `file`, or as
 * `skipped`. The exception is a picture with embedded generation texts (format `embedded`): it is a document and a
 * file.
 */
export type SourceReading =
  /** `parts` are the other files that are read together with the document. */
  | { readonly type: 'document'; readonly document: Recognised & Named & { readonly parts: readonly Named[] } }
  /** Belongs to the last `document`. */
  | { readonly type: 'record'; readonly record: SourceRecord }
  /** `complete`: the document was read to its end. Records that an earlier reading had and this one lacks are gone. */
  | {
      readonly type: 'document-end';
      readonly complete: boolean;
      /**
       * The media file beside the document's only record. Null when there are several records, several files, or no
       * file.
       */
      readonly beside: string | null;
    }
  | {
      readonly type: 'file';
      readonly file: {
        readonly entry: SourceEntry;
        readonly claim: FileClaim;
        /** False when only the file's bytes can show whether it is media. */
        readonly expected: boolean;
        /** The name of the document that claims the file. Null when only its own name or folder identifies it. */
        readonly claimedBy: string | null;
      };
    }
  | { readonly type: 'problem'; readonly problem: KnownProblem }
  | { readonly type: 'skipped'; readonly entry: Named; readonly reason: SkipReason };

export interface ReadSourceOptions {
  readonly signal?: AbortSignal;
  /** Yields only the media files, each with the claim from its name. No document is opened. */
  readonly filesOnly?: boolean;
  /** Recognises unchanged media files. They are not opened again, and their `embedded` documents are not yielded. */
  readonly isUnchanged?: (entry: SourceEntry) => boolean;
  /**
   * Called for every file that is opened during detection. With many files, detection takes as long as reading them.
   */
  readonly onLook?: (entry: SourceEntry) => void;
  /**
   * The format that the user chose. Only its reader runs, and it also accepts documents that it would not recognise by
   * itself. The general readers (sidecars, texts inside media, names) read the rest. With `loose`, no document is read.
   */
  readonly readAs?: FormatName;
}

/** The readers that run after the chosen reader, for the files that it leaves. */
const GENERAL: readonly FormatName[] = ['sidecar', 'embedded'];

function readersFor({ filesOnly = false, readAs }: ReadSourceOptions): readonly Reader[] {
  if (filesOnly || readAs === 'loose') return [];
  if (readAs === undefined) return READERS;
  return READERS.filter(({ format }) => format === readAs || (readAs !== 'embedded' && GENERAL.includes(format)));
}

/**
 * Reads a source with every reader. Problems of opening the source are in `source.problems` and are not repeated here.
 */
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
  const accountOf = (name: string): string | undefined =>
    accounts.map((at) => at(name)).find((account) => account !== undefined);
  for (const entry of source.entries) {
    await turn();
    signal?.throwIfAborted();
    // A picture with embedded generation texts is a document and also a media file.
    if (taken.has(entry) && taken.get(entry) !== 'embedded') continue;
    const expected = isMediaName(entry.name);
    const claimed = claims.get(entry.name);
    if (claimed || expected || isMaybeMedia(entry.name) || isUnknownName(entry.name)) {
      const account = accountOf(entry.name);
      const own = account === undefined ? {} : { account };
      const known = claimed?.claim ?? byFolder.get(entry.name);
      const claim = known ? { ...own, ...known } : looseClaim(entry, context.tree, account);
      // Each claim is used once. Deleting it frees memory: a source can have 200,000 claims.
      claims.delete(entry.name);
      yield { type: 'file', file: { entry, claim, expected, claimedBy: claimed?.by ?? null } };
    } else if (!filesOnly)
      yield { type: 'skipped', entry, reason: isTextName(entry.name) ? 'unrecognised-document' : 'not-media' };
  }
  if (!filesOnly) for (const { reason, ...entry } of source.passedOver) yield { type: 'skipped', entry, reason };
}

/** Claims by the names of their files, each with the name of the document that made it. */
type Claimed = Map<string, { readonly claim: FileClaim; readonly by: string }>;

async function* readDocument(format: FormatName, document: Document, claims: Claimed): AsyncGenerator<SourceReading> {
  await turn();
  const { entry, sign, parts = [] } = document;
  yield { type: 'document', document: { format, name: entry.name, sign, path: entry.path, entry: entry.entry, parts } };
  let complete = true;
  let records = 0;
  let beside: string | null = null;
  let isAlone = true;
  const noteFile = (name: string): void => {
    isAlone &&= beside === null || beside === name;
    beside = name;
  };
  for await (const reading of document.read()) {
    if (reading.type === 'incomplete') complete = false;
    else if (reading.type === 'claim') {
      // The claim of a preview does not count: `beside` names the media file itself.
      if (reading.claim.of === undefined) noteFile(reading.claim.name);
      if (!claims.has(reading.claim.name)) claims.set(reading.claim.name, { claim: reading.claim, by: entry.name });
    } else {
      if (reading.type === 'record') records++;
      if (reading.type === 'record' && reading.record.file !== undefined) noteFile(reading.record.file);
      yield reading;
    }
  }
  yield { type: 'document-end', complete, beside: records === 1 && isAlone ? beside : null };
}
