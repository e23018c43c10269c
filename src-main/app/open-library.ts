/** Opens a library: starts its threads and ties them together into what every door uses. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { EditResult, Selection } from '../contract/edit.ts';
import { ErrorCode } from '../contract/error-codes.ts';
import type { AppEvent, Progress } from '../contract/job.ts';
import { clearLeftovers, removeUnpacked, unpackInto } from '../formats/zip-spool.ts';
import { makeSample } from '../sample/make-sample.ts';
import { Moved, openThread, type Thread } from '../threads/rpc.ts';
import type { ImportApi, ImportEvent } from './import-worker.ts';
import { type JobList, openJobList, type Work, type Worked } from './job-list.ts';
import { type LazyThread, lazyThread } from './lazy-thread.ts';
import { type CatalogReads, type Library, LibraryError, type OpenOptions } from './library.ts';
import { defaultLibraryFolder, unpackedFolder } from './library-folder.ts';
import { openPreviewClient } from './preview-client.ts';
import { openReaderPool } from './reader-pool.ts';
import type { ReaderApi } from './reader-worker.ts';
import { openSources } from './sources.ts';
import { openWatch } from './watch.ts';
import { exportWords } from './words/export-words.ts';
import { writeSidecars } from './words/sidecars.ts';
import type { WriterApi } from './writer-worker.ts';

/** Readers at work: one may count a large result while another answers the next key stroke. */
const READERS = 2;
/** How often pages hear that the catalog changed, in ms. */
const CHANGE_MS = 400;

/** Opens a library, creating it when it does not exist. Rejects with a {@link LibraryError}. */
export async function openLibrary(options: OpenOptions): Promise<Library> {
  const directory = resolve(options.directory ?? defaultLibraryFolder());
  const listeners = new Set<(event: AppEvent) => void>();
  const tell = (event: AppEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const writer = openThread<WriterApi>(import.meta.url, 'writer-worker', { directory });
  await writer.call.ready().catch(async (cause: unknown) => {
    await writer.close();
    throw inWords(cause, directory);
  });
  unpackInto(unpackedFolder(directory));
  await clearLeftovers(unpackedFolder(directory));
  const readers = Array.from({ length: READERS }, () => lazyThread<ReaderApi>('reader-worker', { directory }));
  const { reads, readsFor } = openReaderPool(readers);
  const changes = announceChanges(writer.call, tell, () => listeners.size > 0);

  const works = new Map<string, (progress: Progress) => void>();
  const importer = lazyThread<ImportApi>('import-worker', { directory }, (event) => {
    const { workId, progress } = event as ImportEvent;
    works.get(workId)?.(progress);
    if (progress.phase === 'catalogue' || progress.phase === 'fixity') changes.soon();
  });
  const importCalls = async (): Promise<Thread<ImportApi>['call']> => {
    const fresh = !importer.started();
    const thread = importer.get();
    if (fresh) await connectWriter(thread, writer);
    return thread.call;
  };
  /** Runs a cancellable call of the import thread, passing progress on. */
  const inImporter = async <T>(
    signal: AbortSignal | undefined,
    progress: (progress: Progress) => void,
    call: (calls: Thread<ImportApi>['call'], workId: string) => Promise<T>,
  ): Promise<T> => {
    const workId = crypto.randomUUID();
    const calls = await importCalls();
    const cancel = (): void => void calls.cancel(workId);
    works.set(workId, progress);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      if (signal?.aborted) cancel();
      return await call(calls, workId);
    } finally {
      signal?.removeEventListener('abort', cancel);
      works.delete(workId);
    }
  };

  const settings = await writer.call.settings();
  const previews = openPreviewClient({
    directory: join(directory, 'previews'),
    unpacked: unpackedFolder(directory),
    limit: settings.previewLimit,
    reads,
    writer: writer.call,
    tell,
  });
  const jobs = openJobList((job) => tell({ type: 'job', job }));
  const importing =
    (call: (calls: Thread<ImportApi>['call'], workId: string) => Promise<Worked>): Work =>
    async ({ progress, signal }) => {
      const outcome = await inImporter(signal, progress, call).finally(changes.now);
      if (await writer.call.takeUpKept()) await changes.now();
      if (options.backgroundPreviews) previews.fillSoon();
      return outcome;
    };
  const importWork = (paths: readonly string[]): Work => importing((calls, workId) => calls.import(workId, paths));
  const watch = openWatch({ sources: () => reads.sources(), rescan: (path) => void jobs.start('import', importWork([path])) });
  const sources = openSources({
    reads,
    writer: writer.call,
    jobs,
    importWork,
    inImporter: importing,
    assertThere,
    onChange: options.backgroundPreviews ? watch.look : () => {},
  });
  let lastEdit: Promise<unknown> = Promise.resolve();
  /** Edits happen in the order they were asked for: an undo must not overtake a bulk edit that still looks up its items. */
  const edited = async <T extends Pick<EditResult, 'journalId'>>(edit: () => Promise<T>, path = directory): Promise<T> => {
    const result = lastEdit.then(edit);
    lastEdit = result.catch(() => {});
    const done = await result.catch((cause: unknown) => {
      throw inWords(cause, path);
    });
    if (done.journalId !== null) await changes.now();
    return done;
  };

  /** A window takes up what the last one could not finish: an import that was cut off, posters nobody asked for. */
  const takeUp = async (): Promise<void> => {
    // A page will ask for everything in a moment: by then the reader's arrays stand.
    await reads.total();
    const [last] = await reads.imports();
    const there = last?.outcome === 'interrupted' ? await Promise.all(last.paths.map(isThere)) : [];
    if (last && there.length > 0 && there.every(Boolean)) jobs.start('import', importWork(last.paths));
    else previews.fillSoon();
  };
  // What cannot be taken up now is taken up when the person imports again; opening must not fail for it.
  if (options.backgroundPreviews) void takeUp().then(watch.look, watch.look);

  return {
    path: directory,
    reads,
    readsFor,
    edits: {
      edit: ({ selection, change }) => edited(async () => writer.call.edit(await rowidsOf(selection, reads), change)),
      undo: () => edited(() => writer.call.undo()),
      redo: () => edited(() => writer.call.redo()),
      journal: () => writer.call.journal(),
      arrange: (wish) => edited(() => writer.call.arrange(wish)),
      history: (limit) => writer.call.history(limit),
    },
    words: {
      export: (as, q) => exportWords(reads, as, q),
      async bring(name, text) {
        const calls = await importCalls();
        const read = await calls.readWords(name, text).catch((cause: unknown) => {
          throw inWords(cause, name);
        });
        return edited(() => calls.bringWords(read), name);
      },
      sidecars: (folder, q, signal) => writeSidecars(reads, folder, q, signal),
    },
    searches: {
      note: (q) => writer.call.noteSearch(q),
      forget: (q) => writer.call.forgetSearches(q),
    },
    previews: previews.face,
    jobs: {
      list: jobs.list,
      get: jobs.get,
      cancel: jobs.cancel,
      finished: jobs.finished,
      async import(paths) {
        const absolute = [...new Set(paths.map((path) => resolve(path)))];
        await Promise.all(absolute.map(assertThere));
        return jobs.start('import', importWork(absolute));
      },
      sample: async () => jobs.start('sample', sampleWork(join(directory, 'sample'), importWork)),
    },
    sources,
    settings: () => writer.call.settings(),
    async saveSettings(change) {
      const saved = await writer.call.saveSettings(change);
      if (change.previewLimit !== undefined) previews.setLimit(saved.previewLimit);
      // Where a page was left concerns that page alone.
      if (Object.keys(change).some((name) => name !== 'address')) tell({ type: 'settings', settings: saved });
      return saved;
    },
    unlike: (rowids, unlike) => writer.call.setUnlike(rowids, unlike),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    makePreviews: previews.makeAll,
    verify: (onProgress, signal) =>
      inImporter(
        signal,
        ({ done, total }) => onProgress(done, total ?? done),
        (calls, workId) => calls.verify(workId),
      ),
    close: async () => {
      await close({ watch, jobs, previews, changes, readers, importer, writer });
      await removeUnpacked(unpackedFolder(directory));
    },
  };
}

/** A failure of the catalog as a sentence with the library's path. */
function inWords(cause: unknown, directory: string): LibraryError {
  const { code, message } = cause as Error & { code?: string };
  if (code === 'SQLITE_FULL')
    return new LibraryError(
      'disk-full',
      'The disk that holds the library is full: nothing can be changed until there is space.',
      directory,
    );
  if (code === 'SQLITE_BUSY')
    return new LibraryError('library-busy', 'Another program is writing to this library. Try again in a moment.', directory);
  return new LibraryError(ErrorCode.safeParse(code).data ?? 'library-unavailable', message, directory);
}

async function connectWriter(importer: Thread<ImportApi>, writer: Thread<WriterApi>): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const give = <T>(port: T): T => new Moved(port, [port as never]) as T;
  await Promise.all([writer.call.listen(give(port1)), importer.call.attach(give(port2))]);
}

/** Tells listeners the catalog's revision, at most every {@link CHANGE_MS} while much changes. */
function announceChanges(writer: Pick<Thread<WriterApi>['call'], 'revision'>, tell: (event: AppEvent) => void, isHeard: () => boolean) {
  let timer: NodeJS.Timeout | null = null;
  const now = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!isHeard()) return;
    tell({ type: 'catalog', revision: await writer.revision() });
  };
  return {
    now,
    soon(): void {
      // A failing revision shows in the next question a page asks; there is nobody to tell here.
      timer ??= setTimeout(() => void now().catch(() => {}), CHANGE_MS);
    },
    stop(): void {
      if (timer) clearTimeout(timer);
    },
  };
}

async function rowidsOf(selection: Selection, reads: CatalogReads): Promise<readonly number[] | Uint32Array> {
  if (selection.by === 'rowids') return selection.rowids;
  const rowids = await reads.rowids(selection.q);
  if (selection.except.length === 0) return rowids;
  const except = new Set(selection.except);
  return rowids.filter((rowid) => !except.has(rowid));
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function assertThere(path: string): Promise<void> {
  await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const gone = cause.code === 'ENOENT' || cause.code === 'ENOTDIR';
    throw new LibraryError(
      gone ? 'not-found' : 'unreadable',
      gone
        ? 'There is nothing at this path. Check the spelling, or whether the drive is connected.'
        : `This path cannot be read: ${cause.message}.`,
      path,
    );
  });
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

async function close(parts: {
  readonly watch: { close(): void };
  readonly jobs: JobList;
  readonly previews: ReturnType<typeof openPreviewClient>;
  readonly changes: { stop(): void };
  readonly readers: readonly LazyThread<ReaderApi>[];
  readonly importer: LazyThread<ImportApi>;
  readonly writer: Thread<WriterApi>;
}): Promise<void> {
  parts.watch.close();
  parts.changes.stop();
  await parts.jobs.close();
  await parts.previews.close();
  await Promise.all([...parts.readers.map((reader) => reader.close()), parts.importer.close()]);
  await parts.writer.call.close().catch(() => {});
  await parts.writer.close();
}
