/** Tests the facts from headers of real files made by ffmpeg, compared with ffprobe's answers. */
import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createInflateRaw, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fileBytes, forwardBytes, inputBytes } from '../../src-main/media/headers/bytes.ts';
import { factsOf, orientationOf } from '../../src-main/media/headers/read-facts.ts';
import { programPath } from '../../src-main/media/programs/programs.ts';
import { factsIn, H264, moving, temporaryFolder, tone } from './clips.ts';

// Real media takes long on a busy computer, because ffmpeg has a lower priority.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = temporaryFolder();
let clip: string;

beforeAll(() => {
  clip = folder.make(
    'clip.mp4',
    ...moving('176x320', 1),
    ...tone(1.2),
    ...H264,
    '-c:a',
    'aac',
    '-movflags',
    '+faststart',
  );
});
afterAll(() => folder.remove());

interface Probed {
  readonly width: number;
  readonly height: number;
  readonly codec_name: string;
  readonly avg_frame_rate: string;
  readonly duration: string;
}

function ffprobe(path: string): Probed {
  const args = ['-v', 'error', '-of', 'json', '-select_streams', 'v:0', '-show_streams', path];
  return (JSON.parse(execFileSync(programPath('ffprobe') ?? '', args).toString()) as { streams: [Probed] }).streams[0];
}

describe('videos', () => {
  test.each([
    ['index first', ['-movflags', '+faststart']],
    ['index last', []],
    ['in fragments', ['-movflags', 'frag_keyframe+empty_moov']],
    ['in fragments with their defaults', ['-movflags', 'frag_every_frame+empty_moov+default_base_moof', '-g', '10']],
    ['at 24 frames', ['-r', '24']],
    ['at a broadcast rate', ['-r', '30000/1001']],
    ['with odd timing', ['-vf', 'select=mod(n\\,3)', '-vsync', 'vfr']],
  ])('a clip with its %s gives the same facts as ffprobe', async (name, args) => {
    const path = folder.make(`${name}.mp4`, '-i', clip, ...H264, '-c:a', 'copy', ...args);
    const facts = await factsIn(path);
    const probed = ffprobe(path);
    const [frames = 0, seconds = 1] = probed.avg_frame_rate.split('/').map(Number);
    expect(facts).toMatchObject({
      kind: 'video',
      mime: 'video/mp4',
      width: 176,
      height: 320,
      codec: 'h264',
      hasAudio: true,
      damage: null,
    });
    expect(facts.durationSeconds).toBeCloseTo(Number(probed.duration), 1);
    expect(facts.fps).toBeCloseTo(frames / seconds, 0);
  });

  test('sound that is longer than the picture does not lengthen the clip', async () => {
    expect((await factsIn(clip)).durationSeconds).toBe(1);
  });

  test('a clip without sound has no audio', async () => {
    const silent = folder.make('silent.mp4', '-i', clip, '-c', 'copy', '-an');
    expect((await factsIn(silent)).hasAudio).toBe(false);
  });

  test('a quarter turn swaps the sides', async () => {
    const turned = folder.make('turned.mp4', '-i', clip, '-c', 'copy', '-metadata:s:v', 'rotate=90');
    expect(await factsIn(turned)).toMatchObject({ width: 320, height: 176 });
  });

  test('QuickTime and HEVC are distinguished', async () => {
    const mov = folder.make('clip.mov', '-i', clip, '-c', 'copy');
    const hevc = folder.make(
      'hevc.mp4',
      '-i',
      clip,
      '-c:v',
      'libx265',
      '-x265-params',
      'log-level=none',
      '-tag:v',
      'hvc1',
      '-c:a',
      'copy',
    );
    expect((await factsIn(mov)).mime).toBe('video/quicktime');
    expect((await factsIn(hevc)).codec).toBe('hevc');
  });

  test('WebM, Matroska and AVI are read through ffprobe', async () => {
    const webm = folder.make('clip.webm', ...moving('64x48', 0.5, 10), '-c:v', 'libvpx');
    const mkv = folder.make('clip.mkv', '-i', clip, '-c', 'copy');
    const avi = folder.make('clip.avi', ...moving('64x48', 0.5, 10), '-c:v', 'mpeg4');
    expect(await factsIn(avi)).toMatchObject({
      mime: 'video/x-msvideo',
      width: 64,
      height: 48,
      codec: 'mpeg4',
      fps: 10,
    });
    expect(await factsIn(webm)).toMatchObject({
      mime: 'video/webm',
      width: 64,
      height: 48,
      codec: 'vp8',
      fps: 10,
      hasAudio: false,
    });
    expect(await factsIn(mkv)).toMatchObject({
      mime: 'video/x-matroska',
      width: 176,
      codec: 'h264',
      hasAudio: true,
      damage: null,
    });
  });

  test('a clip inside a larger file gives the same facts', async () => {
    const whole = Buffer.concat([Buffer.alloc(1234, 7), readFileSync(clip), Buffer.alloc(99, 7)]);
    writeFileSync(folder.at('window.zip'), whole);
    const window = { path: folder.at('window.zip'), offset: 1234, size: whole.length - 1333 };
    expect(await factsIn(window)).toEqual(await factsIn(clip));
  });

  test('a compressed clip is read while it is unpacked, wherever its index is', async () => {
    const last = folder.make('last.mp4', '-i', clip, '-c', 'copy');
    for (const path of [clip, last]) {
      const plain = readFileSync(path);
      const packed = deflateRawSync(plain);
      const bytes = forwardBytes(async () => Readable.from([packed]).pipe(createInflateRaw()), plain.length);
      expect(await factsOf(bytes, path)).toEqual(await factsIn(path));
      await bytes.close();
    }
  });

  test('an index beyond the unpacking limit leaves gaps, but is not damage', async () => {
    const last = readFileSync(folder.make('far.mp4', '-i', clip, '-c', 'copy'));
    const bytes = forwardBytes(async () => Readable.from([last]), last.length, 1000);
    expect(await factsOf(bytes, 'far.mp4')).toMatchObject({ kind: 'video', width: null, damage: null });
  });

  test('a C2PA manifest is found', async () => {
    const uuid = Buffer.concat([
      Buffer.from('\0\0\0\x28uuid', 'latin1'),
      Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'),
      Buffer.alloc(16),
    ]);
    const plain = readFileSync(folder.at('clip.mp4'));
    const ftyp = plain.readUInt32BE(0);
    writeFileSync(folder.at('c2pa.mp4'), Buffer.concat([plain.subarray(0, ftyp), uuid, plain.subarray(ftyp)]));
    expect((await factsIn(folder.at('c2pa.mp4'))).c2pa).toMatchObject({ validated: false, problem: 'damaged' });
    expect((await factsIn(clip)).c2pa).toBeNull();
  });
});

describe('pictures', () => {
  beforeAll(() => {
    for (const name of ['still.png', 'still.jpg', 'still.webp'])
      folder.make(name, ...moving('80x60', 1), '-frames:v', '1');
    folder.make('lossless.webp', '-i', folder.at('still.png'), '-lossless', '1');
    folder.make('still.gif', ...moving('80x60', 1, 5));
    folder.make('animation.webp', ...moving('80x60', 1, 5), '-c:v', 'libwebp_anim');
  });

  test.each([
    ['still.png', 'image/png', 'png'],
    ['still.jpg', 'image/jpeg', 'mjpeg'],
    ['still.webp', 'image/webp', 'webp'],
    ['lossless.webp', 'image/webp', 'webp'],
    ['animation.webp', 'image/webp', 'webp'],
    ['still.gif', 'image/gif', 'gif'],
  ])('%s', async (name, mime, codec) => {
    const nothing = { durationSeconds: null, fps: null, hasAudio: null, c2pa: null, damage: null };
    expect(await factsIn(folder.at(name))).toEqual({ kind: 'image', mime, width: 80, height: 60, codec, ...nothing });
  });

  test('EXIF orientation swaps the sides and is returned', async () => {
    const turned = withOrientation(readFileSync(folder.at('still.jpg')), 6);
    writeFileSync(folder.at('turned.jpg'), turned);
    const bytes = await fileBytes(folder.at('turned.jpg'));
    expect(await factsOf(bytes, 'turned.jpg')).toMatchObject({ width: 60, height: 80, damage: null });
    expect(await orientationOf(bytes)).toBe(6);
    await bytes.close();
  });

  test('manifests are found at the place of each picture format', async () => {
    const png = readFileSync(folder.at('still.png'));
    const caBX = Buffer.concat([Buffer.from('\0\0\0\x04caBXjumb', 'latin1'), Buffer.alloc(4)]);
    writeFileSync(folder.at('c2pa.png'), Buffer.concat([png.subarray(0, 33), caBX, png.subarray(33)]));
    const jpg = readFileSync(folder.at('still.jpg'));
    const app11 = Buffer.from(
      '\xff\xeb\0\x30JP\0\x01\0\0\0\x01\0\0\0\x24jumb\0\0\0\x1cjumdc2pa\0\x11\0\x10\x80\0\0\xaa\x008\x9bq\x03c2pa',
      'latin1',
    );
    app11.writeUInt16BE(app11.length - 2, 2);
    writeFileSync(folder.at('c2pa.jpg'), Buffer.concat([jpg.subarray(0, 2), app11, jpg.subarray(2)]));
    const webp = Buffer.concat([readFileSync(folder.at('still.webp')), Buffer.from('C2PA\x04\0\0\0jumb', 'latin1')]);
    webp.writeUInt32LE(webp.length - 8, 4);
    writeFileSync(folder.at('c2pa.webp'), webp);
    for (const name of ['c2pa.png', 'c2pa.jpg', 'c2pa.webp']) {
      expect(await factsIn(folder.at(name)), name).toMatchObject({
        c2pa: { validated: false, manifests: [] },
        width: 80,
        damage: null,
      });
    }
  });

  test.each(['still.png', 'still.jpg', 'still.webp', 'still.gif'])(
    '%s cut short is damaged, with its size kept',
    async (name) => {
      const whole = readFileSync(folder.at(name));
      const path = folder.at(`cut-${name}`);
      writeFileSync(path, whole.subarray(0, Math.floor(whole.length / 2)));
      const facts = await factsIn(path);
      expect(facts).toMatchObject({ width: 80, height: 60 });
      expect(facts.damage).toMatch(/^The file is cut short/);
    },
  );
});

describe('damage', () => {
  test('a clip that is cut short keeps its facts and states how much is missing', async () => {
    const path = folder.at('cut.mp4');
    const whole = readFileSync(clip);
    writeFileSync(path, whole.subarray(0, whole.length - 1000));
    const said = `The file is cut short: ${(whole.length - 1000).toLocaleString('en')} of ${whole.length.toLocaleString('en')} bytes are there.`;
    expect(await factsIn(path)).toMatchObject({ width: 176, durationSeconds: 1, damage: said });
  });

  test('a clip whose index was never written is damaged', async () => {
    const path = folder.make('unfinished.mp4', '-i', clip, '-c', 'copy');
    truncateSync(path, 5000);
    const facts = await factsIn(path);
    expect(facts).toMatchObject({ kind: 'video', width: null });
    expect(facts.damage).toMatch(/cut short/);
  });

  test('an empty file is damaged media with a media name, and not media with another name', async () => {
    writeFileSync(folder.at('empty.MP4'), '');
    writeFileSync(folder.at('empty.txt'), '');
    expect(await factsIn(folder.at('empty.MP4'))).toMatchObject({
      kind: 'video',
      mime: 'video/mp4',
      damage: 'The file is empty.',
    });
    const bytes = await fileBytes(folder.at('empty.txt'));
    expect(await factsOf(bytes, 'empty.txt')).toBeNull();
    await bytes.close();
  });

  test('text with a media name is not media; zeros with a media name are damaged media', async () => {
    writeFileSync(folder.at('page.mp4'), '<html>This link has expired</html>');
    writeFileSync(folder.at('zeros.mp4'), Buffer.alloc(5000));
    const bytes = await fileBytes(folder.at('page.mp4'));
    expect(await factsOf(bytes, 'page.mp4')).toBeNull();
    await bytes.close();
    expect((await factsIn(folder.at('zeros.mp4'))).damage).toMatch(/^The beginning of the file is damaged/);
  });

  test('a picture with a video’s name is read by its bytes', async () => {
    writeFileSync(folder.at('lying.mp4'), readFileSync(folder.at('still.png')));
    expect(await factsIn(folder.at('lying.mp4'))).toMatchObject({ kind: 'image', mime: 'image/png' });
  });

  test('an absent file rejects with the disk’s error', async () => {
    await expect(inputBytes({ path: folder.at('nowhere.mp4') })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from('MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x00\0\0\0\0\0\0', 'latin1');
  tiff.writeUInt16BE(orientation, 18);
  const segment = Buffer.concat([Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1'), tiff]);
  segment.writeUInt16BE(segment.length - 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}
