/** Tests the likeness of real clips: copies are near, whatever was changed; different scenes are far. */
import { rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  bitsApart,
  COLOUR_BYTES,
  type Likeness,
  packFrames,
  packLikeness,
  unpackFrames,
  unpackLikeness,
} from '../../src-main/contract/items/likeness.ts';
import { makeFilmstrip } from '../../src-main/media/previews/filmstrip.ts';
import { makePoster } from '../../src-main/media/previews/poster.ts';
import { likenessAt } from '../../src-main/media/previews/preview-drawing.ts';
import { openStoreFile } from '../../src-main/media/previews/preview-store-file.ts';
import { openPreviews } from '../../src-main/media/previews/previews.ts';
import { factsIn, H264, temporaryFolder } from './clips.ts';

// Real media takes long on a busy computer, because ffmpeg has a lower priority.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Scenes that have nothing in common. */
const SCENES = {
  fractal: 'mandelbrot=s=320x180:r=10:start_scale=0.4:end_scale=0.05:end_pts=20',
  hills: 'nullsrc=s=320x180:r=10,geq=lum=40+160*gt(Y\\,90+40*sin(X/50+T)+12*sin(X/17)):cb=110:cr=140',
  bars: 'testsrc=s=320x180:r=10',
  rings: 'nullsrc=s=320x180:r=10,geq=lum=128+100*sin(hypot(X-110-8*T\\,Y-60)/16):cb=128:cr=128',
  lamps:
    'nullsrc=s=320x180:r=10,geq=lum=20+230*lt(hypot(X-80-4*T\\,Y-120)\\,38)+150*lt(hypot(X-230\\,Y-60)\\,26):cb=100:cr=150',
} as const;

const COPIES = {
  'encoded again, badly': ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '38', '-pix_fmt', 'yuv420p'],
  'at half its size': ['-vf', 'scale=160:90', ...H264],
  'a little brighter': ['-vf', 'eq=brightness=0.06:contrast=1.08', ...H264],
  'with a watermark': ['-vf', 'drawbox=x=258:y=156:w=46:h=12:color=white@0.5:t=fill', ...H264],
} as const;

const path = (scene: string, copy = 'original'): string => folder.at(`${scene}-${copy}.mp4`.replaceAll(/[ ,]/g, ''));

beforeAll(() => {
  for (const [scene, source] of Object.entries(SCENES)) {
    const original = path(scene);
    folder.make(original.slice(folder.path.length + 1), '-f', 'lavfi', '-i', source, '-t', '2', ...H264);
    for (const [copy, how] of Object.entries(COPIES))
      folder.make(path(scene, copy).slice(folder.path.length + 1), '-i', original, ...how);
  }
});

async function look(clip: string): Promise<Likeness> {
  const poster = await makePoster({ path: clip }, await factsIn(clip));
  const likeness = poster.ok && poster.value.likeness ? unpackLikeness(poster.value.likeness) : null;
  if (!likeness) throw new Error(`No likeness of ${clip}.`);
  return likeness;
}

async function frames(clip: string): Promise<readonly Pick<Likeness, 'high' | 'low'>[]> {
  const strip = await makeFilmstrip({ path: clip }, await factsIn(clip));
  const structures = strip.ok && strip.value.likeness ? unpackFrames(strip.value.likeness) : null;
  if (!structures) throw new Error(`No frames of ${clip}.`);
  return structures;
}

type Structure = Pick<Likeness, 'high' | 'low'>;
const apart = (a: Structure, b: Structure): number => bitsApart(a.high, a.low, b.high, b.low);
const meanApart = (a: readonly Structure[], b: readonly Structure[]): number =>
  a.reduce((sum, frame, at) => sum + apart(frame, b[at] as Structure), 0) / a.length;

test.each(Object.keys(SCENES))('%s: every copy is near in likeness, by poster and by frames', async (scene) => {
  const original = await look(path(scene));
  const strip = await frames(path(scene));
  for (const copy of Object.keys(COPIES)) {
    expect(apart(original, await look(path(scene, copy))), copy).toBeLessThanOrEqual(8);
    expect(meanApart(strip, await frames(path(scene, copy))), copy).toBeLessThanOrEqual(10);
  }
});

test('different scenes are far apart in likeness', async () => {
  const looks = await Promise.all(Object.keys(SCENES).map((scene) => look(path(scene))));
  for (const [at, one] of looks.entries())
    for (const other of looks.slice(at + 1)) expect(apart(one, other)).toBeGreaterThan(16);
});

test('a plain surface is recognised', async () => {
  const plain = folder.make('plain.mp4', '-f', 'lavfi', '-i', 'color=teal:s=160x90:d=1', ...H264);
  expect(await look(plain)).toMatchObject({ isFlat: true });
  expect((await look(path('fractal'))).isFlat).toBe(false);
});

test('a likeness survives packing, and other bytes give null', () => {
  const word = fc.nat({ max: 0xffffffff });
  const structure = fc.record({ high: word, low: word });
  const colours = fc.uint8Array({ minLength: COLOUR_BYTES, maxLength: COLOUR_BYTES });
  fc.assert(
    fc.property(fc.record({ high: word, low: word, colours, isFlat: fc.boolean() }), (likeness) => {
      expect(unpackLikeness(packLikeness(likeness))).toEqual(likeness);
    }),
  );
  fc.assert(
    fc.property(fc.array(structure), (strip) => {
      expect(unpackFrames(packFrames(strip))).toEqual(strip);
    }),
  );
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void [unpackLikeness(bytes), unpackFrames(bytes)]));
  expect(
    unpackLikeness(
      packLikeness({ high: 1, low: 2, colours: new Uint8Array(COLOUR_BYTES), isFlat: false }).fill(2, 0, 1),
    ),
  ).toBeNull();
});

test('the number of different bits equals a simple count', () => {
  const word = fc.nat({ max: 0xffffffff });
  const ones = (value: number): number => (value >>> 0).toString(2).replaceAll('0', '').length;
  fc.assert(
    fc.property(word, word, word, word, (a, b, c, d) => {
      expect(bitsApart(a, b, c, d)).toBe(ones(a ^ c) + ones(b ^ d));
    }),
  );
});

test('the likeness of stored pictures of an older version is computed without their originals', async () => {
  const directory = folder.at('previews');
  const request = { key: 'k', input: { path: path('fractal') }, priority: 9 };
  let previews = openPreviews({ directory, limitBytes: 1e8, concurrency: 2 });
  const poster = await previews.get({ ...request, requestId: 1, kind: 'poster' });
  await previews.get({ ...request, requestId: 2, kind: 'filmstrip' });
  await previews.close();
  const store = openStoreFile(directory, () => {});
  store.attempt(undefined, (db) => {
    db.exec('ALTER TABLE preview DROP COLUMN likeness');
    db.pragma('user_version = 1');
  });
  store.close();

  previews = openPreviews({
    directory,
    limitBytes: 1e8,
    concurrency: 2,
    onReset: (message) => expect.unreachable(message),
  });
  const gone = { ...request, input: { path: folder.at('gone.mp4') } };
  const plain = await previews.get({ ...gone, requestId: 3, kind: 'poster' });
  expect(plain).toMatchObject({ type: 'memory', facts: { likeness: null } });
  const again = await previews.get({ ...gone, requestId: 4, kind: 'poster', needsLikeness: true });
  const strip = await previews.get({ ...gone, requestId: 5, kind: 'filmstrip', needsLikeness: true });
  const structures = strip.type === 'memory' ? unpackFrames(strip.facts?.likeness as Uint8Array) : null;
  expect(meanApart(structures as Structure[], await frames(path('fractal')))).toBeLessThan(4);
  const before = poster.type === 'memory' ? unpackLikeness(poster.facts?.likeness as Uint8Array) : null;
  const now = again.type === 'memory' ? unpackLikeness(again.facts?.likeness as Uint8Array) : null;
  expect(apart(before as Likeness, now as Likeness)).toBeLessThan(4);
  expect(await previews.get({ ...gone, requestId: 6, kind: 'poster' })).toEqual(again);
  await previews.close();
  rmSync(directory, { recursive: true });
});

test('a damaged stored picture gives no likeness', async () => {
  const broken = folder.at('broken.webp');
  writeFileSync(broken, 'RIFF');
  for (const kind of ['poster', 'filmstrip'] as const)
    expect(await likenessAt(kind, broken, new AbortController().signal)).toMatchObject({ ok: false });
});
