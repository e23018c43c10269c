/** Previews in a backup: they are checked and restored with it. A backup with altered previews is refused. */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { restoreBackup } from '../../../src-main/app/backups/restore.ts';
import { writeBackup } from '../../../src-main/app/backups/write-backup.ts';
import { openLibrary } from '../../../src-main/app/library/open-library.ts';
import { openWithArchive } from '../opened.ts';

interface Kept {
  readonly directory: string;
  readonly file: string;
  /** The size of the previews. */
  readonly bytes: number;
}

/** A closed library with its posters, and a backup of both. */
async function keptWithPreviews(): Promise<Kept> {
  const opened = await openWithArchive();
  onTestFinished(() => opened.archive.remove());
  const { library } = opened;
  await library.makePreviews(() => {});
  const bytes = await library.previews.bytes();
  expect(bytes).toBeGreaterThan(0);
  const file = join(opened.archive.root, 'backup.zip');
  await writeBackup(library, file, true);
  await library.close();
  return { directory: library.path, file, bytes };
}

test('previews are restored from a backup and not made again', { timeout: 120_000 }, async () => {
  const { directory, file, bytes } = await keptWithPreviews();
  await rm(join(directory, 'previews'), { recursive: true });
  expect((await restoreBackup(directory, file)).previews).toBeGreaterThan(0);
  const library = await openLibrary({ directory, backgroundPreviews: false });
  expect(await library.previews.bytes()).toBe(bytes);
  expect(await library.makePreviews(() => {})).toMatchObject({ made: 0 });
  await library.close();
  expect((await readdir(directory)).filter((name) => /^(previews-|restoring-)/.test(name))).toEqual([]);
});

test('a backup with altered previews is refused and changes nothing', { timeout: 120_000 }, async () => {
  const { directory, file } = await keptWithPreviews();
  const zip = await readFile(file);
  // Previews are not compressed in the zip. A WebP picture in their database begins with these letters.
  const at = zip.lastIndexOf('WEBPVP8');
  expect(at).toBeGreaterThan(0);
  zip.fill(0x55, at + 20, at + 40);
  await writeFile(file, zip);
  await rm(join(directory, 'previews', 'previews.sqlite'));
  await expect(restoreBackup(directory, file)).rejects.toMatchObject({ code: 'backup-damaged', path: file });
  expect(existsSync(join(directory, 'previews', 'previews.sqlite'))).toBe(false);
});
