/** Tests posters, filmstrips and proxies of real media. */
import { readFileSync, writeFileSync } from 'node:fs';
import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from 'thumbhash';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { filmstripCommand, makeFilmstrip } from '../../src-main/media/previews/filmstrip.ts';
import { makePoster, type Poster, posterCommand } from '../../src-main/media/previews/poster.ts';
import { makeProxy } from '../../src-main/media/previews/proxy.ts';
import { factsIn, H264, moving, pixels, temporaryFolder, tone } from './clips.ts';

// Real media takes long on a busy computer, because ffmpeg has a lower priority.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = temporaryFolder();
afterAll(() => folder.remove());

async function posterOf(path: string): Promise<Poster> {
  const poster = await makePoster({ path }, await factsIn(path));
  if (!poster.ok) throw new Error(poster.failure.message);
  return poster.value;
}

const color = (name: string, seconds: number, size = '64x48'): readonly string[] => [
  '-f',
  'lavfi',
  '-i',
  `color=${name}:s=${size}:r=10:d=${seconds}`,
];

describe('posters', () => {
  test('the keyframe option comes before the input, and ffmpeg uses one thread for decoding and encoding', () => {
    const { input, output } = posterCommand({ path: '/x.mp4' }, { kind: 'video', mime: 'video/mp4' }, 1, {
      type: 'keyframe',
    });
    expect(input.join(' ')).toContain('-skip_frame nokey');
    expect(input.join(' ')).toContain('-threads 1');
    expect(output.join(' ')).toContain('-threads 1');
  });

  test.each([
    ['704x1280', 264, 480],
    ['1280x704', 720, 396],
    ['480x480', 480, 480],
    ['120x90', 120, 90],
    ['2000x100', 720, 36],
  ])('a clip of %s fits the box and is never enlarged', async (size, width, height) => {
    const poster = await posterOf(folder.make('sized.mp4', ...moving(size, 0.1, 10), ...H264));
    expect(poster).toMatchObject({ width, height });
    expect(poster.bytes.length).toBeLessThan(40_000);
    expect(thumbHashToApproximateAspectRatio(poster.thumbHash ?? [])).toBeGreaterThan(0);
  });

  test('a rotated clip is shown upright', async () => {
    const plain = folder.make('plain.mp4', ...moving('320x160', 0.2, 10), ...H264);
    const turned = folder.make('turned.mp4', '-i', plain, '-c', 'copy', '-metadata:s:v', 'rotate=90');
    expect(await posterOf(turned)).toMatchObject({ width: 160, height: 320 });
  });

  test('a clip that begins black is shown by a later frame', async () => {
    const parts = ['-filter_complex', '[0][1]concat=n=2[v]', '-map', '[v]'];
    const path = folder.make('fade.mp4', ...color('black', 0.3), ...color('red', 2), ...parts, ...H264);
    const { r: red, g: green, b: blue } = thumbHashToAverageRGBA((await posterOf(path)).thumbHash ?? []);
    expect(red).toBeGreaterThan(0.7);
    expect(green + blue).toBeLessThan(0.4);
  });

  test('a clip that is completely black has a poster, too', async () => {
    expect(await posterOf(folder.make('black.mp4', ...color('black', 1), ...H264))).toMatchObject({ width: 64 });
  });

  test('a clip that is cut short gets a poster from its readable part', async () => {
    const path = folder.make('cut.mp4', ...moving('320x240', 3), ...H264, '-movflags', '+faststart');
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    expect(await posterOf(path)).toMatchObject({ width: 320 });
  });

  test.each(['png', 'jpg', 'webp', 'gif'])('a %s is drawn by the same function', async (extension) => {
    expect(
      await posterOf(folder.make(`still.${extension}`, ...moving('100x80', 0.1, 10), '-frames:v', '1')),
    ).toMatchObject({
      width: 100,
      height: 80,
    });
  });

  test('transparency is kept', async () => {
    const path = folder.make('clear.png', '-f', 'lavfi', '-i', 'color=red@0.0:s=64x64,format=rgba', '-frames:v', '1');
    const poster = await posterOf(path);
    expect(pixels(folder, poster.bytes).at(32, 32)[3]).toBe(0);
    expect(thumbHashToAverageRGBA(poster.thumbHash ?? []).a).toBeLessThan(0.1);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i is turned upright', async (orientation) => {
    // The stored picture is white at the top left. The orientation determines the displayed corner (EXIF 2.3, 4.6.4).
    const corner = 'color=black:s=64x32,drawbox=x=0:y=0:w=32:h=16:color=white:t=fill';
    const path = folder.make('corner.jpg', '-f', 'lavfi', '-i', corner, '-frames:v', '1', '-q:v', '1');
    const plain = readFileSync(path);
    const tiff = Buffer.from(
      `MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0\0\0\0\0`,
      'latin1',
    );
    const app1 = Buffer.concat([
      Buffer.from([0xff, 0xe1, 0, tiff.length + 8]),
      Buffer.from('Exif\0\0', 'latin1'),
      tiff,
    ]);
    writeFileSync(path, Buffer.concat([plain.subarray(0, 2), app1, plain.subarray(2)]));
    const poster = await posterOf(path);
    const shown = pixels(folder, poster.bytes);
    const right = [2, 3, 6, 7].includes(orientation);
    const bottom = [3, 4, 7, 8].includes(orientation);
    expect([shown.width, shown.height]).toEqual(orientation >= 5 ? [32, 64] : [64, 32]);
    expect(shown.at(right ? shown.width - 4 : 4, bottom ? shown.height - 4 : 4)[0]).toBeGreaterThan(200);
    expect(shown.at(right ? 4 : shown.width - 4, bottom ? 4 : shown.height - 4)[0]).toBeLessThan(50);
  });

  test('an animated WebP fails with a sentence, or is drawn when ffmpeg can decode it', async () => {
    const path = folder.make('animation.webp', ...moving('64x48', 1, 5), '-c:v', 'libwebp_anim');
    const poster = await makePoster({ path }, await factsIn(path));
    if (!poster.ok)
      expect(poster.failure).toEqual({
        code: 'undecodable',
        message: 'This WebP picture cannot be decoded: it is an animation, or damaged.',
      });
  });

  test('a clip with destroyed media fails as a value', async () => {
    const path = folder.make('destroyed.mp4', ...moving('64x48', 0.5, 10), ...H264, '-movflags', '+faststart');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0, bytes.indexOf('mdat') + 4));
    expect(await makePoster({ path }, await factsIn(path))).toMatchObject({
      ok: false,
      failure: { code: 'undecodable' },
    });
  });
});

describe('filmstrips', () => {
  /** A clip whose tenths are shades of grey, from dark to bright. */
  const shades = 'geq=lum=clip(floor(10*T/DURATION)*24+16\\,0\\,255):cb=128:cr=128';

  async function cells(path: string): Promise<readonly number[]> {
    const strip = await makeFilmstrip({ path }, await factsIn(path));
    if (!strip.ok) throw new Error(strip.failure.message);
    const picture = pixels(folder, strip.value.bytes);
    const cell = picture.width / 10;
    return Array.from(
      { length: 10 },
      (_, index) => picture.at(Math.floor((index + 0.5) * cell), Math.floor(picture.height / 2))[0] ?? 0,
    );
  }

  test('ten frames come from one pass over the video track only', () => {
    const { output } = filmstripCommand(
      { path: '/x.mp4' },
      { mime: 'video/mp4', width: 704, height: 1280, seconds: 10 },
      'noref',
    );
    expect(output.join(' ')).toContain('tile=10x1');
    expect(output.join(' ')).toContain('scale=132:240');
  });

  test.each([0.5, 1, 5, 25])('the ten frames of %d seconds are spread evenly', async (seconds) => {
    const filter = shades.replace('DURATION', String(seconds));
    const path = folder.make(
      'shades.mp4',
      ...moving('64x48', seconds, 20),
      ...tone(seconds + 1),
      '-vf',
      filter,
      ...H264,
      '-c:a',
      'aac',
    );
    const shown = await cells(path);
    shown.forEach((value, index) => void expect(Math.abs(value - (index * 24 * 255) / 219)).toBeLessThan(30));
    expect(shown.every((value, index) => index === 0 || value > (shown[index - 1] ?? 0))).toBe(true);
  });

  test.each([1, 2, 6])('a clip of %i frames fills all ten cells', async (frames) => {
    const path = folder.make(
      'short.mp4',
      ...color('white', 1),
      ...tone(3),
      '-frames:v',
      String(frames),
      ...H264,
      '-c:a',
      'aac',
    );
    expect((await cells(path)).every((value) => value > 230)).toBe(true);
  });

  test('a clip with variable frame rate fills all ten cells', async () => {
    const path = folder.make(
      'vfr.mp4',
      ...color('white', 4),
      '-vf',
      'select=not(mod(n\\,7))+not(mod(n\\,5))',
      '-vsync',
      'vfr',
      ...H264,
    );
    expect((await cells(path)).every((value) => value > 230)).toBe(true);
  });

  test('a clip that is cut short repeats its last frame', async () => {
    const path = folder.make(
      'cutstrip.mp4',
      ...color('white', 6, '320x240'),
      '-vf',
      'noise=alls=10:allf=t',
      ...H264,
      '-g',
      '5',
      '-movflags',
      '+faststart',
    );
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length * 0.4)));
    expect((await cells(path)).every((value) => value > 200)).toBe(true);
  });

  test('a rotated clip’s frames are upright', async () => {
    const plain = folder.make('lying.mp4', ...moving('320x160', 0.5, 10), ...H264);
    const turned = folder.make('upright.mp4', '-i', plain, '-c', 'copy', '-metadata:s:v', 'rotate=90');
    const strip = await makeFilmstrip({ path: turned }, await factsIn(turned));
    const size = strip.ok ? pixels(folder, strip.value.bytes) : null;
    expect([size?.width, size?.height]).toEqual([1200, 240]);
  });

  test('pictures have no filmstrip', async () => {
    const path = folder.make('none.png', ...moving('64x48', 0.1, 10), '-frames:v', '1');
    expect(await makeFilmstrip({ path }, await factsIn(path))).toMatchObject({
      ok: false,
      failure: { code: 'not-media' },
    });
  });
});

describe('proxies', () => {
  test('HEVC with odd sides and sound becomes H.264 and AAC with even sides, index first', async () => {
    const hevc = [
      '-c:v',
      'libx265',
      '-x265-params',
      'log-level=none',
      '-pix_fmt',
      'yuv444p',
      '-tag:v',
      'hvc1',
      '-c:a',
      'aac',
    ];
    const path = folder.make('hevc.mp4', ...moving('121x91', 0.5, 10), ...tone(0.5), ...hevc);
    const proxy = await makeProxy({ path }, await factsIn(path), folder.at('proxy out.mp4'));
    expect(proxy).toEqual({ ok: true, value: folder.at('proxy out.mp4') });
    expect(await factsIn(folder.at('proxy out.mp4'))).toMatchObject({
      codec: 'h264',
      width: 120,
      height: 90,
      hasAudio: true,
      damage: null,
    });
    const bytes = readFileSync(folder.at('proxy out.mp4'));
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  test('a clip without sound stays without sound', async () => {
    const path = folder.make('silent.webm', ...moving('64x48', 0.3, 10), '-c:v', 'libvpx');
    await makeProxy({ path }, await factsIn(path), folder.at('silent-proxy.mp4'));
    expect(await factsIn(folder.at('silent-proxy.mp4'))).toMatchObject({ codec: 'h264', hasAudio: false });
  });

  test('an absent folder fails as a value', async () => {
    const path = folder.make('small.mp4', ...moving('64x48', 0.3, 10), ...H264);
    expect(await makeProxy({ path }, await factsIn(path), folder.at('no/where.mp4'))).toMatchObject({ ok: false });
  });
});
