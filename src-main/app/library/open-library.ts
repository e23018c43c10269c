/** Opens a library: starts its threads and connects them into the object that every door uses. */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type AppEvent, hasEnded } from '../../contract/library/job.ts';
import type { Selection } from '../../contract/organising/edit.ts';
import { clearLeftovers, removeUnpacked, unpackInto } from '../../formats/zip/zip-spool.ts';
import { makeSample } from '../../sample/make-sample.ts';
import { isThere } from '../../storage/is-there.ts';
import { keepLog, note, QUIET } from '../../storage/log.ts';
import { keepFromOthers } from '../../storage/private.ts';
import { asFile } from '../annotations/brought-file.ts';
import { exportWords } from '../annotations/export-words.ts';
import { writeSidecars } from '../annotations/sidecars.ts';
import { type ImportCall, openImportClient } from '../clients/import-client.ts';
import { openPreviewClient } from '../clients/preview-client.ts';
import { openReaderPool } from '../clients/reader-pool.ts';
import { openWriterClient } from '../clients/writer-client.ts';
import { watchExportedAnnotations } from '../edits/annotations-of-exports.ts';
import { announceChanges } from '../edits/announce-changes.ts';
import { wholeResult } from '../edits/bulk-confirmation.ts';
import { openEditQueue } from '../edits/edit-queue.ts';
import { openLasting } from '../edits/sync-edits.ts';
import { openExports } from '../export/exports.ts';
import { assertApartFromSources, assertLibraryApart, assertNoOriginals } from '../keeping/apart-from-originals.ts';
import { restoreOriginals } from '../keeping/restore-originals.ts';
import { MANY_ITEMS, openSnapshots } from '../keeping/snapshots.ts';
import { openVerification } from '../keeping/verification.ts';
import { openMirrorClient } from '../mirrors/open-mirrors.ts';
import { version } from '../version.ts';
import { openWatch } from '../watch/watch.ts';
import type { CopyApi } from '../workers/copy-worker.ts';
import { lazyThread } from '../workers/lazy-thread.ts';
import type { ReaderApi } from '../workers/reader-worker.ts';
import type { CatalogReads } from './catalog-reads.ts';
import { closeInTime } from './close-library.ts';
import { openJobList, type Work, type Worked } from './job-list.ts';
import type { Library, OpenOptions, Words } from './library.ts';
import { LibraryError } from './library-error.ts';
import { assertThere, toFolderError, toLibraryError } from './library-failure.ts';
import { defaultLibraryFolder, unpackedFolder } from './library-folder.ts';
import { openSources } from './sources.ts';

/** The number of reader threads: one can count a large result while the other answers the next keystroke. */
const READERS = 2;
/**
 * The number of copying threads. Each hashes its copies, so there is one for each processor, but no more than a disk
 * can serve well.
 */
const COPIERS = Math.min(4, Math.max(2, availableParallelism()));

/**
 * How long closing waits for a snapshot that is being written, in ms. A window must close within five seconds; a
 * command can wait.
 */
const WINDOW_WAITS_MS = 1_200;
const COMMAND_WAITS_MS = 60_000;

/** Opens a library, creating it when it does not exist. Rejects with a {@link LibraryError}. */
export async function openLibrary(options: OpenOptions): Promise<Library> {
  const directory = resolve(options.directory ?? defaultLibraryFolder());
  await assertNoOriginals(directory);
  const began = performance.now();
  const closeLog = keepLog(directory, options.log ?? QUIET);
  const listeners = new Set<(event: AppEvent) => void>();
  const tell = (event: AppEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  // After a new writer thread started, pages reload everything: the answer of an edit may have been lost.
  const writer = openWriterClient(directory, () => void changes.now());
  const changes = announceChanges(
    () => writer.call.revision(),
    tell,
    () => listeners.size > 0,
  );
  const unwritable = await writer.open().then(
    (why) => why && new LibraryError(why.code, why.message, directory, why.params),
    (cause: unknown) => {
      const refused = toLibraryError(cause, directory);
      note('library-refused', { code: codeOf(refused) });
      closeLog();
      throw refused;
    },
  );
  // SQLite creates its files with the system's default permissions.
  await keepFromOthers(directory);
  unpackInto(unpackedFolder(directory));
  await clearLeftovers(unpackedFolder(directory));
  const readers = Array.from({ length: READERS }, () => lazyThread<ReaderApi>('reader-worker', () => ({ directory })));
  const { reads, readsFor } = openReaderPool(readers);
  const importer = openImportClient(directory, writer, ({ phase }) => {
    if (phase === 'catalogue' || phase === 'fixity' || phase === 'verifying') changes.soon();
  });

  let settings = await writer.call.settings();
  noteStart(options, began);
  const previews = openPreviewClient({
    directory: join(directory, 'previews'),
    unpacked: unpackedFolder(directory),
    limit: settings.previewLimit,
    reads,
    writer: writer.call,
    tell,
  });
  const snapshots = openSnapshots(directory, reads, () => settings.backupFolder);
  const jobs = openJobList((job) => {
    tell({ type: 'job', job });
    mirrors.hear({ type: 'job', job });
  });
  const verifying = openJobList((job) => tell({ type: 'job', job }));
  const verification = openVerification({
    reads,
    writer,
    importer,
    jobs: verifying,
    isBusy: () => jobs.list().some((job) => !hasEnded(job)),
    settings: () => settings,
    unwritable,
    onChange: changes.now,
    readAgain: (paths, fileIds) => void jobs.start('import', null, importWork(paths, fileIds)),
  });
  const lasting = openLasting(directory, {
    revision: () => writer.call.revision(),
    reached: (revision) => writer.call.reached(revision),
  });
  const saved = async (): Promise<void> => void (await Promise.all([changes.now(), lasting()]));
  const edits = openEditQueue(async (change) => void (await Promise.all([changes.edited(change), lasting()])));
  const words: Words = {
    export: (as, q, asked) => exportWords(reads, as, q, asked),
    async bring(name, content) {
      const calls = await importer.calls();
      const read = await asFile(unpackedFolder(directory), content, (path) => calls.readWords(name, path)).catch(
        (cause: unknown) => {
          throw toLibraryError(cause, name);
        },
      );
      return edits(() => calls.bringWords(read), name);
    },
    async sidecars(folder, q, asked) {
      await assertApartFromSources(reads, folder);
      return writeSidecars(reads, folder, q, asked);
    },
  };
  const importing =
    (call: ImportCall<Worked>): Work =>
    async (tools) => {
      const takeUpWords = await watchExportedAnnotations(async () => (await importer.calls()).exportLists(), words);
      const outcome = await importer.write(tools, call).finally(changes.now);
      const problems = await takeUpWords();
      if (await writer.call.takeUpKept()) await saved();
      if (options.backgroundPreviews) previews.fillSoon();
      const { report } = outcome;
      return report && problems.length > 0
        ? { ...outcome, report: { ...report, problems: [...report.problems, ...problems] } }
        : outcome;
    };
  const afterSnapshot =
    (work: Work, snapshot: () => Promise<void>): Work =>
    async (tools) => {
      await snapshot();
      return work(tools);
    };
  const importWork = (paths: readonly string[], readAgain: readonly number[] = []): Work =>
    afterSnapshot(
      importing((calls, workId) => calls.import(workId, paths, readAgain)),
      snapshots.daily,
    );
  const startImport = (paths: readonly string[]): ReturnType<typeof jobs.start> =>
    jobs.start('import', paths, importWork(paths));
  const watch = openWatch({ sources: () => reads.sources(), rescan: (path) => void startImport([path]) });
  const sources = openSources({
    reads,
    writer: writer.call,
    jobs,
    startImport,
    inImporter: (call) => afterSnapshot(importing(call), () => snapshots.before('removal')),
    async assertThere(path) {
      await assertThere(path);
      await assertLibraryApart(directory, [path]);
    },
    onChange: options.backgroundPreviews && !unwritable ? watch.look : () => {},
  });
  const copying = Array.from({ length: COPIERS }, () =>
    lazyThread<CopyApi>('copy-worker', () => ({ unpacked: unpackedFolder(directory) })),
  );
  const exports = openExports({
    library: directory,
    reads,
    previews: previews.face,
    copying,
    jobs,
    rowidsOf: async (selection) => [...(await rowidsOf(selection, reads))],
  });

  const mirrors = openMirrorClient({
    library: directory,
    unpacked: unpackedFolder(directory),
    reads,
    writer: writer.call,
    jobs,
  });

  /** Continues an interrupted import or move, or else makes missing posters. */
  const takeUp = async (): Promise<void> => {
    // The page will ask for all items in a moment. This question loads the reader's columns before.
    await reads.total();
    const [last] = await reads.imports();
    const there = last?.outcome === 'interrupted' ? await Promise.all(last.paths.map(isThere)) : [];
    const moving = (await reads.sources()).filter(({ isMoving }) => isMoving).map(({ path }) => path);
    if (last && there.length > 0 && there.every(Boolean)) startImport(last.paths);
    else if (moving.length > 0) startImport(moving);
    else previews.fillSoon();
  };
  // An error here must not stop the opening: the person can import again.
  if (options.backgroundPreviews && !unwritable)
    void takeUp().then(watch.look, watch.look).then(snapshots.daily).then(mirrors.beginUpkeep);
  if (options.backgroundPreviews) verification.follow();

  return {
    path: directory,
    unwritable,
    reads,
    readsFor(asker) {
      verification.touch();
      return readsFor(asker);
    },
    edits: {
      edit: ({ selection, change }) =>
        edits(async () => {
          verification.touch();
          const rowids = await rowidsOf(selection, reads);
          if (rowids.length > MANY_ITEMS) await snapshots.before('edit');
          return writer.call.edit(rowids, change);
        }, directory),
      undo: (to = null) => edits(() => writer.call.undo(to), directory),
      redo: () => edits(() => writer.call.redo(), directory),
      journal: () => writer.call.journal(),
      arrange: (wish) => edits(() => writer.call.arrange(wish), directory),
      history: (limit) => writer.call.history(limit),
    },
    words,
    searches: {
      // In a read-only library, recent searches are not stored, without an error.
      note: async (q) => (unwritable ? undefined : writer.call.noteSearch(q)),
      forget: (q) => writer.call.forgetSearches(q),
    },
    backups: {
      list: snapshots.list,
      take: (folder) =>
        snapshots.take('asked', folder).catch((cause: unknown) => {
          throw toFolderError(cause, folder ?? directory);
        }),
    },
    previews: {
      ...previews.face,
      get(...asked) {
        verification.touch();
        return previews.face.get(...asked);
      },
    },
    jobs: {
      list: () => [...jobs.list(), ...verifying.list()],
      get: (id) => jobs.get(id) ?? verifying.get(id),
      cancel: (id) => (jobs.get(id) ? jobs : verifying).cancel(id),
      finished: (id) => (jobs.get(id) ? jobs : verifying).finished(id),
      async import(paths) {
        const absolute = [...new Set(paths.map((path) => resolve(path)))];
        await Promise.all(absolute.map(assertThere));
        await assertLibraryApart(directory, absolute);
        return startImport(absolute);
      },
      sample: async () => jobs.start('sample', [], sampleWork(join(directory, 'sample'), importWork)),
    },
    sources,
    exports,
    mirrors: mirrors.face,
    async settings() {
      // Without a writer thread the library is still readable, with the latest settings.
      if (!unwritable) settings = await writer.call.settings().catch(() => settings);
      return settings;
    },
    async saveSettings(change) {
      // In a read-only library, changed settings last until it is closed.
      settings = unwritable ? { ...settings, ...change } : await writer.call.saveSettings(change);
      if (change.previewLimit !== undefined) previews.setLimit(settings.previewLimit);
      // The stored address concerns only the page that stored it.
      if (Object.keys(change).some((name) => name !== 'address')) tell({ type: 'settings', settings });
      return settings;
    },
    async unlike(rowids, unlike) {
      const pairs = await writer.call.setUnlike(rowids, unlike);
      await lasting();
      return pairs;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    makePreviews: async (onProgress, signal) =>
      unwritable
        ? { made: 0, failed: [{ path: directory, message: unwritable.message }] }
        : previews.makeAll(onProgress, signal),
    verification: verification.face,
    restoreOriginals: (wish) =>
      restoreOriginals(wish, { library: directory, reads, copying, copiesOf: mirrors.face.copiesOf }),
    close: async () => {
      verification.closing();
      mirrors.endUpkeep();
      await snapshots.close(options.backgroundPreviews ? WINDOW_WAITS_MS : COMMAND_WAITS_MS);
      await closeInTime({
        watch,
        jobs: { close: () => Promise.all([jobs.close(), verifying.close()]) },
        previews,
        changes,
        threads: [...readers, importer, ...copying, mirrors],
        writer,
      });
      await removeUnpacked(unpackedFolder(directory));
      note('program-end', { seconds: Math.round((performance.now() - began) / 1000) });
      closeLog();
    },
  };
}

function noteStart({ backgroundPreviews }: OpenOptions, began: number): void {
  const { platform, arch, versions } = process;
  const { node, electron = null } = versions;
  note('program-start', {
    version,
    platform,
    arch,
    node,
    electron,
    lasting: backgroundPreviews,
    ms: Math.round(performance.now() - began),
  });
}

const codeOf = (cause: unknown): string => String((cause as { readonly code?: unknown } | null)?.code ?? 'internal');

async function rowidsOf(selection: Selection, reads: CatalogReads): Promise<readonly number[] | Uint32Array> {
  if (selection.by === 'rowids') return selection.rowids;
  const rowids = await wholeResult(reads, selection.q, selection);
  if (selection.except.length === 0) return rowids;
  const except = new Set(selection.except);
  return rowids.filter((rowid) => !except.has(rowid));
}

const sampleWork =
  (folder: string, importWork: (paths: readonly string[]) => Work): Work =>
  async (tools) => {
    await makeSample(folder, {
      onProgress: (done, total) => tools.progress({ phase: 'sample', done, total, unit: 'items', detail: '' }),
      signal: tools.signal,
    });
    return importWork([folder])(tools);
  };
