/** The application behind every door: one library, its catalog threads, its jobs, its previews. */

import type { Written } from '../../catalog/keeping/snapshots.ts';
import type { PreviewReport } from '../../contract/archive/report.ts';
import type { SnapshotInfo } from '../../contract/library/backups.ts';
import type { AppEvent, Job } from '../../contract/library/job.ts';
import type { Settings, SourceChange, SourceInfo } from '../../contract/library/library.ts';
import type { RestoreResult } from '../../contract/library/verification.ts';
import type { Arrangement, Edit, EditResult, HistoryEntry, UndoResult } from '../../contract/organising/edit.ts';
import type { SidecarReport, WordsReport } from '../../contract/organising/organised.ts';
import type { LogOptions } from '../../storage/log.ts';
import type { Content } from '../annotations/brought-file.ts';
import type { Confirmation } from '../edits/bulk-confirmation.ts';
import type { Exports } from '../export/exports.ts';
import type { RestoreWish } from '../keeping/restore-originals.ts';
import type { Verifications } from '../keeping/verification.ts';
import type { Mirrors } from '../mirrors/mirrors.ts';
import type { CatalogReads } from './catalog-reads.ts';
import type { LibraryError } from './library-error.ts';
import type { Previews } from './previews-api.ts';

/** Everything the person may change; each call is one journal entry. */
export interface CatalogEdits {
  edit(edit: Edit): Promise<EditResult>;
  /** Rejects with "tag-exists", "unknown-collection" and the like, before anything is changed. */
  arrange(arrangement: Arrangement): Promise<EditResult>;
  /**
   * Takes back the latest entry; with `to`, that one and everything after it in one step. Rejects with "not-found", and
   * nothing is undone.
   */
  undo(to?: number | null): Promise<UndoResult>;
  redo(): Promise<EditResult>;
  /** What undo and redo would do, without doing it. */
  journal(): Promise<EditResult>;
  /** What was done, latest first; undone entries that can be done again are the first of all. */
  history(limit: number): Promise<readonly HistoryEntry[]>;
}

/** The person's words, taken along and brought. */
export interface Words {
  /**
   * Everything entered about what `q` finds, and everything arranged, in pieces of UTF-8 text. Rejects with
   * "query-not-understood".
   */
  export(as: 'json' | 'csv', q: string, asked?: Confirmation): Promise<AsyncIterable<string>>;
  /** Unites a file's words with the library's: one journal entry, and nothing that is there is lost. */
  bring(name: string, content: Content): Promise<WordsReport>;
  /**
   * Writes an XMP sidecar into `directory` for each item that `q` finds; one of another program is never overwritten.
   * Rejects with "query-not-understood", "beside-originals" and "folder-unusable".
   */
  sidecars(directory: string, q: string, asked?: SidecarsAsked): Promise<SidecarReport>;
}

export interface SidecarsAsked extends Confirmation {
  readonly signal?: AbortSignal;
}

/** What was searched for lately; asked through the reads' suggestions. */
export interface RecentSearches {
  note(q: string): Promise<void>;
  /** Null forgets all of them. */
  forget(q: string | null): Promise<void>;
}

export interface Backups {
  /** The snapshots in the library, newest first. */
  list(): readonly SnapshotInfo[];
  /** Writes a snapshot into the library's “backups”, or into `folder`. */
  take(folder?: string): Promise<Written>;
}

export interface Jobs {
  list(): readonly Job[];
  get(id: string): Job | null;
  /** Stops a job at the next safe point; what is done stays done. */
  cancel(id: string): void;
  /** Catalogues the paths in the background. Rejects with code "not-found" for a path that does not exist. */
  import(paths: readonly string[]): Promise<Job>;
  /** Makes the sample archive inside the library and imports it. */
  sample(): Promise<Job>;
  /** Resolves when the job has ended, however it ended. */
  finished(id: string): Promise<Job>;
}

/**
 * The sources of the library, looked after. Each rejects with code "not-found" for a source that is not there any more.
 */
export interface Sources {
  /** Reads these again (null: all). One that is away is marked missing, with its files; previews and edits stay. */
  rescan(ids: readonly number[] | null): Promise<Job>;
  /** Removes what this source alone knew. Edits of what vanishes wait for its return. */
  remove(id: number): Promise<Job>;
  /** Points a source at its new place and reads it there. Rejects with "not-the-same" when nothing of it is there. */
  move(id: number, path: string): Promise<Job>;
  /**
   * Changes how it is read or whether it is watched; a source that is to be read in another way is read again at once.
   */
  change(id: number, change: SourceChange): Promise<SourceInfo>;
}

export interface Library {
  readonly path: string;
  /**
   * Why the library can only be looked at: "library-unwritable" or "disk-full", which answer every change; else null.
   */
  readonly unwritable: LibraryError | null;
  readonly reads: CatalogReads;
  /**
   * The same for somebody who may lose interest. A question rejects with "dropped" when the signal aborts before its
   * turn has come, or when another question of its lane came after it.
   */
  readsFor(asker: { readonly signal: AbortSignal | null; readonly lane: string | null }): CatalogReads;
  readonly edits: CatalogEdits;
  readonly words: Words;
  readonly searches: RecentSearches;
  readonly backups: Backups;
  readonly previews: Previews;
  readonly jobs: Jobs;
  readonly sources: Sources;
  readonly exports: Exports;
  readonly mirrors: Mirrors;
  settings(): Promise<Settings>;
  saveSettings(settings: Partial<Settings>): Promise<Settings>;
  /**
   * Remembers that none of these is the same as another of them, or forgets it; resolves to how many pairs that is news
   * for.
   */
  unlike(rowids: readonly number[], unlike: boolean): Promise<number>;
  /** Hears every event until the returned function is called. */
  subscribe(listener: (event: AppEvent) => void): () => void;
  /** Makes every poster that is missing, telling how far it is. */
  makePreviews(onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<PreviewReport>;
  readonly verification: Verifications;
  /** Rejects, before anything is written, when the folder is not one to restore into. */
  restoreOriginals(wish: RestoreWish): Promise<RestoreResult>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Null: the operating system's per-user data folder. */
  readonly directory: string | null;
  /** Background previews after imports; the command line makes them only when asked. */
  readonly backgroundPreviews: boolean;
  /** What the log holds beside the ordinary. */
  readonly log?: LogOptions;
}
