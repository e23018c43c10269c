/** The interface of an open library, which every door uses: its catalog, edits, jobs, sources and previews. */

import type { Written } from '../../catalog/keeping/snapshots.ts';
import type { PreviewReport } from '../../contract/archive/report.ts';
import type { SnapshotInfo } from '../../contract/library/backups.ts';
import type { AppEvent, Job } from '../../contract/library/job.ts';
import type { Settings, SourceChange, SourceInfo } from '../../contract/library/library.ts';
import type { Opening } from '../../contract/library/start.ts';
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

/** The edits that a person can make. Each call is one journal entry. */
export interface CatalogEdits {
  edit(edit: Edit): Promise<EditResult>;
  /** Rejects with "tag-exists", "unknown-collection" etc., before anything is changed. */
  arrange(arrangement: Arrangement): Promise<EditResult>;
  /**
   * Undoes the latest entry; with `to`, undoes that entry and all later ones in one step. Rejects with "not-found";
   * then nothing is undone.
   */
  undo(to?: number | null): Promise<UndoResult>;
  redo(): Promise<EditResult>;
  /** The entries that undo and redo would act on. Changes nothing. */
  journal(): Promise<EditResult>;
  /** The entries of the journal, latest first. Undone entries that can be redone come before all others. */
  history(limit: number): Promise<readonly HistoryEntry[]>;
}

/** Exports and imports the person's annotations. */
export interface Words {
  /**
   * The annotations of the items that `q` finds, and all tags, collections and saved searches, in pieces of text.
   * Rejects with "query-not-understood".
   */
  export(as: 'json' | 'csv', q: string, asked?: Confirmation): Promise<AsyncIterable<string>>;
  /** Adds the annotations in a file to the library in one journal entry. Existing annotations are kept. */
  bring(name: string, content: Content): Promise<WordsReport>;
  /**
   * Writes an XMP sidecar into `directory` for each item that `q` finds. Sidecars of other programs are not
   * overwritten. Rejects with "query-not-understood", "beside-originals" and "folder-unusable".
   */
  sidecars(directory: string, q: string, asked?: SidecarsAsked): Promise<SidecarReport>;
}

export interface SidecarsAsked extends Confirmation {
  readonly signal?: AbortSignal;
}

/** Stores recent searches. The suggestions in `reads` return them. */
export interface RecentSearches {
  note(q: string): Promise<void>;
  /** Deletes one recent search. @param q null: all of them */
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
  /** Stops a job at its next safe point. Finished steps are kept. */
  cancel(id: string): void;
  /** Imports the paths in the background. Rejects with "not-found" for a path that does not exist. */
  import(paths: readonly string[]): Promise<Job>;
  /** Makes the sample archive inside the library and imports it. */
  sample(): Promise<Job>;
  /** Resolves when the job has ended, however it ended. */
  finished(id: string): Promise<Job>;
}

/** Manages the sources of the library. Each function rejects with "not-found" for a source that no longer exists. */
export interface Sources {
  /** Imports these again (null: all). A source that is away is marked missing; edits and previews are kept. */
  rescan(ids: readonly number[] | null): Promise<Job>;
  /** Removes everything that only this source knows. Edits of removed items are kept for their return. */
  remove(id: number): Promise<Job>;
  /**
   * Changes the path of a source and imports it there. Rejects with "not-the-same" when none of its files are there.
   */
  move(id: number, path: string): Promise<Job>;
  /** Changes how a source is read or whether it is watched. When the way of reading changes, it is imported again. */
  change(id: number, change: SourceChange): Promise<SourceInfo>;
}

export interface Library {
  readonly path: string;
  /** "library-unwritable" or "disk-full" when the library is read-only, else null. Every change rejects with it. */
  readonly unwritable: LibraryError | null;
  readonly reads: CatalogReads;
  /**
   * The same questions, but they can be cancelled. A question rejects with "dropped" when the signal aborts before the
   * question starts, or when a newer question with the same lane is asked.
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
   * Records that none of these items are duplicates of each other, or deletes that record. Resolves to the number of
   * changed pairs.
   */
  unlike(rowids: readonly number[], unlike: boolean): Promise<number>;
  /** Calls the listener for every event until the returned function is called. */
  subscribe(listener: (event: AppEvent) => void): () => void;
  /** Makes all missing posters and reports the progress. */
  makePreviews(onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<PreviewReport>;
  readonly verification: Verifications;
  /** Rejects, before anything is written, when the folder cannot be used: see `restore-originals.ts`. */
  restoreOriginals(wish: RestoreWish): Promise<RestoreResult>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Null: the operating system's per-user data folder. */
  readonly directory: string | null;
  /** True for a window and `serve`: previews and upkeep run in the background. False for commands. */
  readonly backgroundPreviews: boolean;
  /** Options of the log file. */
  readonly log?: LogOptions;
  /** Called while a library of an older version is brought up to date: once, about 0.1 ms for each item. */
  readonly onOpening?: (opening: Opening) => void;
}
