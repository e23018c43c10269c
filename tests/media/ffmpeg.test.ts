/** Tests running ffmpeg: unusual names, hostile files, stopping. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makePoster } from '../../src-main/media/previews/poster.ts';
import { makeProxy } from '../../src-main/media/previews/proxy.ts';
import { inputOptions, runFfmpeg, runFfprobe, sourceOf } from '../../src-main/media/programs/ffmpeg.ts';
import { ffmpegPids } from '../app/processes.ts';
import { factsIn, H264, moving, temporaryFolder } from './clips.ts';

// Real media takes long on a busy computer, because ffmpeg has a lower priority.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = temporaryFolder();
let clip: string;
const decode = ['-map', '0:v:0', '-frames:v', '1', '-c:v', 'pam', '-f', 'image2pipe'];
const soon = { timeoutMs: 20_000 };

beforeAll(() => {
  clip = folder.make('clip.mp4', ...moving('64x48', 0.5, 10), ...H264);
});
afterAll(() => folder.remove());

describe('arguments', () => {
  test('the container comes from the bytes, and only local protocols are allowed', () => {
    const options = inputOptions('video/webm');
    expect(options.slice(-2)).toEqual(['-f', 'matroska']);
    expect(options[options.indexOf('-protocol_whitelist') + 1]).toBe('file,pipe,subfile');
    expect(inputOptions('video/anything').slice(-2)).toEqual(['-f', 'mov']);
  });

  test('a part of a file becomes a subfile', () => {
    expect(sourceOf({ path: '/a/b.mp4' })).toBe('file:/a/b.mp4');
    expect(sourceOf({ path: '/a/b.zip', offset: 10, size: 5 })).toBe('subfile,,start,10,end,15,,:file:/a/b.zip');
  });
});

describe('names', () => {
  test.each([
    '-i.mp4',
    '%d.mp4',
    'a:b.mp4',
    'http:x.mp4',
    'new\nline.mp4',
    "it's [0:v],;|.mp4",
    '紙の龍 🐉.mp4',
    'a,,b.mp4',
  ])('%j works as a whole file and as a part', async (name) => {
    copyFileSync(clip, folder.at(name));
    const facts = await factsIn(clip);
    expect(await makePoster({ path: folder.at(name) }, facts)).toMatchObject({ ok: true });
    const plain = readFileSync(clip);
    writeFileSync(folder.at(name), Buffer.concat([Buffer.alloc(500, 1), plain, Buffer.alloc(500, 1)]));
    expect(await makePoster({ path: folder.at(name), offset: 500, size: plain.length }, facts)).toMatchObject({
      ok: true,
    });
  });
});

describe('hostile files', () => {
  const playlists = (): readonly (readonly [string, string])[] => [
    ['hls.mp4', `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://${clip}\n#EXT-X-ENDLIST\n`],
    ['concat.mp4', `ffconcat version 1.0\nfile '${clip}'\n`],
    ['web.mp4', '#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n'],
  ];

  test('a playlist with a clip’s name reads no other file', async () => {
    for (const [name, text] of playlists()) {
      writeFileSync(folder.at(name), text);
      const run = await runFfmpeg(
        { input: inputOptions('video/mp4'), source: sourceOf({ path: folder.at(name) }), output: decode, target: null },
        soon,
      );
      expect(run, name).toMatchObject({ ok: false, failure: { code: 'undecodable' } });
      expect(await runFfprobe('video/mp4', { path: folder.at(name) }, soon), name).toMatchObject({ ok: false });
    }
  });

  test('a movie whose media is in another file does not get it', async () => {
    const reference = folder.make('reference.mov', '-i', clip, '-c', 'copy');
    const bytes = readFileSync(reference);
    const url = bytes.indexOf('url ');
    expect(url).toBeGreaterThan(0);
    // Marks the media as not self-contained and clears it in this file.
    bytes.writeUInt32BE(0, url + 4);
    bytes.fill(0, bytes.indexOf('mdat') + 4, bytes.indexOf('moov') - 4);
    writeFileSync(reference, bytes);
    const run = await makePoster({ path: reference }, await factsIn(reference));
    expect(run.ok).toBe(false);
  });

  test('a picture that claims a gigantic size is refused, and no memory is allocated for it', async () => {
    const png = folder.make('huge.png', ...moving('64x48', 0.1, 10), '-frames:v', '1');
    const bytes = readFileSync(png);
    bytes.writeUInt32BE(60_000, 16);
    bytes.writeUInt32BE(60_000, 20);
    writeFileSync(png, bytes);
    expect(await makePoster({ path: png }, await factsIn(png))).toMatchObject({
      ok: false,
      failure: { code: 'undecodable' },
    });
  });
});

describe('stopping', () => {
  const endless = () => ({
    input: ['-nostdin', '-loglevel', 'error', '-y', '-f', 'lavfi'],
    source: 'testsrc2=s=320x240',
    output: ['-c:v', 'libx264', '-f', 'mp4'],
    target: `file:${folder.at('endless.mp4')}`,
  });
  /** Processes start slowly on a busy computer. */
  const patience = { timeout: 20_000 };
  const processesWith = (text: string): number =>
    readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(text)).length;

  test('a run that exceeds its timeout is ended', async () => {
    const run = await runFfmpeg(endless(), { timeoutMs: 300 });
    expect(run).toMatchObject({ ok: false, failure: { code: 'timeout' } });
  });

  test.skipIf(process.platform !== 'linux')('an aborted run leaves no process behind', async () => {
    const controller = new AbortController();
    const running = runFfmpeg(endless(), { timeoutMs: 30_000, signal: controller.signal });
    await expect.poll(() => processesWith(folder.at('endless.mp4')), patience).toBeGreaterThan(0);
    controller.abort();
    expect(await running).toMatchObject({ ok: false, failure: { code: 'dropped' } });
    expect(processesWith(folder.at('endless.mp4'))).toBe(0);
  });

  test.skipIf(process.platform !== 'linux')(
    'a run that another program killed is repeated once, and then fails as internal',
    async () => {
      const running = runFfmpeg(endless(), { timeoutMs: 30_000 });
      // A killed process can be seen for a moment longer, so each one is killed only once.
      const killed: number[] = [];
      const alive = () =>
        ffmpegPids(process.pid, folder.at('endless.mp4')).filter((candidate) => !killed.includes(candidate));
      for (let kills = 0; kills < 2; kills++) {
        await expect.poll(() => alive().length, patience).toBe(1);
        for (const pid of alive()) {
          process.kill(pid, 'SIGKILL');
          killed.push(pid);
        }
      }
      expect(await running).toMatchObject({ ok: false, failure: { code: 'internal' } });
      expect(killed).toHaveLength(2);
      expect(processesWith(folder.at('endless.mp4'))).toBe(0);
    },
  );

  test('a run that is aborted before its start does not start', async () => {
    const run = await runFfmpeg(endless(), { timeoutMs: 30_000, signal: AbortSignal.abort() });
    expect(run).toMatchObject({ ok: false, failure: { code: 'dropped' } });
  });

  test('an aborted proxy leaves no file behind', async () => {
    const long = folder.make('long.mp4', '-f', 'lavfi', '-i', 'color=red:s=1280x720:r=30:d=20', ...H264);
    const controller = new AbortController();
    const running = makeProxy({ path: long }, await factsIn(long), folder.at('proxy.mp4'), controller.signal);
    await expect
      .poll(() => readdirSync(folder.path).some((name) => name.startsWith('proxy.mp4.')), patience)
      .toBe(true);
    controller.abort();
    expect(await running).toMatchObject({ ok: false, failure: { code: 'dropped' } });
    expect(readdirSync(folder.path).filter((name) => name.startsWith('proxy.mp4'))).toEqual([]);
  });
});

test('a file that was removed is missing, not damaged', async () => {
  const facts = await factsIn(clip);
  expect(await makePoster({ path: folder.at('gone.mp4') }, facts)).toMatchObject({
    ok: false,
    failure: { code: 'missing' },
  });
});

test.skipIf(process.platform !== 'linux')('a full disk is reported as full', async () => {
  const output = ['-c:v', 'rawvideo', '-f', 'avi'];
  const run = await runFfmpeg(
    { input: inputOptions('video/mp4'), source: sourceOf({ path: clip }), output, target: 'file:/dev/full' },
    soon,
  );
  expect(run).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
});

test('many parallel runs all give an answer', async () => {
  const facts = await factsIn(clip);
  const runs = await Promise.all(Array.from({ length: 12 }, () => makePoster({ path: clip }, facts)));
  expect(runs.every((run) => run.ok)).toBe(true);
});

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}
