/** All requests to the server, as typed functions. Errors have a sentence for the person. */
import type { Fate, FileOutcomePage } from '../../src-main/contract/archive/file-outcome.ts';
import type { SentenceParams } from '../../src-main/contract/archive/problem.ts';
import type { StoredImport } from '../../src-main/contract/archive/report.ts';
import type { ExportPlan, ExportQuestion, ExportWish } from '../../src-main/contract/items/export.ts';
import type { Card, GenerationDetail } from '../../src-main/contract/items/generation.ts';
import type {
  Recovered,
  RecoveryInfo,
  RestorePlan,
  SnapshotInfo,
  WayBack,
} from '../../src-main/contract/library/backups.ts';
import type { Job } from '../../src-main/contract/library/job.ts';
import type {
  ErrorBody,
  FolderListing,
  LibraryInfo,
  Settings,
  SourceChange,
  SourceInfo,
} from '../../src-main/contract/library/library.ts';
import type { MirrorInfo, MirrorRunOptions, MirrorWish } from '../../src-main/contract/library/mirror.ts';
import type { Opening } from '../../src-main/contract/library/start.ts';
import type {
  FixityDecision,
  FixityResult,
  RestoreResult,
  Verification,
} from '../../src-main/contract/library/verification.ts';
import type {
  ArrangementInput,
  Edit,
  EditResult,
  HistoryEntry,
  Selection,
  UndoResult,
} from '../../src-main/contract/organising/edit.ts';
import type {
  Duplicates,
  FamilyMember,
  FrequentWords,
  Kinship,
  Person,
  PersonPage,
  Statistics,
} from '../../src-main/contract/organising/insights.ts';
import type {
  Membership,
  Organised,
  SidecarReport,
  Stack,
  WordsReport,
} from '../../src-main/contract/organising/organised.ts';
import { decodePromptGroups, type PromptGroups, type PromptOrder } from '../../src-main/contract/organising/prompts.ts';
import type { FolderPage, FoldersAsked } from '../../src-main/contract/searching/folder-tree.ts';
import { decodeResult, type ResultMessage } from '../../src-main/contract/searching/result.ts';
import {
  type Beside,
  type BesideAsked,
  type CardPage,
  LANE_HEADER,
  LONGEST_QUERY,
  type Query,
} from '../../src-main/contract/searching/search.ts';
import { named, ofPage, PAGE } from './cancelled-requests.ts';

/**
 * A request that failed: the server's code, sentence, path and what the sentence speaks of, or "offline" when it could
 * not be reached.
 */
export class ApiError extends Error {
  readonly code: string;
  readonly path: string | null;
  readonly status: number;
  readonly params: SentenceParams;
  constructor(code: string, message: string, path: string | null, status: number, params: SentenceParams = {}) {
    super(message);
    this.code = code;
    this.path = path;
    this.status = status;
    this.params = params;
  }
}

type Params = Readonly<Record<string, string | number | boolean | undefined | readonly string[]>>;

/** All calls of the page; each rejects with an {@link ApiError}. */
export const api = {
  /** How far the opening of an older library has come; null when it is open or opens at once. */
  opening: (signal?: AbortSignal) => get<Opening | null>('/api/opening', {}, signal),
  library: (signal?: AbortSignal) => get<LibraryInfo>('/api/library', {}, signal),
  previewBytes: async (signal?: AbortSignal) =>
    (await get<{ readonly bytes: number }>('/api/previews', {}, signal)).bytes,
  saveSettings: (settings: Partial<Settings>) => send<Settings>('PATCH', '/api/settings', settings),
  /** Stores the address of the view, also while the page closes. */
  keepAddress: (address: string) =>
    request('/api/settings', { ...json('PATCH', { address }), keepalive: true }).then(() => undefined),
  cards: (query: Query & { readonly limit: number; readonly offset: number }, signal?: AbortSignal) =>
    get<CardPage>('/api/cards', query, signal),
  /** A whole result with its first cards. `onBeginning` gets the first part while the rest loads. */
  async result(
    query: Query,
    asked: { readonly limit: number; readonly begin: boolean },
    onBeginning: (beginning: ResultMessage) => void,
    signal: AbortSignal,
  ): Promise<ResultMessage> {
    const response = await request(withParams('/api/result', { ...query, ...asked }), typed('result', signal));
    return asked.begin
      ? readParts(response, onBeginning)
      : whole(decodeResult(new Uint8Array(await response.arrayBuffer())));
  },
  /** Cards with texts cut around the hits of `q`. */
  cardsOf: (rowids: readonly number[], q = '') =>
    get<readonly Card[]>('/api/cards/of', { rowids: rowids.join(','), q }),
  /** Counts, suggestions and corrections in one answer. */
  beside: ({ counts, suggest, correct }: BesideAsked, signal?: AbortSignal) =>
    get<Beside>(
      '/api/beside',
      { counts, words: suggest?.q, cursor: suggest?.cursor, correct: correct ?? undefined },
      signal,
    ),
  /** A page of the folders inside one folder; null: the tops of all sources. */
  folderPage: ({ q, under, offset, limit }: FoldersAsked, signal?: AbortSignal) =>
    get<FolderPage>('/api/tree', { q, under: under ?? undefined, offset, limit }, signal),
  noteSearch: (q: string) => request('/api/searches/recent', json('POST', { q })).then(() => undefined),
  /** Null deletes all of them. */
  forgetSearches: (q: string | null) =>
    request(withParams('/api/searches/recent', q === null ? {} : { q }), { method: 'DELETE' }).then(() => undefined),
  generation: (rowid: number, signal?: AbortSignal) => get<GenerationDetail>(`/api/generations/${rowid}`, {}, signal),
  related: (rowid: number, by: Kinship, signal?: AbortSignal) =>
    get<readonly number[]>(`/api/generations/${rowid}/related`, { by }, signal),
  family: (rowid: number, signal?: AbortSignal) =>
    get<readonly FamilyMember[]>(`/api/generations/${rowid}/family`, {}, signal),
  async prompts(q: string, order: PromptOrder, signal?: AbortSignal): Promise<PromptGroups> {
    const response = await request(withParams('/api/prompts', { q, order }), signal ? { signal } : {});
    return decodePromptGroups(await response.arrayBuffer());
  },
  people: (q: string, signal?: AbortSignal) => get<readonly Person[]>('/api/people', { q }, signal),
  person: (name: string, signal?: AbortSignal) => get<PersonPage>('/api/person', { name }, signal),
  statistics: (q: string, signal?: AbortSignal) => get<Statistics>('/api/statistics', { q }, signal),
  frequentWords: (q: string, signal?: AbortSignal) => get<FrequentWords>('/api/words/frequent', { q }, signal),
  duplicates: (q: string, signal?: AbortSignal) => get<Duplicates>('/api/duplicates', { q }, signal),
  /** Records that these are different, or deletes that. */
  unlike: (rowids: readonly number[], unlike: boolean) =>
    send<{ readonly pairs: number }>('POST', '/api/duplicates/unlike', { rowids, unlike }),
  edit: (edit: Edit) => send<EditResult>('POST', '/api/edits', edit),
  /** Undoes the entry `to` and all later ones; null: the latest entry. */
  undo: (to: number | null) => send<UndoResult>('POST', '/api/undo', { to }),
  redo: () => send<EditResult>('POST', '/api/redo'),
  journal: (signal?: AbortSignal) => get<EditResult>('/api/journal', {}, signal),
  /** Tags with their colours, aliases and counts, collections and saved searches, in the person's order. */
  organised: (signal?: AbortSignal) => get<Organised>('/api/organised', {}, signal),
  /** Changes the lists of tags, collections and saved searches. Errors such as "tag-exists" need a decision. */
  arrange: (arrangement: ArrangementInput) => send<EditResult>('POST', '/api/arrange', arrangement),
  /** The journal, latest first. */
  history: (signal?: AbortSignal) => get<readonly HistoryEntry[]>('/api/history', {}, signal),
  /** The number of selected items in each collection filled by hand. */
  memberships: (selection: Selection) => send<Membership>('POST', '/api/memberships', selection),
  /** The stack of an item; null for none. */
  stack: (rowid: number, signal?: AbortSignal) => get<Stack | null>(`/api/generations/${rowid}/stack`, {}, signal),
  /** Imports annotations from a file, JSON or CSV. */
  bringWords: async (name: string, body: Blob): Promise<WordsReport> =>
    (await request(withParams('/api/words', { name }), { method: 'POST', body })).json() as Promise<WordsReport>,
  /** Writes XMP sidecars for what `q` finds into a folder. */
  writeSidecars: (directory: string, q: string) => send<SidecarReport>('POST', '/api/words/sidecars', { directory, q }),
  backups: (signal?: AbortSignal) => get<readonly SnapshotInfo[]>('/api/backups', {}, signal),
  /** Why the library cannot be opened; null while it is open. */
  recovery: (signal?: AbortSignal) => get<RecoveryInfo | null>('/api/recovery', {}, signal),
  /** The planned way back; changes nothing. */
  wayBack: (signal?: AbortSignal) => get<WayBack>('/api/recovery/plan', {}, signal),
  bringBack: () => send<Recovered>('POST', '/api/recovery/bring-back'),
  goOn: () => send<Recovered>('POST', '/api/recovery/as-it-is'),
  beginAnew: () => send<Recovered>('POST', '/api/recovery/new'),
  /** Restores a catalog that was set aside, sound or not. */
  takeBack: (file: string) => send<Recovered>('POST', '/api/recovery/take-back', { file }),
  /** What restoring a backup or a snapshot would do. */
  planRestore: (file: string) => send<RestorePlan>('POST', '/api/restore/plan', { file }),
  restore: (file: string) => send<Recovered>('POST', '/api/restore', { file }),
  backUp: () => send<readonly SnapshotInfo[]>('POST', '/api/backups'),
  jobs: (signal?: AbortSignal) => get<readonly Job[]>('/api/jobs', {}, signal),
  cancelJob: (id: string) => send<Job>('POST', `/api/jobs/${encodeURIComponent(id)}/cancel`),
  import: (paths: readonly string[]) => send<Job>('POST', '/api/import', { paths }),
  sample: () => send<Job>('POST', '/api/sample'),
  imports: (signal?: AbortSignal) => get<readonly StoredImport[]>('/api/imports', {}, signal),
  /** The file outcomes of an import, page by page. */
  fileOutcomes: (
    importId: number,
    asked: AskedFileOutcomes & { readonly offset: number; readonly limit: number },
    signal?: AbortSignal,
  ) => get<FileOutcomePage>(`/api/imports/${importId}/files`, { ...asked }, signal),
  export: (wish: ExportWish) => send<Job>('POST', '/api/exports', wish),
  /** The plan of an export; writes nothing. */
  exportPlan: (question: ExportQuestion, signal?: AbortSignal) =>
    send<ExportPlan>('POST', '/api/exports/plan', question, signal),
  sources: (signal?: AbortSignal) => get<readonly SourceInfo[]>('/api/sources', {}, signal),
  /** Reads these sources again; null: all. */
  rescan: (ids: readonly number[] | null) => send<Job>('POST', '/api/sources/rescan', { ids }),
  changeSource: (id: number, change: SourceChange) => send<SourceInfo>('PATCH', `/api/sources/${id}`, change),
  moveSource: (id: number, path: string) => send<Job>('POST', `/api/sources/${id}/move`, { path }),
  removeSource: (id: number) => send<Job>('DELETE', `/api/sources/${id}`),
  verification: (signal?: AbortSignal) => get<Verification>('/api/verification', {}, signal),
  verify: (asked: { readonly sourceId: number | null; readonly resume: boolean }) =>
    send<Job>('POST', '/api/verification', asked),
  decide: (decision: FixityDecision) => send<FixityResult>('POST', '/api/originals/decide', decision),
  /** Writes intact copies of these files into a folder. `exactly`: the person confirmed a folder inside a source. */
  restoreOriginals: (fileIds: readonly number[], folder: string, exactly: boolean) =>
    send<RestoreResult>('POST', '/api/originals/restore', { fileIds, folder, exactly }),
  /** The second copies of the library with their states. */
  mirrors: (signal?: AbortSignal) => get<readonly MirrorInfo[]>('/api/mirrors', {}, signal),
  addMirror: (wish: MirrorWish) => send<MirrorInfo>('POST', '/api/mirrors', wish),
  runMirror: (id: number, options: Partial<MirrorRunOptions> = {}) =>
    send<Job>('POST', `/api/mirrors/${id}/run`, options),
  checkMirror: (id: number) => send<Job>('POST', `/api/mirrors/${id}/check`),
  /** Resolves to the remaining second copies. */
  forgetMirror: (id: number) => send<readonly MirrorInfo[]>('DELETE', `/api/mirrors/${id}`),
  folders: (path: string | null, signal?: AbortSignal) =>
    get<FolderListing>('/api/folders', path === null ? {} : { path }, signal),
  playing: (playing: boolean) => request('/api/playing', json('POST', { playing })).then(() => undefined),
} as const;

/** The address of a download of annotations: those of the items that `q` finds, and all lists. */
export const wordsUrl = (as: 'json' | 'csv', q = ''): string => withParams('/api/words', { as, q });

/** The filter of file outcomes; absent fields match all. */
export interface AskedFileOutcomes {
  readonly fate?: Fate;
  readonly reason?: string;
  /** Part of the path. */
  readonly q?: string;
}

/** The address of a download of all file outcomes. */
export const fileOutcomesUrl = (importId: number, form: 'json' | 'csv', asked: AskedFileOutcomes = {}): string =>
  withParams(`/api/imports/${importId}/files/${form}`, { ...asked });

/** The addresses of media, by id, never by path. */
export const mediaUrl = {
  file: (fileId: number): string => ofPage(`/media/file/${fileId}`),
  /** `version` only defeats the cache. */
  poster: (rowid: number, version: string): string => ofPage(`/media/poster/${rowid}?v=${version}`),
  filmstrip: (rowid: number): string => ofPage(`/media/filmstrip/${rowid}`),
  proxy: (rowid: number): string => ofPage(`/media/proxy/${rowid}`),
} as const;

/**
 * A question that follows the typing: the next of its kind replaces it, also where aborting does not reach the server.
 */
function typed(lane: string, signal: AbortSignal): RequestInit {
  return { headers: { [LANE_HEADER]: `${PAGE}-${lane}` }, signal };
}

async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  const response = await request(withParams(path, params), signal ? { signal } : {});
  return (await response.json()) as T;
}

async function send<T>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const response = await request(path, { ...json(method, body), ...(signal ? { signal } : {}) });
  return (await response.json()) as T;
}

function json(method: string, body: unknown): RequestInit {
  if (body === undefined) return { method };
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function withParams(path: string, params: Params): string {
  const given = Object.entries(params).flatMap(([name, value]): [string, string][] => {
    const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
    return values.map((one) => [name, asked(name, String(one))]);
  });
  const search = new URLSearchParams(given);
  return search.size === 0 ? path : `${path}?${search}`;
}

/** Cuts a pasted query to one character more than the server reads, so that the answer reports it. */
const asked = (name: string, value: string): string => (QUERIES.has(name) ? value.slice(0, LONGEST_QUERY + 1) : value);
const QUERIES: ReadonlySet<string> = new Set(['q', 'counts', 'words', 'correct']);

/** Reads the first part of a result, passes it on, and reads the rest. */
async function readParts(response: Response, onBeginning: (beginning: ResultMessage) => void): Promise<ResultMessage> {
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let beginning: ReturnType<typeof decodeResult> = null;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw new ApiError('offline', 'Afterimage does not answer.', null, 0);
    });
    if (done) return whole(decodeResult(joined(chunks), beginning?.next ?? 0));
    chunks.push(value);
    if (beginning) continue;
    beginning = decodeResult(joined(chunks));
    if (beginning) onBeginning(beginning);
  }
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function whole(message: ResultMessage | null): ResultMessage {
  if (!message) throw new ApiError('offline', 'Afterimage does not answer.', null, 0);
  return message;
}

async function request(path: string, init: RequestInit): Promise<Response> {
  const given = named(init);
  const response = await fetch(path, given.init)
    .catch((cause: unknown) => {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw new ApiError('offline', 'Afterimage does not answer.', null, 0);
    })
    .finally(given.ended);
  return checked(response);
}

/** The answer itself; rejects with the error that it states. */
export async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  const body = (await response.json().catch(() => null)) as Partial<ErrorBody> | null;
  const error = body?.error;
  throw new ApiError(
    error?.code ?? 'http',
    error?.message ?? response.statusText,
    error?.path ?? null,
    response.status,
    error?.params,
  );
}
