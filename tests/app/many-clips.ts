/** A folder of many clips of one kind, each a file of its own, for queues of previews. */
import { execFile } from 'node:child_process';
import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programPath } from '../../src-main/media/programs/programs.ts';

const CODECS = {
  h264: ['-c:v', 'libx264', '-preset', 'ultrafast'],
  /** What Chromium cannot decode: the viewer shows a playable copy. */
  hevc: ['-c:v', 'libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1', '-x265-params', 'log-level=error'],
} as const;

/** @param seconds of each clip, at 720p: making a proxy of it takes about as long as a fifth of that */
export async function makeClips(
  folder: string,
  count: number,
  seconds: number,
  codec: keyof typeof CODECS = 'h264',
): Promise<void> {
  const ffmpeg = programPath('ffmpeg');
  if (!ffmpeg) throw new Error('The tests need ffmpeg.');
  const first = join(folder, 'clip-0.mp4');
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=30:duration=${seconds}`, '-pix_fmt', 'yuv420p'];
  const coded = [...CODECS[codec], '-movflags', '+faststart'];
  await promisify(execFile)(ffmpeg, ['-hide_banner', '-loglevel', 'error', ...picture, ...coded, '-y', first]);
  for (let at = 1; at < count; at++) {
    const path = join(folder, `clip-${at}.mp4`);
    await copyFile(first, path);
    // An empty box at the end: another content, the same film.
    await appendFile(
      path,
      Buffer.from([0, 0, 0, 12, 0x66, 0x72, 0x65, 0x65, ...new Uint8Array(new Uint32Array([at]).buffer)]),
    );
  }
}
