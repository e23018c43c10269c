/**
 * A small archive made for tests: the official layout with a real clip, in a folder and in a zip, and a picture that
 * lies about itself.
 */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { ZipFile } from 'yazl';
import { programPath } from '../../src-main/media/programs/programs.ts';

export const DRAGON = 'gen_01k94kq2hbetfb59tdwh9edd1r';
export const TRAM = 'gen_01k94kd0mmfhead8x4a1jh69rf';
export const BOATS = 'gen_01jrnjth82f4qs4fr84g98pbsk';

export interface Archive {
  readonly root: string;
  /** Holds the dragon's clip and the record of a prompt without one. */
  readonly folder: string;
  /** Holds the tram's clip stored and the boats' deflated. */
  readonly zip: string;
  readonly clip: Buffer;
  remove(): Promise<void>;
}

const record = (id: string, prompt: string): object => ({
  id,
  task_id: `task_${id.slice(4)}`,
  width: 352,
  height: 640,
  title: 'New Video',
  prompt,
  url: 'https://videos.example/az/files/0a1b/raw?se=2026-04-13&sig=REMOVED',
});

/** Makes the archive in a temporary folder. */
export async function makeArchive(): Promise<Archive> {
  const root = await mkdtemp(join(tmpdir(), 'afterimage-test-'));
  const folder = join(root, 'sora-data-files-export-1');
  await mkdir(folder);
  const clip = await makeClip(join(folder, `${DRAGON}.mp4`));
  await writeFile(
    join(folder, 'generations.json'),
    JSON.stringify([
      record(DRAGON, '@somebody walks a paper dragon through a rainy market'),
      record('gen_01k94kd0mmfhead8x4a1jh69rg', 'a prompt whose clip is lost \u001b[31m夜の市場'),
    ]),
  );
  const zip = join(root, 'sora-data-files-export-2.zip');
  const parts = new ZipFile();
  parts.addBuffer(
    Buffer.from(JSON.stringify([record(TRAM, 'a tram leaves'), record(BOATS, 'paper boats')])),
    'generations.json',
  );
  parts.addBuffer(clip, `${TRAM}.mp4`, { compress: false });
  parts.addBuffer(Buffer.concat([clip, Buffer.alloc(4096)]), `${BOATS}.mp4`, { compress: true });
  parts.end();
  await finished(parts.outputStream.pipe(createWriteStream(zip)));
  return { root, folder, zip, clip, remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }) };
}

async function makeClip(path: string): Promise<Buffer> {
  const ffmpeg = programPath('ffmpeg');
  if (!ffmpeg) throw new Error('The tests need ffmpeg.');
  const video = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=176x320:rate=10:duration=1',
    '-pix_fmt',
    'yuv420p',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
  ];
  await promisify(execFile)(ffmpeg, [
    '-hide_banner',
    '-loglevel',
    'error',
    ...video,
    '-movflags',
    '+faststart',
    '-y',
    path,
  ]);
  return readFile(path);
}
