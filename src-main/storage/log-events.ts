/**
 * The events of the log. Figures, names of ours and codes: nothing that a person wrote or an archive says can be put
 * into one.
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
    /** `window` or `serve`, which stay, or a command. */
    readonly lasting: boolean;
    readonly ms: number;
  };
  readonly 'program-end': { readonly seconds: number };
  /** What was opened: generations, bytes of the catalog's file, and the code of why it can only be looked at. */
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
    /** How many problems of each code. */
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
  /** A failure that nobody waited for. `in` says where it was met. */
  readonly fault: { readonly in: 'notice' | 'main' } & Fault;
};

/** Figures that are paths: they are left out unless the log was asked to hold paths. */
export const PATHS: ReadonlySet<string> = new Set(['path']);
