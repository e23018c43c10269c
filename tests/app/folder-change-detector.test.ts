/** Where no system tells of changes, a look now and then finds them, at any depth and at a bounded cost. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openFolderChangeDetector } from '../../src-main/app/watch/folder-change-detector.ts';
import { tempFolder } from '../fixtures/temp.ts';

const DEEP = ['2025', '11', 'clips', 'tram', 'takes', 'best'];
/** Times of folders are coarse on some file systems. */
const tick = (): Promise<void> => wait(30);

test('a file added or removed six levels down is detected once', async () => {
  const root = await tempFolder();
  const deep = join(root, ...DEEP);
  await mkdir(deep, { recursive: true });
  const glance = openFolderChangeDetector(root);
  expect([await glance.look(), await glance.look()]).toEqual(['same', 'same']);
  await tick();
  await writeFile(join(deep, 'a.mp4'), 'x');
  expect([await glance.look(), await glance.look()]).toEqual(['changed', 'same']);
  await tick();
  await rename(join(deep, 'a.mp4'), join(deep, 'b.mp4'));
  expect([await glance.look(), await glance.look()]).toEqual(['changed', 'same']);
  await tick();
  await rm(join(root, '2025', '11'), { recursive: true });
  expect([await glance.look(), await glance.look()]).toEqual(['changed', 'same']);
  await tick();
  await mkdir(join(root, 'new', 'deep'), { recursive: true });
  await glance.look();
  await tick();
  await writeFile(join(root, 'new', 'deep', 'c.mp4'), 'x');
  expect(await glance.look()).toBe('changed');
});

test('a large tree is checked in several steps, and a change is found within a round', async () => {
  const root = await tempFolder();
  for (let n = 0; n < 300; n++) await mkdir(join(root, `${n % 10}`, `${n}`), { recursive: true });
  const glance = openFolderChangeDetector(root, { most: 64 });
  for (let n = 0; n < 12; n++) expect(await glance.look()).toBe('same');
  await tick();
  await writeFile(join(root, '7', '137', 'a.mp4'), 'x');
  const found: string[] = [];
  for (let n = 0; n < 12; n++) found.push(await glance.look());
  expect(found.filter((state) => state === 'changed')).toHaveLength(1);
  await tick();
  await writeFile(join(root, '3', '33', 'b.mp4'), 'x');
  expect([await glance.look(true), await glance.look(true)]).toContain('changed');
});

test('a missing path is away until it returns', async () => {
  const root = await tempFolder();
  const drive = join(root, 'drive');
  await mkdir(join(drive, 'a'), { recursive: true });
  const glance = openFolderChangeDetector(drive);
  await glance.look();
  await rename(drive, join(root, 'elsewhere'));
  expect([await glance.look(), await glance.look()]).toEqual(['away', 'away']);
  await rename(join(root, 'elsewhere'), drive);
  expect([await glance.look(), await glance.look()]).toEqual(['changed', 'same']);
});

test('a single file is detected by its size and time', async () => {
  const path = join(await tempFolder(), 'part.zip');
  await writeFile(path, 'x');
  const glance = openFolderChangeDetector(path);
  expect([await glance.look(), await glance.look()]).toEqual(['same', 'same']);
  await writeFile(path, 'xy');
  expect([await glance.look(), await glance.look()]).toEqual(['changed', 'same']);
});
