/** Opens a library: starts its threads and connects them into the object that every door uses. */
import { resolve } from 'node:path';
import { selectedRowids } from '../edits/selected-rowids.ts';
import { openExports } from '../export/exports.ts';
import { assertNoOriginals } from '../keeping/apart-from-originals.ts';
import { restoreOriginals } from '../keeping/restore-originals.ts';
import { openSnapshots } from '../keeping/snapshots.ts';
import { openMirrorClient } from '../mirrors/open-mirrors.ts';
import { COPIERS, openCopyThreads } from '../workers/copy-threads.ts';
import { openLongWork } from './jobs/long-work.ts';
import type { Library, OpenOptions } from './library.ts';
import { defaultLibraryFolder, unpackedFolder } from './library-folder.ts';
import { openCatalogThreads } from './opening/catalog-threads.ts';
import { closeLibrary } from './opening/close-library.ts';
import { openColumnKeeper } from './opening/keep-columns.ts';
import { openListeners } from './opening/listeners.ts';
import { openProgramLog } from './opening/program-log.ts';
import { openSaving } from './opening/saving.ts';
import { takeUp } from './opening/take-up.ts';
import { openBackups } from './parts/backups.ts';
import { openEdits, openRemarks } from './parts/edits.ts';
import { facePreviews, openPreviews } from './parts/previews.ts';
import { openSettings } from './parts/settings.ts';
import { openWords } from './parts/words.ts';

/** Opens a library, or creates it when it does not exist. Rejects with a {@link LibraryError}. */
export async function openLibrary(options: OpenOptions): Promise<Library> {
  const directory = resolve(options.directory ?? defaultLibraryFolder());
  const unpacked = unpackedFolder(directory);
  await assertNoOriginals(directory);
  const log = openProgramLog(directory, options);
  const listeners = openListeners();
  const threads = await openCatalogThreads(directory, listeners, options).catch(log.refused);
  const { reads, writer, changes, unwritable } = threads;
  const settings = await openSettings(threads, listeners, (limit) => previews.setLimit(limit));
  log.opened();

  const previews = openPreviews(directory, settings.latest().previewLimit, threads, listeners);
  const snapshots = openSnapshots(directory, reads, () => settings.latest().backupFolder);
  const columns = openColumnKeeper(threads);
  const saving = openSaving(directory, threads);
  const words = openWords({ ...threads, ...saving, directory });
  const work = openLongWork({
    ...threads,
    ...saving,
    directory,
    options,
    settings,
    words,
    snapshots,
    onJob(job) {
      listeners.tell({ type: 'job', job });
      mirrors.hear({ type: 'job', job });
    },
    onImported: options.backgroundPreviews ? previews.fillSoon : columns.afterImport,
    onVerifying: (job) => listeners.tell({ type: 'job', job }),
  });
  const { jobs, verification, watch, startImport } = work;
  const copying = openCopyThreads(unpacked, COPIERS);
  const shared = { library: directory, unpacked, reads, writer: writer.call, jobs, copying };
  const mirrors = openMirrorClient(shared);
  const exports = openExports({
    ...shared,
    previews: previews.face,
    rowidsOf: async (selection) => [...(await selectedRowids(selection, reads))],
  });

  // An error here must not stop the opening: the person can import again.
  if (options.backgroundPreviews && !unwritable) {
    listeners.subscribe(({ type }) => type === 'catalog' && columns.soon());
    void takeUp({ reads, startImport, previews, columns })
      .then(watch.look, watch.look)
      .then(snapshots.daily)
      .then(mirrors.beginUpkeep);
  }
  if (options.backgroundPreviews) verification.follow();

  return {
    path: directory,
    unwritable,
    reads,
    readsFor(asker) {
      verification.touch();
      return threads.readsFor(asker);
    },
    edits: openEdits({ ...threads, ...saving, directory, snapshots, touch: verification.touch }),
    ...openRemarks({ ...threads, ...saving }),
    words,
    backups: openBackups(directory, snapshots),
    ...facePreviews(directory, previews, threads, verification.touch),
    ...work.face,
    exports,
    mirrors: mirrors.face,
    settings: settings.settings,
    saveSettings: settings.saveSettings,
    subscribe: listeners.subscribe,
    verification: verification.face,
    restoreOriginals: (wish) => restoreOriginals(wish, { ...shared, copiesOf: mirrors.face.copiesOf }),
    async close() {
      columns.stop();
      await closeLibrary({
        directory,
        verification,
        mirrors,
        snapshots,
        watch,
        previews,
        changes,
        writer,
        isLasting: options.backgroundPreviews,
        jobs: [jobs, work.verifying],
        threads: [...threads.readers, threads.importer, ...copying, mirrors],
      });
      log.closed();
    },
  };
}
