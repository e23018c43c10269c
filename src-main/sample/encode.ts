/** Builds ffmpeg's arguments for clips and stills. */

import { type Sound, soundGraph } from './sound.ts';
import type { FileKind } from './task.ts';

export interface Encoding {
  readonly file: FileKind;
  /** Size of the frames as painted and of the file, in px. */
  readonly painted: readonly [number, number];
  readonly size: readonly [number, number];
  readonly seconds: number;
  readonly sound: Sound;
  readonly seed: number;
}

export const FRAMES_PER_SECOND = 30;

/** The arguments before ffmpeg's target. Raw RGB frames come from its standard input. */
export function encodeArguments(encoding: Encoding): string[] {
  const [width, height] = encoding.painted;
  const frames = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${width}x${height}`,
    '-r',
    `${FRAMES_PER_SECOND}`,
    '-i',
    'pipe:0',
  ];
  const plain = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-threads', '1'];
  if (encoding.file !== 'mp4' && encoding.file !== 'hevc')
    return [...frames, '-vf', stretched(encoding, 'rgb24'), '-frames:v', '1', ...STILL[encoding.file], ...plain];
  const graph = soundGraph(encoding.sound, encoding.seconds, encoding.seed);
  const sound = graph ? ['-f', 'lavfi', '-i', graph] : [];
  const voice = graph ? ['-map', '0:v', '-map', '1:a', '-c:a', 'aac', '-b:a', '96k', '-flags:a', '+bitexact'] : [];
  const picture = [
    '-vf',
    `${stretched(encoding, 'yuv420p')}`,
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
  ];
  return [
    ...frames,
    ...sound,
    ...voice,
    ...picture,
    ...CLIP[encoding.file],
    ...plain,
    '-t',
    `${encoding.seconds}`,
    '-movflags',
    '+faststart',
  ];
}

/** Two keyframes in ten seconds, like the service's own clips. */
const CLIP = {
  mp4: ['-c:v', 'libx264', '-preset', 'superfast', '-crf', '24', '-g', '150', '-aq-mode', '3'],
  hevc: [
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-crf',
    '24',
    '-tag:v',
    'hvc1',
    '-x265-params',
    'log-level=error:pools=1:frame-threads=1:keyint=150',
  ],
} as const;

const STILL = {
  png: ['-c:v', 'png', '-pred', 'mixed', '-compression_level', '9'],
  webp: ['-c:v', 'libwebp', '-quality', '86'],
  jpg: ['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p', '-f', 'image2'],
} as const;

function stretched({ size: [width, height], file }: Encoding, format: 'rgb24' | 'yuv420p'): string {
  const scale = `scale=${width}:${height}:flags=bicubic`;
  if (file === 'jpg') return `${scale}:out_range=full`;
  return format === 'rgb24' ? scale : `${scale}:out_color_matrix=bt709,format=yuv420p`;
}
