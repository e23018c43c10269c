/** Filmstrips: ten frames side by side in one picture, for scrubbing under the pointer. */
import { packFrames } from '../contract/likeness.ts';
import type { MediaInput } from './bytes.ts';
import type { MediaFacts } from './facts.ts';
import { failed, type Made, made } from './failure.ts';
import { type FfmpegCommand, inputOptions, runFfmpeg, sourceOf } from './ffmpeg.ts';
import { SIDE, structuresInStrip } from './likeness.ts';
import { splitGrey } from './poster-output.ts';

/** Made anew when what a filmstrip looks like changes. */
export const FILMSTRIP_VERSION = 1;
export const FILMSTRIP_FRAMES = 10;

const BOX = { width: 320, height: 240 } as const;
const TIMEOUT_MS = 120_000;
/** Below this, every frame counts; above it, frames nothing else refers to can be left undecoded. */
const SHORT_SECONDS = 2;
/** Above this, keyframes are close enough together for ten of them to be found, and decoding everything would take minutes. */
const LONG_SECONDS = 120;

export interface Filmstrip {
  /** A WebP picture, and its size. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** The frames' structures, as packed by contract/likeness.ts. */
  readonly likeness: Uint8Array | null;
}

/** Makes the filmstrip of a video: a picture ten frames wide, spread evenly over what its video track really holds. */
export async function makeFilmstrip(input: MediaInput, facts: MediaFacts, signal?: AbortSignal): Promise<Made<Filmstrip>> {
  const { kind, width, height, durationSeconds } = facts;
  if (kind !== 'video' || !width || !height || !durationSeconds)
    return failed('not-media', 'Only a video whose length is known has a filmstrip.');
  const clip = { mime: facts.mime, width, height, seconds: durationSeconds };
  const options = { timeoutMs: TIMEOUT_MS, ...(signal && { signal }) };
  let run = await runFfmpeg(filmstripCommand(input, clip, skipFor(clip.seconds)), options);
  if (!run.ok && run.failure.code === 'undecodable') run = await runFfmpeg(filmstripCommand(input, clip, 'default'), options);
  if (!run.ok) return run;
  const strip = readStrip(run.value);
  return strip ? made(strip) : failed('undecodable', 'The file cannot be decoded: no frame came out of it.');
}

/** What {@link filmstripCommand} or {@link stripLikenessCommand} wrote. */
export function readStrip(output: Buffer): Filmstrip | null {
  const strip = splitGrey(output, FILMSTRIP_FRAMES * SIDE * SIDE);
  if (!strip) return null;
  const { webp, width, height, grey } = strip;
  return { bytes: webp, width, height, likeness: grey && packFrames(structuresInStrip(grey, FILMSTRIP_FRAMES)) };
}

export interface Clip {
  readonly mime: string;
  /** As displayed. */
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

/**
 * The arguments: frames from the middle of each tenth, laid over a blank strip's ten cells, so that a clip of one frame, or one
 * that ends before its header says, repeats its last frame instead of leaving cells empty.
 */
export function filmstripCommand(input: MediaInput, clip: Clip, skip: 'default' | 'noref' | 'nokey'): FfmpegCommand {
  const { width, height } = cellOf(clip);
  const step = clip.seconds / FILMSTRIP_FRAMES;
  const rate = `${FILMSTRIP_FRAMES}/${clip.seconds.toFixed(6)}`;
  const frames = `setpts=PTS-STARTPTS-${(step / 2).toFixed(6)}/TB,fps=fps=${rate}:start_time=0:round=up,scale=${width}:${height},setsar=1,format=yuv420p`;
  const strip = `overlay=format=yuv420:eof_action=repeat,tile=${FILMSTRIP_FRAMES}x1,split[strip][look];${GREY}`;
  return {
    input: [...inputOptions(clip.mime), '-skip_frame', skip],
    source: sourceOf(input),
    output: [
      ...['-filter_complex_threads', '1'],
      ...['-filter_complex', `[0:v:0]${frames}[frames];color=s=${width}x${height}:r=${rate}[cells];[cells][frames]${strip}`],
      ...['-map', '[strip]', '-map', '[grey]', '-frames:v', '1', '-threads', '1'],
      ...['-c:v:0', 'libwebp', '-quality:v:0', '70', '-compression_level:v:0', '2', '-c:v:1', 'rawvideo', '-f', 'image2pipe'],
    ],
    target: null,
  };
}

/** The strip pressed into grey squares, one a frame: what their likeness is taken from. */
const GREY = `[look]scale=${FILMSTRIP_FRAMES * SIDE}:${SIDE}:flags=area,format=gray[grey]`;

/** The arguments that look at a strip made earlier, as it was kept. */
export function stripLikenessCommand(input: MediaInput): FfmpegCommand {
  return {
    input: inputOptions('image/webp'),
    source: sourceOf(input),
    output: [
      ...['-filter_complex', `[0:v:0]split[strip][look];${GREY}`, '-map', '[strip]', '-map', '[grey]', '-frames:v', '1', '-threads', '1'],
      ...['-c:v:0', 'libwebp', '-c:v:1', 'rawvideo', '-f', 'image2pipe'],
    ],
    target: null,
  };
}

function skipFor(seconds: number): 'default' | 'noref' | 'nokey' {
  if (seconds > LONG_SECONDS) return 'nokey';
  return seconds < SHORT_SECONDS ? 'default' : 'noref';
}

/** One frame's size: in the box, even, never enlarged. */
function cellOf({ width, height }: Clip): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, BOX.width / width, BOX.height / height);
  const even = (side: number): number => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}
