/** Opens the threads that read, write and import, and tells whether the catalog can be written. */
import { clearLeftovers, unpackInto } from '../../../formats/zip/zip-spool.ts';
import { keepFromOthers } from '../../../storage/private.ts';
import { type ImportClient, openImportClient } from '../../clients/import-client.ts';
import { openReaderPool, type ReaderPool } from '../../clients/reader-pool.ts';
import { openWriterClient, type WriterClient } from '../../clients/writer-client.ts';
import { announceChanges, type Changes } from '../../edits/announce-changes.ts';
import { type LazyThread, lazyThread } from '../../workers/lazy-thread.ts';
import type { ReaderApi } from '../../workers/reader-worker.ts';
import type { OpenOptions } from '../library.ts';
import { LibraryError } from '../library-error.ts';
import { toLibraryError } from '../library-failure.ts';
import { unpackedFolder } from '../library-folder.ts';
import type { Listeners } from './listeners.ts';

/** Number of reader threads: one may count a large result while the other answers the next keystroke. */
const READERS = 2;

export interface CatalogThreads extends ReaderPool {
  readonly writer: WriterClient;
  readonly readers: readonly LazyThread<ReaderApi>[];
  readonly importer: ImportClient;
  /** Tells pages what changed in the catalog. */
  readonly changes: Changes;
  /** Why the library is read-only; null when it can be changed. */
  readonly unwritable: LibraryError | null;
}

/**
 * Rejects with a {@link LibraryError} when the catalog cannot be opened; then all threads have ended.
 * @param onOpening called while the catalog of an older version is brought up to date
 * @param backgroundPreviews whether questions come at once, as from a page: then a reader starts beside the writer
 */
export async function openCatalogThreads(
  directory: string,
  listeners: Listeners,
  { backgroundPreviews: readsSoon, onOpening }: Pick<OpenOptions, 'backgroundPreviews' | 'onOpening'>,
): Promise<CatalogThreads> {
  const readers = Array.from({ length: READERS }, () => lazyThread<ReaderApi>('reader-worker', () => ({ directory })));
  if (readsSoon) readers[0]?.get();
  // When a new writer thread replaces a dead one, pages load everything again, because answers to edits may be lost.
  const writer = openWriterClient(directory, () => void changes.now(), onOpening);
  const changes = announceChanges(() => writer.call.revision(), listeners.tell, listeners.isHeard);
  const unwritable = await writer.open().then(
    (why) => why && new LibraryError(why.code, why.message, directory, why.params),
    async (cause: unknown) => {
      await readers[0]?.close();
      throw toLibraryError(cause, directory);
    },
  );
  // SQLite creates its files with the system's default permissions.
  await keepFromOthers(directory);
  unpackInto(unpackedFolder(directory));
  await clearLeftovers(unpackedFolder(directory));
  const importer = openImportClient(directory, writer, ({ phase }) => {
    if (phase === 'catalogue' || phase === 'fixity' || phase === 'verifying') changes.soon();
  });
  return { writer, readers, importer, changes, unwritable, ...openReaderPool(readers) };
}
