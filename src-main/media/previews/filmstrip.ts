/** Makes filmstrips: ten frames side by side in one picture, for scrubbing under the pointer. */
import { packFrames } from '../../contract/items/likeness.ts';
import type { MediaInput } from '../headers/bytes.ts';
import type { MediaFacts } from '../headers/facts.ts';
import { failed, type Made, made } from '../programs/failure.ts';
import { type FfmpegCommand, inputOptions, runFfmpeg, sourceOf } from '../programs/ffmpeg.ts';
import { SIDE, structuresInStrip } from './likeness.ts';
import { splitGrey } from './poster-output.ts';

/** Increase this number when the look of a filmstrip changes; stored filmstrips are then made again. */
export const FILMSTRIP_VERSION = 1;
const FILMSTRIP_FRAMES = 10;

const BOX = { width: 320, height: 240 } as const;
const TIMEOUT_MS = 120_000;
/** Below this length, every frame is decoded. Above it, frames that no other frame refers to are skipped. */
const SHORT_SECONDS = 2;
/** Above this length there are enough keyframes for ten cells, and decoding everything would take minutes. */
const LONG_SECONDS = 120;

export interface Filmstrip {
  /** A WebP picture. `width` and `height` are its size in pixels. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** The structures of the frames, packed by contract/likeness.ts. */
  readonly likeness: Uint8Array | null;
}

/** Makes the filmstrip of a video: ten frames, spread evenly over the real length of its video track. */
export async function makeFilmstrip(
  input: MediaInput,
  facts: MediaFacts,
  signal?: AbortSignal,
): Promise<Made<Filmstrip>> {
  const { kind, width, height, durationSeconds } = facts;
  if (kind !== 'video' || !width || !height || !durationSeconds)
    return failed('not-media', 'Only a video with a known length has a filmstrip.');
  const clip = { mime: facts.mime, width, height, seconds: durationSeconds };
  const options = { timeoutMs: TIMEOUT_MS, ...(signal && { signal }) };
  let run = await runFfmpeg(filmstripCommand(input, clip, skipFor(clip.seconds)), options);
  if (!run.ok && run.failure.code === 'undecodable')
    run = await runFfmpeg(filmstripCommand(input, clip, 'default'), options);
  if (!run.ok) return run;
  const strip = readStrip(run.value);
  return strip ? made(strip) : failed('undecodable', 'The file cannot be decoded: it contains no readable frame.');
}

/** Reads the output of {@link filmstripCommand} or {@link stripLikenessCommand}. */
export function readStrip(output: Buffer): Filmstrip | null {
  const strip = splitGrey(output, FILMSTRIP_FRAMES * SIDE * SIDE);
  if (!strip) return null;
  const { webp, width, height, grey } = strip;
  return { bytes: webp, width, height, likeness: grey && packFrames(structuresInStrip(grey, FILMSTRIP_FRAMES)) };
}

export interface Clip {
  readonly mime: string;
  /** As displayed, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

/**
 * The arguments for a filmstrip. Frames from the middle of each tenth are laid over ten blank cells. A clip with one
 * frame, or one that ends before its stated length, therefore repeats its last frame and leaves no cell empty.
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
      ...[
        '-filter_complex',
        `[0:v:0]${frames}[frames];color=s=${width}x${height}:r=${rate}[cells];[cells][frames]${strip}`,
      ],
      ...['-map', '[strip]', '-map', '[grey]', '-frames:v', '1', '-threads', '1'],
      ...[
        '-c:v:0',
        'libwebp',
        '-quality:v:0',
        '70',
        '-compression_level:v:0',
        '2',
        '-c:v:1',
        'rawvideo',
        '-f',
        'image2pipe',
      ],
    ],
    target: null,
  };
}

/** Scales the strip to grey squares, one per frame, from which the likeness is computed. */
const GREY = `[look]scale=${FILMSTRIP_FRAMES * SIDE}:${SIDE}:flags=area,format=gray[grey]`;

/** The arguments that read an earlier, stored strip. */
export function stripLikenessCommand(input: MediaInput): FfmpegCommand {
  return {
    input: inputOptions('image/webp'),
    source: sourceOf(input),
    output: [
      ...[
        '-filter_complex',
        `[0:v:0]split[strip][look];${GREY}`,
        '-map',
        '[strip]',
        '-map',
        '[grey]',
        '-frames:v',
        '1',
        '-threads',
        '1',
      ],
      ...['-c:v:0', 'libwebp', '-c:v:1', 'rawvideo', '-f', 'image2pipe'],
    ],
    target: null,
  };
}

function skipFor(seconds: number): 'default' | 'noref' | 'nokey' {
  if (seconds > LONG_SECONDS) return 'nokey';
  return seconds < SHORT_SECONDS ? 'default' : 'noref';
}

/** The size of one frame: inside the box, even, never enlarged. */
function cellOf({ width, height }: Clip): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, BOX.width / width, BOX.height / height);
  const even = (side: number): number => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}
