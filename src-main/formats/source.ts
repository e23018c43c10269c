/** Sources seen alike: a folder, a zip or a single file, as a list of entries that can be opened. */
import type { Readable } from 'node:stream';
import type { KnownProblem, ProblemCode } from '../contract/problem-codes.ts';

/** One file of a source, on disk or inside a zip. Nothing is open until `open` is called. */
export interface SourceEntry {
  /** Where it lies on disk: the file itself, or the zip that holds it. */
  readonly path: string;
  /** Its name inside the zip, null for a plain file. */
  readonly entry: string | null;
  /** Its place in the source, parts joined by `/`; inside a zip: the zip's own place, then `/`, then the entry. */
  readonly name: string;
  /** Uncompressed size in bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  /** What its zip states as the CRC-32 of its bytes, where it states any. */
  readonly crc?: number | null;
  /**
   * Reads it from `start` (inclusive) to `end` (exclusive). Rejects with an {@link InputError}. Read whole, a zip's file is checked: when its
   * bytes are not those that were packed, the stream fails behind the last of them.
   */
  open(range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** The same bytes as one piece in memory, for what is small. Rejects with an {@link InputError}. */
  read(range: { readonly start: number; readonly end: number }): Promise<Buffer>;
}

/** Why a file of a source is neither read nor listed: a system's litter, a link, locked, damaged or too deep in zips. */
export type PassedOverReason = 'system' | 'link' | 'unreadable';

/** Something in a source that is no entry of it. A system's own folder is one, with everything in it. */
export interface PassedOver extends Pick<SourceEntry, 'path' | 'entry' | 'name'> {
  readonly reason: PassedOverReason;
}

/** A failure that is the input's fault, ready for the report. */
export class InputError extends Error {
  readonly problem: KnownProblem;
  /** The problem's code, path and params, as errors carry them from one thread to another. */
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

/** What was found under one path a person brought. */
export interface Source {
  /** The absolute path as brought. */
  readonly path: string;
  readonly kind: 'folder' | 'zip' | 'file';
  readonly entries: readonly SourceEntry[];
  /** What lies there too and is not among the entries. */
  readonly passedOver: readonly PassedOver[];
  readonly problems: readonly KnownProblem[];
  /** False when a part of it could not be walked: then nothing that is absent may be called missing. */
  readonly complete: boolean;
  /** Removes what was unpacked to read it. */
  close(): Promise<void>;
}
