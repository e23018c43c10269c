/** The application behind every door: one library, its catalog threads, its jobs, its previews. */
import type { Edit, EditResult } from '../contract/edit.ts';
import type { Card, GenerationDetail } from '../contract/generation.ts';
import type { AppEvent, Job } from '../contract/job.ts';
import type { Settings, SourceInfo } from '../contract/library.ts';
import type { PreviewReport, StoredImport, VerifyReport } from '../contract/report.ts';
import type { CardPage, Facets, Query, SearchResult, SidebarCounts, Suggestion, Understanding } from '../contract/search.ts';

/** A media file's place on disk, for the media route. */
export interface StoredFile {
  readonly fileId: number;
  readonly path: string;
  /** The name inside the zip, null when `path` is the file itself. */
  readonly entry: string | null;
  readonly size: number;
  readonly mtimeMs: number;
  readonly mime: string | null;
  readonly codec: string | null;
  readonly durationSeconds: number | null;
  readonly sha256: string | null;
  readonly missing: boolean;
}

/** Everything that can be asked of the catalog. */
export interface CatalogReads {
  /** `offsetId`: start after that item in the order asked for; an unknown one rejects with code "unknown-id". */
  search(query: Query & { readonly limit: number; readonly offsetId: string | null }): Promise<SearchResult>;
  /** `offset` counts rows of the order asked for. */
  cards(query: Query & { readonly limit: number; readonly offset: number }): Promise<CardPage>;
  /** Cards by number, in the order given; numbers that are not there are left out. */
  cardsOf(rowids: readonly number[]): Promise<readonly Card[]>;
  /** The whole result's skeleton, packed by `encodeLayout`. */
  layout(query: Query): Promise<Uint8Array<ArrayBuffer>>;
  understand(q: string): Promise<Understanding>;
  facets(q: string): Promise<Facets>;
  sidebar(q: string): Promise<SidebarCounts>;
  rowids(q: string): Promise<Uint32Array>;
  /** By any identifier a generation is known by: public id, generation, post, api or task id, or `sha256:…`; null when unknown. */
  show(id: string): Promise<GenerationDetail | null>;
  showRow(rowid: number): Promise<GenerationDetail | null>;
  /** The rowids of the other generations of the same task, or with the same prompt, newest first. */
  related(rowid: number, by: 'task' | 'prompt'): Promise<readonly number[]>;
  suggest(q: string, cursor: number): Promise<readonly Suggestion[]>;
  file(fileId: number): Promise<StoredFile | null>;
  /** The main file of a generation: what posters, filmstrips and proxies are made of. */
  mainFile(rowid: number): Promise<StoredFile | null>;
  sources(): Promise<readonly SourceInfo[]>;
  imports(): Promise<readonly StoredImport[]>;
  total(): Promise<number>;
  revision(): Promise<number>;
}

/** Everything the person may change; each call is one journal entry. */
export interface CatalogEdits {
  edit(edit: Edit): Promise<EditResult>;
  undo(): Promise<EditResult>;
  redo(): Promise<EditResult>;
  /** What undo and redo would do, without doing it. */
  journal(): Promise<EditResult>;
}

export type PreviewKind = 'poster' | 'filmstrip' | 'proxy';

/** A preview ready to be served: bytes in memory, or a file in the library (proxies, extracted zip entries). */
export type Preview =
  | { readonly in: 'memory'; readonly mime: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string }
  | { readonly in: 'file'; readonly mime: string; readonly path: string; readonly etag: string };

export interface Previews {
  /**
   * The preview, made now if need be; `priority` 0 is what is on screen. Null when the media cannot be pictured
   * (damaged, missing, no media). An aborted signal drops the request unless others wait for it too.
   */
  get(rowid: number, kind: PreviewKind, priority: number, signal?: AbortSignal): Promise<Preview | null>;
  /** A deflated zip entry, or one that must be a plain file, extracted into the library's cache. Rejects with InputError. */
  extracted(fileId: number): Promise<string>;
  /** While true no preview is begun: a video plays. */
  pause(paused: boolean): void;
  bytes(): Promise<number>;
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

export interface Library {
  readonly path: string;
  readonly reads: CatalogReads;
  readonly edits: CatalogEdits;
  readonly previews: Previews;
  readonly jobs: Jobs;
  settings(): Promise<Settings>;
  saveSettings(settings: Partial<Settings>): Promise<Settings>;
  /** Hears every event until the returned function is called. */
  subscribe(listener: (event: AppEvent) => void): () => void;
  /** Makes every poster that is missing, telling how far it is. */
  makePreviews(onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<PreviewReport>;
  verify(onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<VerifyReport>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Null: the operating system's per-user data folder. */
  readonly directory: string | null;
  /** Background previews after imports; the command line makes them only when asked. */
  readonly backgroundPreviews: boolean;
}

/** A failure a person can meet, with a stable code, one sentence, and the path it is about. */
export class LibraryError extends Error {
  readonly code: string;
  readonly path: string | null;
  constructor(code: string, message: string, path: string | null) {
    super(message);
    this.code = code;
    this.path = path;
  }
}
