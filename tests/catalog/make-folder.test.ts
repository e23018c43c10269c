/** Folders are made with those above them, or the reason is told. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder } from '../../src-main/catalog/make-folder.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterimage-folders-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder is made with its parent folders; making it again is not an error', () => {
  const path = join(folder, 'a', 'b', 'c');
  makeFolder(path);
  makeFolder(path);
  expect(statSync(path).isDirectory()).toBe(true);
});

test('a file at the path is an error', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file'))).toThrow('EEXIST');
  expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow('ENOTDIR');
});

test.skipIf(process.platform !== 'linux')('a path where no folder can be made is an error', () => {
  expect(() => makeFolder('/proc/no-such-drive/library')).toThrow('ENOENT');
});
