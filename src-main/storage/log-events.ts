/**
 * The events of the log. They contain numbers, codes and names from our code, but no text of a person or of an
 * archive.
 */
import type { Fault } from './fault.ts';

export type LogEvents = {
  /** A library was opened. */
  readonly 'program-start': {
    readonly version: string;
    readonly platform: string;
    readonly arch: string;
    readonly node: string;
    readonly electron: string | null;
    /** True for `window` and `serve`, which keep running; false for commands. */
    readonly lasting: boolean;
    readonly ms: number;
  };
  readonly 'program-end': { readonly seconds: number };
  /** The opened library: generations, bytes of the catalog file, and the code why it is read-only. */
  readonly library: {
    readonly items: number;
    readonly bytes: number;
    readonly catalogVersion: number;
    readonly unwritable: string | null;
  };
  readonly 'library-refused': { readonly code: string };
  readonly 'thread-start': { readonly name: string };
  /** A thread ended by itself. */
  readonly 'thread-death': { readonly name: string; readonly exitCode: number } & Fault;
  /** A question to the catalog, by the name of its function. */
  readonly 'slow-question': { readonly name: string; readonly ms: number; readonly rows: number | null };
  readonly 'slow-write': { readonly name: string; readonly ms: number };
  readonly 'import-start': { readonly import: number; readonly paths: number };
  /** One source of an import, and the time of each stage in ms. */
  readonly 'import-source': {
    readonly source: number;
    readonly path: string;
    readonly kind: string;
    readonly files: number;
    readonly isUnchanged: boolean;
    readonly walk: number;
    readonly catalogue: number;
    readonly fixity: number;
    readonly relink: number;
    readonly hashed: number;
    readonly hashedBytes: number;
  };
  /** What the writer did for an import: the number of batches, and their time in ms. */
  readonly 'import-derive': { readonly import: number; readonly batches: number; readonly ms: number };
  readonly 'import-end': {
    readonly import: number;
    readonly outcome: 'done' | 'cancelled' | 'failed';
    readonly seconds: number;
    readonly added: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly files: number;
    /** The number of problems by code. */
    readonly problems: Readonly<Record<string, number>>;
  };
  readonly migration: { readonly from: number; readonly to: number; readonly ms: number };
  readonly snapshot: { readonly reason: string; readonly items: number; readonly ms: number };
  readonly 'snapshot-failed': { readonly reason: string } & Fault;
  readonly backup: { readonly bytes: number; readonly items: number; readonly ms: number };
  readonly restore: { readonly ms: number };
  readonly 'preview-failed': { readonly kind: string; readonly code: string };
  readonly 'previews-reset': Readonly<Record<string, never>>;
  /** A request was answered with 500. `route` is the pattern, not the address. */
  readonly 'request-failed': { readonly method: string; readonly route: string } & Fault;
  /** An error for which no caller waited. `in` is the place where it was caught. */
  readonly fault: { readonly in: 'notice' | 'main' | 'columns' | 'first-screen' } & Fault;
};

/** The fields that contain paths. They are left out unless the option `withPaths` is set. */
export const PATHS: ReadonlySet<string> = new Set(['path']);
