/** What a reader is: one file that knows one layout. */
import type { FormatName } from '../contract/generation.ts';
import type { KnownProblem } from '../contract/problem-codes.ts';
import type { Sign } from '../contract/signs.ts';
import type { AccountAt } from './accounts.ts';
import type { FileClaim, SourceRecord } from './claims.ts';
import type { SourceEntry } from './source.ts';
import type { Tree } from './tree.ts';

/** A metadata document that a reader recognised, ready to be read. */
export interface Document {
  readonly entry: SourceEntry;
  /** The layout of its records, where that is not its reader's. */
  readonly format?: FormatName;
  /** What gave it away. */
  readonly sign: Sign;
  /** Files without records of their own that are read with it: notes, lists of names. They are nobody else's then. */
  readonly parts?: readonly SourceEntry[];
  /** Its records as they stand, and claims on the media files they speak of. Each call reads it anew. */
  read(): AsyncIterable<DocumentReading>;
}

/** What a reader looked at: documents that are its own, and things a person should know about the others. */
export interface Detection {
  /** May be gone through more than once. */
  readonly documents: Iterable<Document>;
  readonly problems: readonly KnownProblem[];
  /** What the folders say of media files of which no document speaks. */
  readonly claims?: readonly FileClaim[];
  /** Where the layout keeps accounts apart by folder: for files of which no document speaks. */
  readonly accountAt?: AccountAt;
}

/** What reading a document yields, in its own order. */
export type DocumentReading =
  | { readonly type: 'record'; readonly record: SourceRecord }
  /** Says whose a media file is. The first reader to speak for a file is heard. */
  | { readonly type: 'claim'; readonly claim: FileClaim }
  | { readonly type: 'problem'; readonly problem: KnownProblem }
  /** The document could not be read to its end: what it no longer lists is not gone. */
  | { readonly type: 'incomplete' };

export interface ReaderContext {
  readonly tree: Tree;
  readonly signal: AbortSignal | undefined;
  /** Whether an earlier reader already has this document. */
  isTaken(entry: SourceEntry): boolean;
  /**
   * Whether a media file is known to be what it was when this source was last read: what it says inside is known then, and its document
   * need not come again.
   */
  isUnchanged(entry: SourceEntry): boolean;
  /** To be told of every file that is looked into before it is known whose it is. */
  onLook(entry: SourceEntry): void;
  /**
   * Whether a person said that the source is of this reader's layout: then everything that its reader can make something of is a
   * document, whatever its name and place.
   */
  readonly isSought: boolean;
}

/** Knows one layout. Nothing the input does makes detecting or reading throw; both stop with the signal's reason. */
export interface Reader {
  readonly format: FormatName;
  /** Finds this layout's documents by name and by a look at their beginnings. */
  detect(context: ReaderContext): Promise<Detection>;
}

/** The problem of an element of a list that is no record at all; `index` counts from zero. */
export function malformed(entry: SourceEntry, index: number): KnownProblem {
  const message = `Record ${index + 1} is not a record; it was left out.`;
  return { path: pathOf(entry), code: 'record-malformed', message, params: { number: index + 1 } };
}

/** Where problems of an entry point: the file, or the zip, `/` and the name inside it. */
export function pathOf(entry: SourceEntry): string {
  return entry.entry === null ? entry.path : `${entry.path}/${entry.entry}`;
}

/**
 * Documents that come into being when it is their turn: 200,000 that waited, each with a function of its own, took 30 MB.
 */
export function documentsOf<T>(found: readonly T[], asDocument: (each: T, at: number) => Document): Iterable<Document> {
  return {
    *[Symbol.iterator]() {
      for (const [at, each] of found.entries()) yield asDocument(each, at);
    },
  };
}
