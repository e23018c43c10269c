/** Opens the threads that read, write and import, and tells whether the catalog can be written. */
import { clearLeftovers, unpackInto } from '../../../formats/zip/zip-spool.ts';
import { keepFromOthers } from '../../../storage/private.ts';
import { type ImportClient, openImportClient } from '../../clients/import-client.ts';
import { openReaderPool, type ReaderPool } from '../../clients/reader-pool.ts';
import { openWriterClient, type WriterClient } from '../../clients/writer-client.ts';
import { announceChanges, type Changes } from '../../edits/announce-changes.ts';
import { type LazyThread, lazyThread } from '../../workers/lazy-thread.ts';
import type { ReaderApi } from '../../workers/reader-worker.ts';
import { LibraryError } from '../library-error.ts';
import { toLibraryError } from '../library-failure.ts';
import { unpackedFolder } from '../library-folder.ts';
import type { Listeners } from './listeners.ts';

/** Readers at work: one may count a large result while another answers the next key stroke. */
const READERS = 2;

export interface CatalogThreads extends ReaderPool {
  readonly writer: WriterClient;
  readonly readers: readonly LazyThread<ReaderApi>[];
  readonly importer: ImportClient;
  /** Tells pages what changed in the catalog. */
  readonly changes: Changes;
  /** Why the library can only be looked at; null when it can be changed. */
  readonly unwritable: LibraryError | null;
}

/** Rejects with a {@link LibraryError} when the catalog cannot be opened; then no thread runs any more. */
export async function openCatalogThreads(directory: string, listeners: Listeners): Promise<CatalogThreads> {
  // Pages look at everything anew when a writer took over: an edit whose answer was lost shows as it is.
  const writer = openWriterClient(directory, () => void changes.now());
  const changes = announceChanges(() => writer.call.revision(), listeners.tell, listeners.isHeard);
  const unwritable = await writer.open().then(
    (why) => why && new LibraryError(why.code, why.message, directory, why.params),
    (cause: unknown) => {
      throw toLibraryError(cause, directory);
    },
  );
  // SQLite makes its files as readable as the system's default.
  await keepFromOthers(directory);
  unpackInto(unpackedFolder(directory));
  await clearLeftovers(unpackedFolder(directory));
  const readers = Array.from({ length: READERS }, () => lazyThread<ReaderApi>('reader-worker', () => ({ directory })));
  const importer = openImportClient(directory, writer, ({ phase }) => {
    if (phase === 'catalogue' || phase === 'fixity' || phase === 'verifying') changes.soon();
  });
  return { writer, readers, importer, changes, unwritable, ...openReaderPool(readers) };
}
