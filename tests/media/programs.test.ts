/** Tests the search for ffmpeg. */
import { chmodSync, copyFileSync, statSync } from 'node:fs';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from './clips.ts';

const folder = temporaryFolder();
afterAll(() => {
  vi.unstubAllEnvs();
  folder.remove();
});
beforeEach(() => {
  vi.resetModules();
  vi.unstubAllEnvs();
});

const programs = () => import('../../src-main/media/programs/programs.ts');

test('the bundled programs run', async () => {
  const { programPath, programVersion } = await programs();
  expect(programPath('ffmpeg')).toContain('@ffmpeg-installer');
  expect(await programVersion('ffmpeg')).toMatch(/^ffmpeg version/);
  expect(await programVersion('ffprobe')).toMatch(/^ffprobe version/);
});

test('an override is preferred, and made executable if necessary', async () => {
  const { programPath } = await programs();
  const copy = folder.at('my-ffprobe');
  copyFileSync(programPath('ffprobe') ?? '', copy);
  chmodSync(copy, 0o644);
  vi.resetModules();
  vi.stubEnv('AFTERIMAGE_FFPROBE', copy);
  expect((await programs()).programPath('ffprobe')).toBe(copy);
  expect(statSync(copy).mode & 0o111).not.toBe(0);
});

test('an absent override is skipped', async () => {
  vi.stubEnv('AFTERIMAGE_FFMPEG', folder.at('nowhere'));
  expect((await programs()).programPath('ffmpeg')).toContain('@ffmpeg-installer');
});
