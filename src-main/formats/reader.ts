/** The interface of a reader: one file that reads one format. */

import type { DetectionReason } from '../contract/archive/detection-reasons.ts';
import type { KnownProblem } from '../contract/archive/problem-codes.ts';
import type { FormatName } from '../contract/items/generation.ts';
import type { FileClaim, SourceRecord } from './claims.ts';
import type { AccountAt } from './naming/accounts.ts';
import type { SourceEntry } from './source.ts';
import { pathOf } from './source-files/place.ts';
import type { Tree } from './source-files/tree.ts';

/** A metadata document that a reader recognised, ready to be read. */
export interface Document {
  readonly entry: SourceEntry;
  /** The format of its records when it differs from the reader's format. */
  readonly format?: FormatName;
  /** The sign by which the reader recognised it. */
  readonly sign: DetectionReason;
  /**
   * Files without records that are read together with this document: notes, lists of names. No other reader gets them.
   */
  readonly parts?: readonly SourceEntry[];
  /** Yields the raw records, and claims for the media files that they refer to. Each call reads the document again. */
  read(): AsyncIterable<DocumentReading>;
}

/** The result of a reader's detection: its own documents, and problems that the user should see about other files. */
export interface Detection {
  /** Can be iterated more than once. */
  readonly documents: Iterable<Document>;
  readonly problems: readonly KnownProblem[];
  /** What the folders state about media files that no document refers to. */
  readonly claims?: readonly FileClaim[];
  /** Finds the account by folder, for formats with one folder per account. Applies to files without a document. */
  readonly accountAt?: AccountAt;
}

/** One step of reading a document, in the document's order. */
export type DocumentReading =
  | { readonly type: 'record'; readonly record: SourceRecord }
  /** Links a media file to a record. The first reader that claims a file wins. */
  | { readonly type: 'claim'; readonly claim: FileClaim }
  | { readonly type: 'problem'; readonly problem: KnownProblem }
  /** The document could not be read to its end. Records that are absent from this reading are therefore not gone. */
  | { readonly type: 'incomplete' };

export interface ReaderContext {
  readonly tree: Tree;
  readonly signal: AbortSignal | undefined;
  /** Whether an earlier reader has already taken this document. */
  isTaken(entry: SourceEntry): boolean;
  /**
   * Whether a media file is unchanged since this source was last read. Its embedded texts are known then, and the
   * reader does not return it as a document again.
   */
  isUnchanged(entry: SourceEntry): boolean;
  /** Called for every file that a reader opens during detection, before the file's format is known. */
  onLook(entry: SourceEntry): void;
  /**
   * Whether the user chose this reader's format for the source. The reader then accepts every document from which it
   * can read something, whatever its name and place.
   */
  readonly isSought: boolean;
}

/** Reads one format. No input makes `detect` or `read` throw. Both stop with the signal's reason when aborted. */
export interface Reader {
  readonly format: FormatName;
  /** Finds the documents of this format by their names and the beginnings of their contents. */
  detect(context: ReaderContext): Promise<Detection>;
}

/** What went wrong while a small document was read as a whole. */
export function* readingFaults({ problems, complete }: ReadWhole): Generator<DocumentReading> {
  for (const problem of problems) yield { type: 'problem', problem };
  if (!complete) yield { type: 'incomplete' };
}

interface ReadWhole {
  readonly problems: readonly KnownProblem[];
  readonly complete: boolean;
}

/** The problem for a list element that is not a record. `index` counts from zero. */
export function malformed(entry: SourceEntry, index: number): KnownProblem {
  const message = `Record ${index + 1} is not a record; it was left out.`;
  return { path: pathOf(entry), code: 'record-malformed', message, params: { number: index + 1 } };
}

/**
 * Creates each document when it is iterated. 200,000 documents created ahead, each with a closure of its own, took 30
 * MB.
 */
export function documentsOf<T>(found: readonly T[], asDocument: (each: T, at: number) => Document): Iterable<Document> {
  return {
    *[Symbol.iterator]() {
      for (const [at, each] of found.entries()) yield asDocument(each, at);
    },
  };
}
