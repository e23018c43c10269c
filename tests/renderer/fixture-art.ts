/** Pictures and clips for the page's fixture server: painted by arithmetic, encoded by ffmpeg, the same every time. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ffmpeg from '@ffmpeg-installer/ffmpeg';
import { rgbaToThumbHash } from 'thumbhash';

export interface Art {
  readonly width: number;
  readonly height: number;
  readonly poster: Buffer;
  readonly filmstrip: Buffer;
  readonly thumbHash: string;
}

export const SHAPES: readonly (readonly [number, number])[] = [
  [480, 270],
  [270, 480],
  [480, 480],
  [480, 320],
  [320, 480],
];

/** Paints picture number `seed` in the shape that goes with it. */
export function makeArt(seed: number): Art {
  const [width, height] = SHAPES[seed % SHAPES.length] ?? [480, 270];
  const small = paint(seed, Math.round(width / 6), Math.round(height / 6), 0);
  const [stripWidth, stripHeight] = [width / 2, height / 2];
  const frames = Array.from({ length: 10 }, (_, frame) => paint(seed, stripWidth, stripHeight, frame / 10));
  const strip = sideBySide(frames, stripWidth, stripHeight);
  return {
    width,
    height,
    poster: encode(paint(seed, width, height, 0), width, height),
    filmstrip: encode(strip, stripWidth * 10, stripHeight),
    thumbHash: Buffer.from(rgbaToThumbHash(Math.round(width / 6), Math.round(height / 6), small)).toString('base64'),
  };
}

/** A ten-second clip of picture `seed`, with a tone. */
export function makeClip(seed: number): Buffer {
  const [width, height] = (SHAPES[seed % SHAPES.length] ?? [480, 270]).map((side) => Math.floor(side / 4) * 2) as [
    number,
    number,
  ];
  const frames = Buffer.concat(
    Array.from({ length: 20 }, (_, frame) => Buffer.from(paint(seed, width, height, frame / 20))),
  );
  const file = join(tmpdir(), `afterimage-fixture-${process.pid}-${seed}.mp4`);
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgba',
    '-s',
    `${width}x${height}`,
    '-r',
    '2',
    '-i',
    '-',
    '-f',
    'lavfi',
    '-i',
    'sine=220:duration=10',
  ];
  const output = [
    '-vf',
    'fps=30',
    '-pix_fmt',
    'yuv420p',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-c:a',
    'aac',
    '-movflags',
    '+faststart',
  ];
  spawnSync(ffmpeg.path, ['-y', ...input, ...output, file], { input: frames, maxBuffer: 1e9 });
  const bytes = readFileSync(file);
  rmSync(file);
  return bytes;
}

function encode(rgba: Uint8Array, width: number, height: number): Buffer {
  const args = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgba',
    '-s',
    `${width}x${height}`,
    '-i',
    '-',
    '-c:v',
    'libwebp',
    '-quality',
    '78',
    '-f',
    'webp',
    '-',
  ];
  return spawnSync(ffmpeg.path, args, { input: rgba, maxBuffer: 1e8 }).stdout;
}

function sideBySide(frames: readonly Uint8Array[], width: number, height: number): Uint8Array {
  const row = width * 4;
  const joined = new Uint8Array(row * frames.length * height);
  for (const [i, frame] of frames.entries()) {
    for (let y = 0; y < height; y++) joined.set(frame.subarray(y * row, (y + 1) * row), (y * frames.length + i) * row);
  }
  return joined;
}

/** Sky, light and four ridges; `time` (0–1) moves the light and the ridges. */
function paint(seed: number, width: number, height: number, time: number): Uint8Array {
  const random = generator(seed * 7919 + 11);
  const hue = random() * 360;
  const spread = 20 + random() * 70;
  const sky = [
    hsl(hue, 0.3 + random() * 0.3, 0.14 + random() * 0.2),
    hsl(hue + spread, 0.3 + random() * 0.3, 0.62 + random() * 0.2),
  ] as const;
  const lights = Array.from({ length: 3 }, () => [random(), random() * 0.6, 0.1 + random() * 0.3] as const);
  const ridges = Array.from({ length: 4 }, (_, i) => {
    const colour = hsl(hue + i * 9, 0.26 + i * 0.04, 0.3 - i * 0.06);
    return { base: 0.5 + i * 0.13, a: random() * 6, b: random() * 6, colour };
  });
  const pixels = new Uint8Array(width * height * 4);
  for (let x = 0; x < width; x++) {
    const u = x / width;
    const tops = ridges.map(
      (ridge, i) =>
        ridge.base + Math.sin(u * 6 + ridge.a + time * i) * 0.05 + Math.sin(u * 17 + ridge.b + time * 2) * 0.025,
    );
    for (let y = 0; y < height; y++) {
      const v = y / height;
      let [r, g, b] = mix(sky[0], sky[1], v * 0.8 + u * 0.2);
      for (const [lx, ly, size] of lights) {
        const distance = Math.hypot(u - lx - time * 0.3, (v - ly) * (height / width));
        const glow = Math.max(0, 1 - distance / size) ** 2 * 0.5;
        [r, g, b] = mix([r, g, b], [255, 240, 220], glow);
      }
      for (const [i, ridge] of ridges.entries()) if (v > (tops[i] ?? 1)) [r, g, b] = mix([r, g, b], ridge.colour, 0.8);
      pixels.set([r, g, b, 255], (y * width + x) * 4);
    }
  }
  return pixels;
}

type Colour = readonly [number, number, number];

function mix(a: Colour, b: Colour, share: number): [number, number, number] {
  const at = (i: 0 | 1 | 2): number => a[i] + (b[i] - a[i]) * share;
  return [at(0), at(1), at(2)];
}

function hsl(hue: number, saturation: number, lightness: number): Colour {
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return (
      255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
    );
  };
  return [channel(0), channel(8), channel(4)];
}

/** Numbers in [0, 1), the same for the same seed. */
export function generator(seed: number): () => number {
  let s = seed;
  return () => {
    s = Math.imul(s ^ (s >>> 15), 2246822519) ^ Math.imul(s ^ (s >>> 13), 3266489917);
    s ^= s >>> 16;
    return (s >>> 0) / 4294967296;
  };
}
