/** The profile folder for a library that can be read but not written. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeProfile, profileFolder } from '../../src-main/desktop/starting/profile.ts';
import { mountSmallDisk, unmount } from '../cli/as-person.ts';
import { tempFolder } from '../fixtures/temp.ts';

test('a library on a read-only drive gets a temporary profile; a folder without a library is refused', async ({
  skip,
}) => {
  const disk = await tempFolder();
  if (!mountSmallDisk(disk, '1m')) skip();
  onTestFinished(() => unmount(disk));
  await writeFile(join(disk, 'catalog.sqlite'), 'a catalog');
  spawnSync('mount', ['-o', 'remount,ro', disk]);
  const profile = makeProfile(disk);
  expect(profile).not.toBe(profileFolder(disk));
  expect(profile).toContain('afterimage-window-');
  expect(() => makeProfile(join(disk, 'other'))).toThrow(expect.objectContaining({ code: 'folder-unusable' }));
});
