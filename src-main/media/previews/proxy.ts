/** Makes proxies: playable copies (H.264 and AAC in MP4) of media that Chromium cannot decode. */
import { rename, rm } from 'node:fs/promises';
import { fileBytes, type MediaInput } from '../headers/bytes.ts';
import type { MediaFacts } from '../headers/facts.ts';
import { readFacts } from '../headers/read-facts.ts';
import { failed, failureOf, type Made, made } from '../programs/failure.ts';
import { type FfmpegCommand, inputOptions, runFfmpeg, sourceOf, targetOf } from '../programs/ffmpeg.ts';
import { partPath } from '../programs/part-path.ts';

/** Increase this number when the encoding of a proxy changes; stored proxies are then made again. */
export const PROXY_VERSION = 1;

/**
 * Encoding can be slower than playing on weak machines. More ms than this per second of video mean that ffmpeg is
 * stuck.
 */
const MS_PER_SECOND = 30_000;
const LEAST_TIMEOUT_MS = 120_000;

/** Writes the proxy to `path`. The file appears only when it is complete. A failure leaves no file behind. */
export async function makeProxy(
  input: MediaInput,
  facts: MediaFacts,
  path: string,
  signal?: AbortSignal,
): Promise<Made<string>> {
  if (facts.kind !== 'video') return failed('not-media', 'Only a video has a playable copy.');
  const part = partPath(path);
  const timeoutMs = Math.max(LEAST_TIMEOUT_MS, (facts.durationSeconds ?? 0) * MS_PER_SECOND);
  const run = await runFfmpeg(proxyCommand(input, facts.mime, part), { timeoutMs, ...(signal && { signal }) });
  try {
    const whole = run.ok && (await isWhole(part));
    if (whole) await rename(part, path);
    else await rm(part, { force: true });
    if (!run.ok) return run;
    return whole ? made(path) : failed('internal', 'The playable copy is damaged. The disk may be full.');
  } catch (cause) {
    await rm(part, { force: true });
    return { ok: false, failure: failureOf(cause) };
  }
}

/** Checks the result, because ffmpeg can miss a write error at the very end. */
async function isWhole(path: string): Promise<boolean> {
  const bytes = await fileBytes(path);
  try {
    const facts = await readFacts(bytes);
    return facts?.codec === 'h264' && facts.damage === null;
  } finally {
    await bytes.close();
  }
}

/** The arguments: good enough to judge a clip by eye, fast to make, and playable before the whole file is loaded. */
function proxyCommand(input: MediaInput, mime: string, path: string): FfmpegCommand {
  return {
    input: inputOptions(mime),
    source: sourceOf(input),
    output: [
      ...['-map', '0:v:0', '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1'],
      ...['-vf', 'scale=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-threads', '1'],
      ...['-c:a', 'aac', '-b:a', '160k', '-ac', '2', '-movflags', '+faststart', '-f', 'mp4'],
    ],
    target: targetOf(path),
  };
}
