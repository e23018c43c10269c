/** The writer thread: owns the only write connection of this process. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import type { CatalogError } from '../../catalog/catalog-error.ts';
import { openQuestions } from '../../catalog/connection.ts';
import type { FileOutcomePart } from '../../catalog/file-outcome-parts.ts';
import { tellingDamage } from '../../catalog/keeping/damage.ts';
import { openSealed, type SealedCatalog } from '../../catalog/keeping/sealed-catalog.ts';
import { isUnwritable } from '../../catalog/unwritable.ts';
import { applyPendingAnnotations, importAnnotations } from '../../catalog/writes/annotations/import-annotations.ts';
import { openArchiveRows } from '../../catalog/writes/archive/archive-rows.ts';
import { keepFileOutcomes } from '../../catalog/writes/archive/file-outcome-rows.ts';
import type { CheckRow } from '../../catalog/writes/archive/fixity-rows.ts';
import {
  beginImport,
  finishImport,
  interruptLostImports,
  markKeptColumns,
  readSettings,
  saveSettings,
} from '../../catalog/writes/archive/library-rows.ts';
import { type Pictured, setPictured, setUnlike } from '../../catalog/writes/archive/likeness-rows.ts';
import {
  type CopyRow,
  changeCopies,
  deleteMirror,
  type MirrorStand,
  type NewMirror,
  putMirror,
  standMirror,
} from '../../catalog/writes/archive/mirror-rows.ts';
import { forgetSearches, noteSearch } from '../../catalog/writes/archive/recent-searches.ts';
import {
  changeSource,
  deleteSource,
  endMove,
  forgetReading,
  moveSource,
  setSourceState,
  setWithin,
  sourceImported,
} from '../../catalog/writes/archive/source-rows.ts';
import {
  beginVerify,
  finishVerify,
  interruptLostVerifications,
  keepVerify,
  type VerifyState,
  type VerifyWish,
} from '../../catalog/writes/archive/verify-runs.ts';
import { openEdits } from '../../catalog/writes/edits/edits.ts';
import { bringIndexUpToDate } from '../../catalog/writes/generations/refill-index.ts';
import { readRevision } from '../../catalog/writes/generations/revision.ts';
import type { ImportReport, StoredImport } from '../../contract/archive/report.ts';
import type { Settings, SourceChange } from '../../contract/library/library.ts';
import type { Opening } from '../../contract/library/start.ts';
import type { VerifyRun } from '../../contract/library/verification.ts';
import type { WordsFile } from '../../contract/organising/annotations-file.ts';
import type { Arrangement, Change } from '../../contract/organising/edit.ts';
import { type Batch, openCommitter } from '../../import/derive/commit.ts';
import { note } from '../../storage/log.ts';
import { counted, timed } from '../../storage/timed.ts';
import { giveWay } from '../../threads/lower-priority.ts';
import { emit, serve } from '../../threads/rpc.ts';

export type WriterApi = ReturnType<typeof openWriterApi>;

/** A call that takes longer, in ms, is noted in the log. A batch of an import takes about 50. */
const SLOW_MS = 250;

/** The first screen has been shown by then, in ms. */
const AFTER_START_MS = 3_000;

/** Tells how far the opening of an older library has come: this thread answers nothing meanwhile. */
const tellOpening = (done: number, total: number | null): void => emit({ done, total } satisfies Opening);

/** Calls that a read-only library answers too. */
const READING: ReadonlySet<string> = new Set([
  'ready',
  'journal',
  'history',
  'revision',
  'settings',
  'interruptImports',
  'listen',
  'settle',
  'close',
]);

function openWriterApi(directory: string) {
  const { catalog, unwritable } = openAtLeastToLook(directory, () => tellOpening(0, null));
  const { db } = catalog;
  const commit = counted(openCommitter(db));
  const edits = openEdits(db);
  const rows = openArchiveRows(db);
  let isNoted = false;
  const noteOnce = (): void => {
    if (isNoted || !db.open) return;
    isNoted = true;
    noteLibrary(db, unwritable);
  };
  if (!unwritable) {
    bringIndexUpToDate(db, tellOpening);
    interruptLostImports(db);
    interruptLostVerifications(db);
  }
  const functions = {
    /** Answers when the catalog is open and migrated: null, or the reason why it can only be read. */
    ready: (): Unwritable | null =>
      unwritable && { code: unwritable.code, message: unwritable.message, params: unwritable.params },
    source: (path: string, kind: string): number => rows.source({ path, kind }),
    sourceImported: (id: number, fingerprint: Uint8Array | null, skipped: number, reading: number): void =>
      sourceImported(db, id, fingerprint, skipped, reading),
    sourceState: (id: number, state: 'present' | 'missing'): void => setSourceState(db, id, state),
    changeSource: (id: number, change: SourceChange): void => changeSource(db, id, change),
    setWithin: (ids: readonly number[], root: number | null): void => setWithin(db, ids, root),
    moveSource: (id: number, from: string, to: string, standing: number | null): number =>
      moveSource(db, id, from, to, standing),
    endMove: (id: number): void => endMove(db, id),
    forgetReading: (id: number): void => forgetReading(db, id),
    deleteSource: (id: number): void => deleteSource(db, id),
    keepFileOutcomes: (importId: number, parts: readonly FileOutcomePart[]): void =>
      keepFileOutcomes(db, importId, parts),
    /**
     * Waits one turn of the event loop before it answers. Node.js handles up to 1,000 messages of one port before it
     * looks at the next port. Without this wait, an import that sent each batch at once delayed the person's edits
     * until it had read everything: 8 s for 30,000 records.
     */
    commit: async (batch: Batch) => {
      const committed = commit.call(batch);
      await nextTurn();
      return committed;
    },
    setPictured: (files: readonly Pictured[]): void => setPictured(db, files),
    setUnlike: (rowids: readonly number[], unlike: boolean): number => setUnlike(db, rowids, unlike),
    edit: (rowids: readonly number[] | Uint32Array, change: Change) => edits.apply([...rowids], change),
    arrange: (wish: Arrangement) => edits.arrange(wish),
    undo: (to: number | null) => edits.undo(to),
    redo: () => edits.redo(),
    journal: () => edits.journal(),
    history: (limit: number) => edits.history(limit),
    putMirror: (mirror: NewMirror): number => putMirror(db, mirror),
    standMirror: (id: number, stand: MirrorStand): void => standMirror(db, id, stand),
    deleteMirror: (id: number): void => deleteMirror(db, id),
    changeCopies: (id: number, put: readonly CopyRow[], gone: readonly Pick<CopyRow, 'path' | 'entry'>[]): void =>
      changeCopies(db, id, put, gone),
    bringWords: (name: string, file: WordsFile) => importAnnotations(db, name, file),
    takeUpKept: (): boolean => applyPendingAnnotations(db) !== null,
    revision: (): number => readRevision(db),
    /** Tells the seal that the edits up to this revision are synced to the disk. */
    reached: (revision: number): void => catalog.reached(revision),
    /** Says that the file of the columns with this mark is complete and belongs to this catalog. */
    markKeptColumns: (mark: number): void => markKeptColumns(db, mark),
    noteSearch: (q: string): void => noteSearch(db, q),
    forgetSearches: (q: string | null): void => forgetSearches(db, q),
    settings: (): Settings => readSettings(db),
    saveSettings: (change: Partial<Settings>): Settings => saveSettings(db, change),
    beginImport: (paths: readonly string[]): number => beginImport(db, paths),
    finishImport(id: number, outcome: StoredImport['outcome'], report: ImportReport | null): void {
      finishImport(db, id, outcome, report);
      note('import-derive', { import: id, ...commit.takeFigures() });
    },
    beginVerify: (wish: VerifyWish): VerifyState | null => beginVerify(db, wish),
    keepVerify: (state: VerifyState, checks: readonly CheckRow[]): void => keepVerify(db, state, checks),
    finishVerify: (id: number, outcome: Exclude<VerifyRun['outcome'], 'running'>): void =>
      finishVerify(db, id, outcome),
    /** Marks the imports and verifications of this process as interrupted after their thread died. */
    interruptImports: (): void => {
      interruptLostImports(db);
      interruptLostVerifications(db);
    },
    /** Serves these functions to another thread over its own port. */
    listen: (port: MessagePort): void => serve(api, port),
    /** Writes SQLite's log into the catalog and seals the catalog. Only `close` may be called afterwards. */
    settle: (): void => {
      noteOnce();
      if (!unwritable) db.pragma('optimize');
      catalog.settle();
    },
    close: (): void => catalog.close(),
  };
  const told = tellingDamage(
    directory,
    tidying(
      timed(functions, SLOW_MS, (name, ms) => note('slow-write', { name, ms })),
      () => db.open && catalog.tidy(),
    ),
  );
  setTimeout(noteOnce, AFTER_START_MS).unref();
  return unwritable ? refusing(told, unwritable) : told;
}

/** Notes the size of the library. Counting a million rows takes longer than showing the first of them. */
function noteLibrary(db: Database, unwritable: CatalogError | null): void {
  note('library', {
    items: Number(db.prepare('SELECT count(*) FROM generation').pluck().get()),
    bytes: Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true })),
    catalogVersion: Number(db.pragma('user_version', { simple: true })),
    unwritable: unwritable?.code ?? null,
  });
}

/** The same functions. After each call, SQLite's log is written into the catalog if it is long. */
function tidying<T extends object>(functions: T, tidy: () => unknown): T {
  const tidied = Object.entries(functions).map(([name, call]) => [
    name,
    (...args: unknown[]) => {
      const answer = (call as (...args: unknown[]) => unknown)(...args);
      tidy();
      return answer;
    },
  ]);
  return Object.fromEntries(tidied) as T;
}

export type Unwritable = Pick<CatalogError, 'code' | 'message' | 'params'>;

/** Opens the catalog; when it cannot be written, opens it for reading. */
function openAtLeastToLook(
  directory: string,
  onMigrating: () => void,
): {
  readonly catalog: SealedCatalog;
  readonly unwritable: CatalogError | null;
} {
  try {
    return { catalog: openSealed(directory, onMigrating), unwritable: null };
  } catch (cause) {
    if (!isUnwritable(cause)) throw cause;
    const db = openQuestions(directory);
    const nothing = (): void => {};
    const catalog = { db, reached: nothing, tidy: nothing, settle: nothing, close: () => void db.close() };
    return { catalog, unwritable: cause };
  }
}

function refusing<T extends object>(functions: T, cause: CatalogError): T {
  const refused = Object.entries(functions).map(([name, call]) => [
    name,
    READING.has(name)
      ? call
      : () => {
          throw cause;
        },
  ]);
  return Object.fromEntries(refused) as T;
}

giveWay();
const { directory } = workerData as { readonly directory: string };
const api = openWriterApi(directory);
serve(api);
