/** Makes tiny media for the media tests, with the bundled ffmpeg in a temporary folder. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MediaInput } from '../../src-main/media/headers/bytes.ts';
import { inputBytes } from '../../src-main/media/headers/bytes.ts';
import type { MediaFacts } from '../../src-main/media/headers/facts.ts';
import { factsOf } from '../../src-main/media/headers/read-facts.ts';
import { programPath } from '../../src-main/media/programs/programs.ts';

export interface Folder {
  readonly path: string;
  /** A path inside the folder. */
  at(name: string): string;
  /** Makes `name` with ffmpeg and returns its path. */
  make(name: string, ...args: readonly string[]): string;
  remove(): void;
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'afterimage-media-'));
  const at = (name: string): string => join(path, name);
  return {
    path,
    at,
    make(name, ...args) {
      execFileSync(programPath('ffmpeg') ?? '', ['-nostdin', '-loglevel', 'error', '-y', ...args, `file:${at(name)}`]);
      return at(name);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Arguments for a moving test picture. */
export function moving(size: string, seconds: number, rate = 30): readonly string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`];
}

export function tone(seconds: number): readonly string[] {
  return ['-f', 'lavfi', '-i', `sine=d=${seconds}`];
}

export const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'] as const;

/** The facts of a file through the product's own reader; fails the test when the file is not media. */
export async function factsIn(input: MediaInput | string): Promise<MediaFacts> {
  const place = typeof input === 'string' ? { path: input } : input;
  const bytes = await inputBytes(place);
  try {
    const facts = await factsOf(bytes, place.path);
    if (!facts) throw new Error(`${place.path} is not media.`);
    return facts;
  } finally {
    await bytes.close();
  }
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha. */
  at(x: number, y: number): readonly number[];
}

/** Decodes a WebP picture, so that tests can check its pixels. */
export function pixels(folder: Folder, webp: Uint8Array): Pixels {
  writeFileSync(folder.at('look.webp'), webp);
  const pam = readFileSync(folder.make('look.pam', '-i', folder.at('look.webp'), '-pix_fmt', 'rgba'));
  const header = pam.toString('latin1', 0, 200);
  const width = Number(/WIDTH (\d+)/.exec(header)?.[1]);
  const height = Number(/HEIGHT (\d+)/.exec(header)?.[1]);
  const start = pam.length - width * height * 4;
  return {
    width,
    height,
    at: (x, y) => [...pam.subarray(start + (y * width + x) * 4, start + (y * width + x) * 4 + 4)],
  };
}
