/** The one interface for a folder, a zip or a single file: a list of entries that can be opened. */
import type { Readable } from 'node:stream';
import type { KnownProblem, ProblemCode } from '../contract/archive/problem-codes.ts';

/** One file of a source, on disk or inside a zip. Nothing is opened before `open` or `read` is called. */
export interface SourceEntry {
  /** The path on disk: of the file itself, or of the zip that contains it. */
  readonly path: string;
  /** The name inside the zip; null for a plain file. */
  readonly entry: string | null;
  /** The place in the source, parts joined by `/`. Inside a zip: the zip's own place, `/`, then the entry. */
  readonly name: string;
  /** Uncompressed size in bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  /** The CRC-32 of its bytes as the zip states it; null or absent when the zip states none. */
  readonly crc?: number | null;
  /**
   * Reads from `start` (inclusive) to `end` (exclusive). Rejects with an {@link InputError}. When a zip's file is read
   * whole, its checksum is tested: on a mismatch the stream fails after the last byte.
   */
  open(range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** Reads the same bytes into one buffer, for small ranges. Rejects with an {@link InputError}. */
  read(range: { readonly start: number; readonly end: number }): Promise<Buffer>;
}

/** Why a file is neither read nor listed: a system file, a link, or unreadable (locked, damaged, too deep in zips). */
export type PassedOverReason = 'system' | 'link' | 'unreadable';

/** A file or folder of a source that is not an entry. A system's own folder is one item, with all its contents. */
export interface PassedOver extends Pick<SourceEntry, 'path' | 'entry' | 'name'> {
  readonly reason: PassedOverReason;
}

/** A failure that the input causes, ready for the report. */
export class InputError extends Error {
  readonly problem: KnownProblem;
  /** The problem's code, path and params. Errors carry these fields from one thread to another. */
  readonly code: ProblemCode;
  readonly path: string;
  readonly params: KnownProblem['params'];
  constructor(problem: KnownProblem) {
    super(problem.message);
    this.problem = problem;
    this.code = problem.code;
    this.path = problem.path;
    this.params = problem.params;
  }
}

/** The contents of one path that the user imports. */
export interface Source {
  /** The absolute path that the user chose. */
  readonly path: string;
  readonly kind: 'folder' | 'zip' | 'file';
  readonly entries: readonly SourceEntry[];
  /** Files and folders of the source that are not among the entries. */
  readonly passedOver: readonly PassedOver[];
  readonly problems: readonly KnownProblem[];
  /** False when a part could not be listed. Absent files must then not be reported as missing. */
  readonly complete: boolean;
  /** Removes the zips that were unpacked to read this source. */
  close(): Promise<void>;
}
