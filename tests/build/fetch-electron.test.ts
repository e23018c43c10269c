/** Fetches Electron from a mirror on this computer, with every possible failure. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Fetched, type FetchOptions, fetchElectron, withProxies } from '../../build/fetch-electron.ts';
import { examineRuntime, executable } from '../../src-main/cli/command-line/electron-runtime.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { closedAddress, electronPackageFor, openMirror, openProxy, runtimeZip, sendZip, VERSION } from './mirror.ts';

const PROGRAM = '#!/bin/sh\necho window\n';
const RUNNER = join(import.meta.dirname, 'fetch-and-be-killed.ts');

interface Trial {
  readonly folder: string;
  readonly cache: string;
  fetch(mirror: string, more?: Partial<FetchOptions>, env?: NodeJS.ProcessEnv): Promise<Fetched>;
}

async function trial(zip: Buffer): Promise<Trial> {
  const folder = await electronPackageFor(zip);
  const cache = await tempFolder();
  return {
    folder,
    cache,
    fetch: (mirror, more, env) =>
      fetchElectron({
        folder,
        env: environment(mirror, cache, env),
        signal: new AbortController().signal,
        onProgress: () => {},
        ...more,
      }),
  };
}

/** Removes this computer's own proxies and mirrors. */
function environment(mirror: string, cache: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/proxy|electron/i.test(name));
  return { ...Object.fromEntries(own), ELECTRON_MIRROR: mirror, electron_config_cache: cache, ...more };
}

/** The entries of the package, without those that npm made. */
async function leftIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => !['package.json', 'checksums.json'].includes(name)).sort();
}

function sentenceOf(fetched: Fetched): string {
  return fetched.kind === 'failed' ? fetched.sentence : fetched.kind;
}

describe('a working mirror', () => {
  test('gets one GET request and no HEAD request', async () => {
    const zip = await runtimeZip(PROGRAM, { 'locales/en-US.pak': randomBytes(50_000) });
    const { folder, fetch } = await trial(zip);
    const mirror = await openMirror(zip);
    const progress: [number, number | null][] = [];
    const fetched = await fetch(mirror.url, { onProgress: (done, total) => void progress.push([done, total]) });
    expect(fetched).toEqual({ kind: 'fetched', program: join(folder, 'dist', executable) });
    expect(examineRuntime(folder).type).toBe('whole');
    expect(await readFile(join(folder, 'dist', executable), 'utf8')).toBe(PROGRAM);
    expect(mirror.asked).toEqual([`GET /v${VERSION}/electron-v${VERSION}-${process.platform}-${process.arch}.zip`]);
    expect(progress[0]?.[1]).toBe(zip.length);
    expect(await leftIn(folder)).toEqual(['dist', 'dist-files.json', 'path.txt']);
  });

  test('is used as long as bytes arrive, however slowly', async () => {
    const zip = await runtimeZip(PROGRAM, { blob: randomBytes(4_000) });
    const { fetch } = await trial(zip);
    const mirror = await openMirror(zip, async (_request, response) => {
      response.writeHead(200, { 'content-length': zip.length });
      for (let at = 0; at < zip.length; at += 300) {
        response.write(zip.subarray(at, at + 300));
        await setTimeout(100);
      }
      response.end();
    });
    const startedAt = performance.now();
    expect((await fetch(mirror.url, { stallMs: 1_000 })).kind).toBe('fetched');
    expect(performance.now() - startedAt).toBeGreaterThan(1_000);
  });

  test('is not used when the cache has the zip', async () => {
    const zip = await runtimeZip(PROGRAM);
    const { folder, fetch } = await trial(zip);
    const mirror = await openMirror(zip);
    await fetch(mirror.url);
    await rm(join(folder, 'dist'), { recursive: true });
    expect((await fetch(mirror.url)).kind).toBe('fetched');
    expect(mirror.asked).toHaveLength(1);
  });
});

describe('a failing mirror', () => {
  test('stops sending: the fetch ends after the time limit', async () => {
    const zip = await runtimeZip(PROGRAM, { blob: randomBytes(4_000) });
    const { folder, fetch } = await trial(zip);
    const mirror = await openMirror(zip, (_request, response) => {
      response.writeHead(200, { 'content-length': zip.length }).write(zip.subarray(0, 500));
    });
    expect(sentenceOf(await fetch(mirror.url, { stallMs: 500 }))).toContain(`127.0.0.1:${mirror.port} stopped sending`);
    expect(await leftIn(folder)).toEqual([]);
  });

  test('never answers: the fetch ends after the time limit', async () => {
    const zip = await runtimeZip(PROGRAM);
    const { fetch } = await trial(zip);
    const mirror = await openMirror(zip, () => {});
    expect(sentenceOf(await fetch(mirror.url, { stallMs: 500 }))).toContain('stopped sending');
  });

  test('sends another file: its checksum is wrong, and it is deleted', async () => {
    const { folder, cache, fetch } = await trial(await runtimeZip(PROGRAM));
    const mirror = await openMirror(await runtimeZip('#!/bin/sh\necho something else\n'));
    expect(sentenceOf(await fetch(mirror.url))).toMatch(/checksum is wrong.*thrown away.*ELECTRON_MIRROR/);
    expect(await leftIn(folder)).toEqual([]);
    expect(await readdir(cache)).toEqual([]);
  });

  test('does not have the zip', async () => {
    const zip = await runtimeZip(PROGRAM);
    const { fetch } = await trial(zip);
    const mirror = await openMirror(zip);
    expect(sentenceOf(await fetch(`${mirror.url}elsewhere/`))).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/elsewhere\/v45\.4\.1\/electron-.*\.zip does not exist \(404\); correct or unset ELECTRON_MIRROR\.$/,
    );
  });

  test('answers with an error', async () => {
    const zip = await runtimeZip(PROGRAM);
    const { fetch } = await trial(zip);
    const mirror = await openMirror(zip, (_request, response) => response.writeHead(503).end());
    expect(sentenceOf(await fetch(mirror.url))).toContain('answered 503 instead of sending Electron');
  });

  test('cannot be reached', async () => {
    const { fetch } = await trial(await runtimeZip(PROGRAM));
    expect(sentenceOf(await fetch(await closedAddress()))).toMatch(
      /127\.0\.0\.1:\d+ cannot be reached \(.+\); connect this computer/,
    );
    expect(sentenceOf(await fetch('http://mirror.invalid/'))).toMatch(
      /mirror\.invalid cannot be reached \(.+\); connect this computer/,
    );
  });

  test('closes the connection early', async () => {
    const zip = await runtimeZip(PROGRAM, { blob: randomBytes(4_000) });
    const { folder, fetch } = await trial(zip);
    const mirror = await openMirror(zip, (_request, response) => {
      response.writeHead(200, { 'content-length': zip.length }).write(zip.subarray(0, 500), () => response.destroy());
    });
    expect(sentenceOf(await fetch(mirror.url))).toMatch(/The connection to 127\.0\.0\.1:\d+ broke off/);
    expect(await leftIn(folder)).toEqual([]);
  });

  test('has an invalid address', async () => {
    const { fetch } = await trial(await runtimeZip(PROGRAM));
    expect(sentenceOf(await fetch('mirror/'))).toMatch(
      /^“mirror\/.*” is not an address.*; correct or unset ELECTRON_MIRROR/,
    );
    const secret = sentenceOf(await fetch('http://ada:secret@127.0.0.1/'));
    expect(secret).toMatch(/^“http:\/\/127\.0\.0\.1\/.*” is not an address/);
    expect(secret).not.toContain('secret');
  });
});

describe('a damaged runtime', () => {
  test('is fetched again after its unpacking was killed', async () => {
    const zip = await runtimeZip(PROGRAM);
    const { folder, fetch } = await trial(zip);
    // The state that Electron's own installer leaves.
    await writeFiles(folder, { [`dist/${executable}`]: 'half', 'dist/version': VERSION });
    expect(examineRuntime(folder)).toEqual({ type: 'damaged', why: 'its unpacking was interrupted' });
    await fetch((await openMirror(zip)).url);
    expect(examineRuntime(folder).type).toBe('whole');
    expect(await readFile(join(folder, 'dist', executable), 'utf8')).toBe(PROGRAM);
  });

  test('is recognised by a missing or truncated file, by its version, and by a program that is not executable', async () => {
    const zip = await runtimeZip(PROGRAM, { 'resources.pak': randomBytes(1_000), 'icudtl.dat': randomBytes(1_000) });
    const { folder, fetch } = await trial(zip);
    const { url } = await openMirror(zip);
    const damages: [string, () => Promise<unknown>][] = [
      ['resources.pak is damaged', () => truncate(join(folder, 'dist', 'resources.pak'), 999)],
      ['icudtl.dat is missing', () => rm(join(folder, 'dist', 'icudtl.dat'))],
      [`${executable} is damaged`, () => truncate(join(folder, 'dist', executable), 0)],
      [`it is version 44.0.0, not ${VERSION}`, () => writeFile(join(folder, 'dist', 'version'), '44.0.0')],
    ];
    if (process.platform !== 'win32')
      damages.push([`${executable} is not marked as a program`, () => chmod(join(folder, 'dist', executable), 0o644)]);
    for (const [why, damage] of damages) {
      expect((await fetch(url)).kind).toBe('fetched');
      await damage();
      expect(examineRuntime(folder)).toEqual({ type: 'damaged', why });
    }
  });

  test('is replaced even when it looks complete, after only a start showed the fault', async () => {
    const zip = await runtimeZip(PROGRAM);
    const { folder, fetch } = await trial(zip);
    const { url } = await openMirror(zip);
    await fetch(url);
    await writeFile(join(folder, 'dist', executable), PROGRAM.replace('window', 'wondow'));
    expect(examineRuntime(folder).type).toBe('whole');
    await fetch(url);
    expect(await readFile(join(folder, 'dist', executable), 'utf8')).toBe(PROGRAM);
  });
});

describe('an interrupted fetch', () => {
  test('stops at once and leaves nothing', async () => {
    const zip = await runtimeZip(PROGRAM, { blob: randomBytes(4_000) });
    const { folder, fetch } = await trial(zip);
    const stop = new AbortController();
    const mirror = await openMirror(zip, (_request, response) => {
      response.writeHead(200, { 'content-length': zip.length }).write(zip.subarray(0, 500));
    });
    const startedAt = performance.now();
    const fetched = await fetch(mirror.url, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(fetched).toEqual({ kind: 'stopped' });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(await leftIn(folder)).toEqual([]);
  });

  test('killed while it unpacks leaves no runtime, and the next fetch cleans up', async () => {
    const large = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`locales/${at}.pak`, Buffer.alloc(5_000_000)]),
    );
    const zip = await runtimeZip(PROGRAM, large);
    const { folder, cache, fetch } = await trial(zip);
    const { url } = await openMirror(zip, sendZip);
    const child = fork(RUNNER, [folder], { env: environment(url, cache), execArgv: [] });
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(examineRuntime(folder)).toEqual({ type: 'missing' });
    expect((await leftIn(folder))[0]).toMatch(/^\.fetching-\d+$/);
    expect((await fetch(url)).kind).toBe('fetched');
    expect(await leftIn(folder)).toEqual(['dist', 'dist-files.json', 'path.txt']);
  });
});

describe('the environment', () => {
  test('has a damaged zip in the cache: it is fetched again', async () => {
    const zip = await runtimeZip(PROGRAM);
    const { folder, cache, fetch } = await trial(zip);
    const mirror = await openMirror(zip);
    await fetch(mirror.url);
    const [entry = ''] = (await readdir(cache, { recursive: true })).filter((name) => name.endsWith('.zip'));
    await truncate(join(cache, entry), 100);
    await rm(join(folder, 'path.txt'));
    expect((await fetch(mirror.url)).kind).toBe('fetched');
    expect(mirror.asked).toHaveLength(2);
  });

  test.skipIf(process.platform === 'win32')('does not allow to write into the cache', async () => {
    const zip = await runtimeZip(PROGRAM);
    const { folder, fetch } = await trial(zip);
    // Not even root can write below a file.
    const blocked = join(folder, 'package.json');
    const fetched = await fetch((await openMirror(zip)).url, {}, { electron_config_cache: blocked });
    expect(sentenceOf(fetched)).toContain(`No file can be written in ${blocked}`);
  });

  test('has a proxy: it is used', async () => {
    const zip = await runtimeZip(PROGRAM);
    const mirror = await openMirror(zip);
    for (const name of ['HTTP_PROXY', 'http_proxy', 'npm_config_proxy']) {
      const { fetch } = await trial(zip);
      const proxy = await openProxy(mirror);
      expect((await fetch('http://mirror.invalid/', {}, { [name]: proxy.url, ELECTRON_GET_USE_PROXY: '1' })).kind).toBe(
        'fetched',
      );
      expect(proxy.asked).toEqual(['CONNECT mirror.invalid:80']);
    }
    const { fetch } = await trial(zip);
    const proxy = await openProxy(mirror);
    expect((await fetch(mirror.url, {}, { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' })).kind).toBe('fetched');
    expect(proxy.asked).toEqual([]);
  });

  test('names a proxy that cannot be reached or has an invalid address', async () => {
    const { fetch } = await trial(await runtimeZip(PROGRAM));
    expect(sentenceOf(await fetch('http://mirror.invalid/', {}, { HTTP_PROXY: await closedAddress() }))).toMatch(
      /mirror\.invalid cannot be reached \(.*127\.0\.0\.1:\d+/,
    );
    expect(sentenceOf(await fetch('http://mirror.invalid/', {}, { HTTP_PROXY: 'http://[' }))).toMatch(
      /“http:\/\/\[” is not an address.*HTTP_PROXY/,
    );
  });

  test('names one proxy: it is used for HTTP and HTTPS', () => {
    expect(withProxies({ HTTP_PROXY: 'p:1' })).toEqual({
      HTTP_PROXY: 'http://p:1/',
      HTTPS_PROXY: 'http://p:1/',
      NODE_USE_ENV_PROXY: '1',
    });
    expect(withProxies({ NODE_USE_ENV_PROXY: '0' })).toEqual({ NODE_USE_ENV_PROXY: '0' });
  });
});

test('two starts at once both get a complete runtime', async () => {
  const zip = await runtimeZip(PROGRAM);
  const { folder, cache, fetch } = await trial(zip);
  const { url } = await openMirror(zip);
  await mkdir(join(folder, `.fetching-${process.ppid}`));
  const other = fork(RUNNER, [folder, 'finish'], { env: environment(url, cache), execArgv: [] });
  const [first] = await Promise.all([fetch(url), once(other, 'exit')]);
  expect(first.kind).toBe('fetched');
  expect(other.exitCode).toBe(0);
  expect(examineRuntime(folder).type).toBe('whole');
  // The folder of a running process stays.
  expect(await leftIn(folder)).toEqual([`.fetching-${process.ppid}`, 'dist', 'dist-files.json', 'path.txt']);
});
