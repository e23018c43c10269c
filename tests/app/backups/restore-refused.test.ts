/** A restore that is refused because the library is open elsewhere changes nothing. */
import { expect, onTestFinished, test } from 'vitest';
import { restoreBackup } from '../../../src-main/app/backups/restore.ts';
import { openLibrary } from '../../../src-main/app/library/open-library.ts';
import { exportRecord, generationsJson } from '../../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../../fixtures/temp.ts';
import { testLibrary } from '../../import/library.ts';

test('a library that was open during a refused restore opens again without a damage report', async () => {
  const archive = await tempFolder();
  await writeFiles(archive, { 'generations.json': generationsJson([exportRecord(1), exportRecord(2)]) });
  const { directory, library, import: read } = await testLibrary();
  await read(archive);
  await library.close();
  const open = await openLibrary({ directory, backgroundPreviews: false });
  onTestFinished(() => open.close());
  const { path } = await open.backups.take();
  await open.edits.edit({ selection: { type: 'query', q: '', except: [] }, change: { set: 'tag-add', tag: 'kept' } });
  await expect(restoreBackup(directory, path)).rejects.toMatchObject({ code: 'library-busy' });
  const second = await openLibrary({ directory, backgroundPreviews: false });
  expect(await second.reads.rowids('tag:kept')).toHaveLength(2);
  await second.close();
});
