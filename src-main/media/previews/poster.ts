/** Makes posters: one still for a video or picture in the gallery, with the ThumbHash that is shown until it loads. */
import { rgbaToThumbHash } from 'thumbhash';
import { packLikeness } from '../../contract/items/likeness.ts';
import { type Bytes, inputBytes, type MediaInput } from '../headers/bytes.ts';
import type { MediaFacts } from '../headers/facts.ts';
import { orientationOf } from '../headers/read-facts.ts';
import { type Failure, failed, type Made, made } from '../programs/failure.ts';
import { type FfmpegCommand, inputOptions, runFfmpeg, sourceOf } from '../programs/ffmpeg.ts';
import { likenessOf } from './likeness.ts';
import { isNearBlack, type Picture, splitOutput } from './poster-output.ts';

/** Increase this number when the look of a poster changes; stored posters are then made again. */
export const POSTER_VERSION = 1;

/**
 * The box into which a poster fits, in pixels. Gallery rows are 196 px high, or 392 px on a display of double density.
 * In this box, everything up to 16:9 is at least 396 px high, and a portrait clip (480 px) serves rows of 240 px. Rows
 * are short of height. A limit on the long side would make landscape clips blurred and give portrait clips unused
 * pixels.
 */
const BOX = { width: 720, height: 480 } as const;
/** ThumbHash takes at most 100 × 100 pixels. */
const THUMB = 100;
const TIMEOUT_MS = 60_000;
/** Times at which a fade-in is usually over, as fractions of the duration. */
const LATER = [0.12, 0.35, 0.6] as const;

export interface Poster {
  /** A WebP picture. */
  readonly bytes: Uint8Array;
  /** The poster's own size in pixels: the displayed shape of the frame. */
  readonly width: number;
  readonly height: number;
  readonly thumbHash: Uint8Array | null;
  /** Packed by contract/likeness.ts. */
  readonly likeness: Uint8Array | null;
}

export type Frame =
  | { readonly type: 'keyframe' }
  | { readonly type: 'first' }
  | { readonly type: 'at'; readonly seconds: number };

/** Makes the poster of a video or picture: its first frame, or a later one when the first is nearly black. */
export async function makePoster(input: MediaInput, facts: MediaFacts, signal?: AbortSignal): Promise<Made<Poster>> {
  const orientation = facts.kind === 'image' ? await withBytes(input, orientationOf) : 1;
  const takeFrame = async (frame: Frame): Promise<Made<Picture>> => {
    const run = await runFfmpeg(posterCommand(input, facts, orientation, frame), {
      timeoutMs: TIMEOUT_MS,
      ...(signal && { signal }),
    });
    if (!run.ok) return run;
    const picture = splitOutput(run.value);
    return picture
      ? made(picture)
      : failed('undecodable', 'The file cannot be decoded: it contains no readable frame.');
  };
  let taken = await takeFrame(facts.kind === 'video' ? { type: 'keyframe' } : { type: 'first' });
  if (!taken.ok && taken.failure.code === 'undecodable' && facts.kind === 'video')
    taken = await takeFrame({ type: 'first' });
  if (!taken.ok) return explained(taken, facts.mime);
  return made(
    toPoster(isNearBlack(taken.value) ? await findBrighterFrame(taken.value, facts, takeFrame) : taken.value),
  );
}

/** The arguments for one frame: a WebP poster and a small PAM of the same frame, both on standard output. */
export function posterCommand(
  input: MediaInput,
  facts: Pick<MediaFacts, 'kind' | 'mime'>,
  orientation: number,
  frame: Frame,
): FfmpegCommand {
  const seek = frame.type === 'at' ? ['-ss', frame.seconds.toFixed(3)] : [];
  const skip = frame.type === 'keyframe' ? ['-skip_frame', 'nokey'] : [];
  const turn = facts.kind === 'image' ? ['-noautorotate'] : [];
  const poster = [...upright(orientation), within(BOX.width, BOX.height), 'split[poster][small]'].join(',');
  const thumb = `[small]${within(THUMB, THUMB)},format=rgba[thumb]`;
  return {
    input: [...inputOptions(facts.mime), ...turn, ...skip, ...seek],
    source: sourceOf(input),
    output: [
      ...['-filter_complex_threads', '1', '-filter_complex', `[0:v:0]${poster};${thumb}`],
      ...['-map', '[poster]', '-map', '[thumb]', '-frames:v', '1', '-threads', '1'],
      ...[
        '-c:v:0',
        'libwebp',
        '-quality:v:0',
        '75',
        '-compression_level:v:0',
        '2',
        '-c:v:1',
        'pam',
        '-f',
        'image2pipe',
      ],
    ],
    target: null,
  };
}

/** The filters that turn EXIF orientation 1–8 upright. */
function upright(orientation: number): readonly string[] {
  return TURNS[orientation] ?? [];
}

const TURNS: Readonly<Record<number, readonly string[]>> = {
  2: ['hflip'],
  3: ['hflip', 'vflip'],
  4: ['vflip'],
  5: ['transpose=cclock_flip'],
  6: ['transpose=clock'],
  7: ['transpose=clock_flip'],
  8: ['transpose=cclock'],
};

/** Shrinks a picture into a box; never enlarges it. */
function within(width: number, height: number): string {
  return `scale=w='min(${width},iw)':h='min(${height},ih)':force_original_aspect_ratio=decrease`;
}

/** A later frame that is not black, else the first one: some clips are dark from beginning to end. */
async function findBrighterFrame(
  first: Picture,
  facts: MediaFacts,
  takeFrame: (frame: Frame) => Promise<Made<Picture>>,
): Promise<Picture> {
  const duration = facts.kind === 'video' ? (facts.durationSeconds ?? 0) : 0;
  if (duration <= 0) return first;
  for (const part of LATER) {
    const taken = await takeFrame({ type: 'at', seconds: duration * part });
    if (taken.ok && !isNearBlack(taken.value)) return taken.value;
  }
  return first;
}

/** Older versions of ffmpeg decode WebP stills, but not animations. */
function explained<T extends { readonly failure: Failure }>(
  outcome: T,
  mime: string,
): T | { readonly ok: false; readonly failure: Failure } {
  const animation = mime === 'image/webp' && outcome.failure.code === 'undecodable';
  return animation
    ? failed('undecodable', 'This WebP picture cannot be decoded: it is an animation, or damaged.')
    : outcome;
}

function toPoster({ webp, width, height, thumb }: Picture): Poster {
  const hash = thumb ? rgbaToThumbHash(thumb.width, thumb.height, thumb.rgba) : null;
  return { bytes: webp, width, height, thumbHash: hash, likeness: thumb && packLikeness(likenessOf(thumb)) };
}

async function withBytes<T>(input: MediaInput, use: (bytes: Bytes) => Promise<T>): Promise<T> {
  const bytes = await inputBytes(input);
  try {
    return await use(bytes);
  } finally {
    await bytes.close();
  }
}
