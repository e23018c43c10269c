/** Tests previews through the interface that the application uses. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  openPreviews,
  type PreviewAnswer,
  type PreviewRequest,
  type PreviewThread,
} from '../../src-main/media/previews/previews.ts';
import type { PackedInput } from '../../src-main/media/programs/extract.ts';
import { factsIn, H264, moving, pixels, temporaryFolder } from './clips.ts';

// Real media takes long on a busy computer, because ffmpeg has a lower priority.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = temporaryFolder();
let clip: string;
let previews: PreviewThread;
let next = 0;

const open = (): PreviewThread =>
  openPreviews({ directory: folder.at('previews'), limitBytes: 100_000_000, concurrency: 2 });

beforeAll(() => {
  clip = folder.make('clip.mp4', ...moving('176x320', 1), ...H264, '-movflags', '+faststart');
});
beforeEach(() => {
  previews = open();
});
afterEach(async () => {
  await previews.close();
  rmSync(folder.at('previews'), { recursive: true });
});
afterAll(() => folder.remove());

function request(key: string, kind: PreviewRequest['kind'], input: PackedInput, priority = 0): PreviewRequest {
  return { requestId: next++, key, kind, input, priority };
}

function inMemory(answer: PreviewAnswer): Extract<PreviewAnswer, { type: 'memory' }> {
  if (answer.type !== 'memory') throw new Error(JSON.stringify(answer));
  return answer;
}

/** Writes a file with compressed `content` in its middle, like a zip. */
function pack(name: string, content: Buffer): PackedInput {
  const packed = deflateRawSync(content);
  writeFileSync(folder.at(name), Buffer.concat([Buffer.alloc(321, 1), packed, Buffer.alloc(99, 1)]));
  return {
    path: folder.at(name),
    offset: 321,
    size: packed.length,
    inflatedSize: content.length,
    crc32: crc32(content),
  };
}

test('a poster is made once, has its facts, and survives closing', async () => {
  const first = inMemory(await previews.get(request('k', 'poster', { path: clip })));
  expect(first).toMatchObject({ mime: 'image/webp', facts: { width: 176, height: 320 } });
  expect(first.facts?.thumbHash?.length).toBeGreaterThan(5);
  await previews.close();
  previews = open();
  // The original is no longer needed.
  expect(await previews.get(request('k', 'poster', { path: folder.at('gone.mp4') }))).toEqual(first);
  expect(previews.has(['k', 'other'], 'poster')).toEqual(['ready', null]);
  expect(previews.bytes()).toBe(first.bytes.length);
});

test('a preview that was made before the hash was known is taken over', async () => {
  const before = inMemory(await previews.get(request('place', 'poster', { path: clip })));
  const after = await previews.get({
    ...request('hash', 'poster', { path: folder.at('gone.mp4') }),
    formerKey: 'place',
  });
  expect(inMemory(after).bytes).toEqual(before.bytes);
  expect(previews.has(['place', 'hash'], 'poster')).toEqual([null, 'ready']);
  expect(await previews.get({ ...request('new', 'poster', { path: clip }), formerKey: 'never' })).toMatchObject({
    type: 'memory',
  });
});

test('answers can be sent between threads', async () => {
  const answer = await previews.get(request('k', 'poster', { path: clip }));
  expect(structuredClone(answer)).toEqual(answer);
});

test('filmstrips and proxies of a clip stored in a zip are made', async () => {
  const plain = readFileSync(clip);
  writeFileSync(folder.at('stored.zip'), Buffer.concat([Buffer.alloc(77, 1), plain, Buffer.alloc(5, 1)]));
  const input = { path: folder.at('stored.zip'), offset: 77, size: plain.length };
  const strip = inMemory(await previews.get(request('k', 'filmstrip', input)));
  expect(pixels(folder, strip.bytes)).toMatchObject({ width: 1320, height: 240 });
  const proxy = await previews.get(request('k', 'proxy', input));
  expect(proxy).toMatchObject({ type: 'file', mime: 'video/mp4' });
  if (proxy.type === 'file') expect(await factsIn(proxy.path)).toMatchObject({ codec: 'h264', width: 176 });
});

test('a compressed clip’s poster leaves no copy; its filmstrip leaves one that others use', async () => {
  const input = pack('packed.zip', readFileSync(clip));
  inMemory(await previews.get(request('k', 'poster', input)));
  expect(readdirSync(folder.at('previews/proxies'))).toEqual([]);
  inMemory(await previews.get(request('k', 'filmstrip', input)));
  const copies = readdirSync(folder.at('previews/proxies'));
  expect(copies).toHaveLength(1);
  const extracted = await previews.extract({ ...request('k', 'poster', input), extension: 'mp4' });
  expect(extracted).toMatchObject({ type: 'file', path: folder.at(`previews/proxies/${copies[0]}`) });
});

test('a compressed clip with its index last gets a poster', async () => {
  const last = folder.make('last.mov', ...moving('640x480', 0.3), '-c:v', 'rawvideo', '-pix_fmt', 'rgb24');
  const content = readFileSync(last);
  expect(content.length).toBeGreaterThan(4 * 1024 * 1024);
  expect(inMemory(await previews.get(request('k', 'poster', pack('last.zip', content)))).facts).toMatchObject({
    width: 640,
  });
});

test('an entry with a wrong checksum or size fails with a sentence and leaves no file', async () => {
  const input = pack('wrong.zip', readFileSync(clip));
  for (const wrong of [
    { ...input, crc32: 1 },
    { ...input, inflatedSize: 100 },
    { ...input, size: 1000 },
  ]) {
    const answer = await previews.extract({ ...request(`k${next}`, 'poster', wrong), extension: 'mp4' });
    expect(answer).toMatchObject({ type: 'failed', code: 'undecodable', path: folder.at('wrong.zip') });
  }
  expect(readdirSync(folder.at('previews/proxies'))).toEqual([]);
});

test('a broken clip fails once and its failure is stored; that of a missing clip is not', async () => {
  writeFileSync(
    folder.at('broken.mp4'),
    Buffer.concat([Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1'), Buffer.alloc(500, 3)]),
  );
  const broken = await previews.get(request('broken', 'poster', { path: folder.at('broken.mp4') }));
  expect(broken).toMatchObject({ type: 'failed', code: 'undecodable', path: folder.at('broken.mp4') });
  const missing = await previews.get(request('missing', 'poster', { path: folder.at('nowhere.mp4') }));
  expect(missing).toMatchObject({ type: 'failed', code: 'missing' });
  expect(previews.has(['broken', 'missing'], 'poster')).toEqual(['failed', null]);
});

test('text is not media', async () => {
  writeFileSync(folder.at('page.mp4'), '<html>');
  expect(await previews.get(request('page', 'poster', { path: folder.at('page.mp4') }))).toMatchObject({
    type: 'failed',
    code: 'not-media',
  });
});

test('cancelled requests are answered, and the others continue', async () => {
  previews.pause(true);
  const dropped = request('a', 'poster', { path: clip }, 1);
  const wanted = request('b', 'poster', { path: clip }, 1);
  const answers = [previews.get(dropped), previews.get(wanted)];
  previews.drop(dropped.requestId);
  expect(await answers[0]).toMatchObject({ type: 'failed', code: 'dropped' });
  previews.pause(false);
  expect(await answers[1]).toMatchObject({ type: 'memory' });
  expect(previews.has(['a'], 'poster')).toEqual([null]);
});

test('closing during work answers all requests and leaves no partial file', async () => {
  const long = folder.make('long.mp4', '-f', 'lavfi', '-i', 'color=red:s=1280x720:r=30:d=20', ...H264);
  const answers = [
    previews.get(request('p', 'proxy', { path: long })),
    previews.get(request('q', 'filmstrip', { path: long })),
  ];
  await expect.poll(() => readdirSync(folder.at('previews/proxies')).length, { timeout: 20_000 }).toBe(1);
  await previews.close();
  expect((await Promise.all(answers)).map((answer) => answer.type)).toEqual(['failed', 'failed']);
  expect(readdirSync(folder.at('previews/proxies'))).toEqual([]);
  expect(existsSync(folder.at('previews/previews.sqlite'))).toBe(true);
  previews = open();
});
