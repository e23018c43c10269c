/** All readers in their order, and the one way to read a source: documents with their records, then every media file once. */
import type { FormatName } from '../contract/generation.ts';
import type { Problem } from '../contract/report.ts';
import type { AccountAt } from './accounts.ts';
import type { FileClaim, Recognised, SourceRecord } from './claims.ts';
import { isMaybeMedia, isMediaName } from './names.ts';
import type { Document, Reader, ReaderContext } from './reader.ts';
import { autoSaver } from './readers/auto-saver.ts';
import { batchDownloader } from './readers/batch-downloader.ts';
import { capture } from './readers/capture.ts';
import { chatgptExport } from './readers/chatgpt-export.ts';
import { embedded } from './readers/embedded.ts';
import { looseClaim } from './readers/loose.ts';
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
import type { Source, SourceEntry } from './source.ts';
import { growTree } from './tree.ts';

/** Most specific first: a document belongs to the first reader that recognises it. */
// biome-ignore format: one reader a line.
const READERS: readonly Reader[] = [
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

/** What reading a source yields: for each document its records and end, then the files, then what was passed over. */
export type SourceReading =
  | { readonly type: 'document'; readonly document: Recognised & { readonly path: string; readonly entry: string | null } }
  /** Belongs to the document announced last. */
  | { readonly type: 'record'; readonly record: SourceRecord }
  /** `complete`: the document was read to its end, so records it held before and does not hold now are gone. */
  | { readonly type: 'document-end'; readonly complete: boolean }
  | {
      readonly type: 'file';
      readonly file: {
        readonly entry: SourceEntry;
        readonly claim: FileClaim;
        /** False when only the bytes can tell whether this is media at all. */
        readonly expected: boolean;
      };
    }
  | { readonly type: 'problem'; readonly problem: Problem }
  /** How many files are neither a recognised document nor a candidate for media. */
  | { readonly type: 'skipped'; readonly count: number };

export interface ReadSourceOptions {
  readonly signal?: AbortSignal;
  /** Yields only the files, each with what its name says: no document is opened. */
  readonly filesOnly?: boolean;
  /** Tells media files that are as they were: they are not looked into again, and the documents they are do not come. */
  readonly isUnchanged?: (entry: SourceEntry) => boolean;
}

/** Reads a source with every reader. Problems of opening it are in `source.problems` and not repeated. */
export async function* readSource(source: Source, options: ReadSourceOptions = {}): AsyncGenerator<SourceReading> {
  const { signal, filesOnly = false } = options;
  const taken = new Map<SourceEntry, FormatName>();
  const claims = new Map<string, FileClaim>();
  const context: ReaderContext = {
    tree: growTree(source),
    signal,
    isTaken: (entry) => taken.has(entry),
    isUnchanged: options.isUnchanged ?? (() => false),
  };
  const accounts: AccountAt[] = [];
  for (const reader of filesOnly ? [] : READERS) {
    const { documents, problems, accountAt } = await reader.detect(context);
    if (accountAt) accounts.push(accountAt);
    for (const problem of problems) yield { type: 'problem', problem };
    for (const document of documents) taken.set(document.entry, reader.format);
    for (const document of documents) yield* readDocument(reader.format, document, claims);
  }
  const accountOf = (name: string): string | undefined => accounts.map((at) => at(name)).find((account) => account !== undefined);
  let skipped = 0;
  for (const entry of source.entries) {
    signal?.throwIfAborted();
    // A picture that says how it was made is a document, and a picture all the same.
    if (taken.has(entry) && taken.get(entry) !== 'embedded') continue;
    const expected = isMediaName(entry.name);
    const claimed = claims.get(entry.name);
    if (claimed || expected || isMaybeMedia(entry.name)) {
      const account = accountOf(entry.name);
      const claim = claimed ? { ...(account === undefined ? {} : { account }), ...claimed } : looseClaim(entry, context.tree, account);
      yield { type: 'file', file: { entry, claim, expected } };
    } else skipped++;
  }
  yield { type: 'skipped', count: skipped };
}

async function* readDocument(format: FormatName, document: Document, claims: Map<string, FileClaim>): AsyncGenerator<SourceReading> {
  const { entry, why } = document;
  yield { type: 'document', document: { format, name: entry.name, why, path: entry.path, entry: entry.entry } };
  let complete = true;
  for await (const reading of document.read()) {
    if (reading.type === 'incomplete') complete = false;
    else if (reading.type !== 'claim') yield reading;
    else if (!claims.has(reading.claim.name)) claims.set(reading.claim.name, reading.claim);
  }
  yield { type: 'document-end', complete };
}
