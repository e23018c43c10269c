/** Tests that the synthetic media and ids are valid. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ffprobe from '@ffprobe-installer/ffprobe';
import { expect, test, vi } from 'vitest';
import { jpeg, mp4, png, webp } from '../fixtures/media.ts';
import { generationsJson, storyboardRecord } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';

// Slow only when many processes run at the same time.
vi.setConfig({ testTimeout: 60_000 });

test('media is valid and distinguished by its mark', async () => {
  const folder = await tempFolder();
  const files = { 'a.mp4': await mp4('a'), 'a.png': png('a'), 'a.jpg': await jpeg('a'), 'a.webp': await webp('a') };
  await writeFiles(folder, files);
  expect((await mp4('b')).equals(files['a.mp4'])).toBe(false);
  const codecs = [];
  for (const name of Object.keys(files)) {
    const { stdout } = await promisify(execFile)(ffprobe.path, [
      '-v',
      'error',
      '-select_streams',
      'v',
      '-show_entries',
      'stream=codec_name',
      '-of',
      'csv=p=0',
      join(folder, name),
    ]);
    codecs.push(stdout.trim());
  }
  expect(codecs).toEqual(['h264', 'png', 'mjpeg', 'webp']);
});

test('lists have the service’s format', () => {
  const text = generationsJson([storyboardRecord(1), storyboardRecord(2)]);
  expect(text).toMatch(/^\[\{"id": "gen_[0-9a-z]{26}", "task_id": "task_/);
  expect(text).toContain('}, {"id"');
  expect(text).not.toContain('\n');
  expect(JSON.parse(text)).toEqual([storyboardRecord(1), storyboardRecord(2)]);
});
