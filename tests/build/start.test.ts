/** `npm start` in its own checkout, with a mirror on this computer and a script in place of Electron. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, cp, mkdir, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bringUpToDate } from '../../build/page.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { electronPackageFor, type Mirror, openMirror, runtimeZip } from './mirror.ts';

const ROOT = join(import.meta.dirname, '../..');
const PARTS = [
  'build',
  'src-main',
  'src-renderer',
  'out',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
];
/** Notes its arguments and environment, and ends with code 0 as a closed window does. */
const WINDOW = '#!/bin/sh\necho "window $@ [$ELECTRON_RUN_AS_NODE$NODE_OPTIONS]"\n';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Checkout {
  readonly root: string;
  readonly electron: string;
  /** Runs until it ends. When it opens in the browser, it is stopped after it printed its address. */
  start(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
}

/** A copy of the sources and the build, with every package; the electron package has no runtime. */
async function checkout(zip: Buffer, mirror: Mirror): Promise<Checkout> {
  const root = await tempFolder();
  for (const part of PARTS) await cp(join(ROOT, part), join(root, part), { recursive: true, preserveTimestamps: true });
  // The copied folders have new dates, so the build would look older than its sources.
  for (const built of ['main/program.js', 'preload/preload.cjs', 'renderer/index.html'])
    await utimes(join(root, 'out', built), new Date(), new Date());
  await mkdir(join(root, 'node_modules'));
  for (const name of await readdir(join(ROOT, 'node_modules')))
    if (name !== 'electron') await symlink(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  const electron = await electronPackageFor(zip, root);
  // No test opens a browser.
  await writeFiles(root, { 'bin/xdg-open': '#!/bin/sh\necho "$@" > "$(dirname "$0")/opened"\n' });
  await chmod(join(root, 'bin/xdg-open'), 0o755);
  const cleared = Object.entries(process.env).filter(([name]) => !/proxy|electron|^NODE_/i.test(name));
  const own = {
    ...Object.fromEntries(cleared),
    DISPLAY: ':99',
    // The tests can run as root.
    ELECTRON_DISABLE_SANDBOX: '1',
    PATH: `${join(root, 'bin')}:${process.env.PATH}`,
    ELECTRON_MIRROR: mirror.url,
    electron_config_cache: join(root, 'cache'),
  };
  return { root, electron, start: (args, env) => run(root, args, { ...own, ...env }) };
}

async function run(root: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'build/start.ts'), '--library', join(root, 'library'), ...args], {
    cwd: root,
    env,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (piece) => {
    out += piece;
    if (out.startsWith('http')) child.kill('SIGINT');
  });
  child.stderr.on('data', (piece) => {
    err += piece;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

describe.skipIf(process.platform !== 'linux')('npm start', () => {
  beforeAll(async () => {
    expect(await bringUpToDate()).toBe(true);
  }, 180_000);

  test('fetches the runtime once and opens the window, without the variables for Node.js', async () => {
    const zip = await runtimeZip(WINDOW);
    const mirror = await openMirror(zip);
    const { root, start } = await checkout(zip, mirror);
    const first = await start(['a.zip'], { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--no-warnings' });
    expect(first).toMatchObject({
      code: 0,
      err: expect.stringContaining('Fetching the window’s runtime (Electron, about 120 MB), once…'),
    });
    expect(first.out).toBe(`window ${root}/ --library ${root}/library -- ${root}/a.zip []\n`);
    expect(await start([])).toMatchObject({
      code: 0,
      out: `window ${root}/ --library ${root}/library -- []\n`,
      err: '',
    });
    expect(mirror.asked).toHaveLength(1);
  });

  test('repairs a damaged runtime, from the cache if possible', async () => {
    const zip = await runtimeZip(WINDOW, { 'resources.pak': randomBytes(500) });
    const mirror = await openMirror(zip);
    const { electron, start } = await checkout(zip, mirror);
    await writeFiles(electron, { 'dist/electron': 'half' });
    const interrupted = await start([]);
    expect(interrupted.err).toContain('is not whole: its unpacking was interrupted. Fetching it again…');
    expect(interrupted).toMatchObject({ code: 0, out: expect.stringContaining('window') });
    await truncate(join(electron, 'dist', 'resources.pak'), 499);
    const damaged = await start([]);
    expect(damaged.err).toContain('is not whole: resources.pak is damaged. Fetching it again…');
    expect(damaged).toMatchObject({ code: 0, out: expect.stringContaining('window') });
    expect(mirror.asked).toHaveLength(1);
  });

  test('repairs a runtime whose fault only a start shows', async () => {
    const zip = await runtimeZip(WINDOW);
    const { electron, start } = await checkout(zip, await openMirror(zip));
    await start([]);
    await rm(join(electron, 'dist-files.json'));
    await writeFile(
      join(electron, 'dist', 'electron'),
      '#!/bin/sh\necho "FATAL: Error loading V8 startup snapshot file" >&2\nkill -TRAP $$\n',
    );
    const repaired = await start([]);
    expect(repaired.err).toContain('is damaged. Fetching it again…');
    expect(repaired).toMatchObject({ code: 0, out: expect.stringContaining('window') });
    expect(await readFile(join(electron, 'dist', 'electron'), 'utf8')).toBe(WINDOW);
  });

  test('opens in the browser and says why when the fetch fails', async () => {
    const zip = await runtimeZip(WINDOW);
    const mirror = await openMirror(zip, (_request, response) => response.writeHead(404).end());
    const { root, start } = await checkout(zip, mirror);
    const { code, out, err } = await start([]);
    const opened = await readFile(join(root, 'bin/opened'), 'utf8');
    expect(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?pass=/);
    expect(opened).not.toContain(new URL(out.trim()).searchParams.get('token'));
    expect(err).toMatch(/does not exist \(404\)/);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) });
  });

  test('opens in the browser and says why when the window cannot open', async () => {
    const { root, start } = await checkout(Buffer.alloc(0), await openMirror(Buffer.alloc(0)));
    const said =
      'electron: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory';
    await writeFiles(root, { 'own/electron': `#!/bin/sh\necho "${said}" >&2\nexit 127\n` });
    await chmod(join(root, 'own/electron'), 0o755);
    const { code, out, err } = await start([], { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'own') });
    expect(err).toContain('The library libnss3.so is missing on this system');
    expect(err).toContain('Afterimage opens in the browser instead.');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) });
  });

  test('does not open in the browser when the window has shown why it cannot start', async () => {
    const { root, start } = await checkout(Buffer.alloc(0), await openMirror(Buffer.alloc(0)));
    await writeFiles(root, { 'own/electron': '#!/bin/sh\nexit 2\n' });
    await chmod(join(root, 'own/electron'), 0o755);
    expect(await start([], { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'own') })).toEqual({ code: 2, out: '', err: '' });
  });

  test('stops at once on Ctrl-C while it fetches, and leaves no files', async () => {
    const zip = await runtimeZip(WINDOW, { blob: randomBytes(4_000) });
    let asked: () => void = () => {};
    const sending = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const mirror = await openMirror(zip, (_request, response) => {
      response.writeHead(200, { 'content-length': zip.length }).write(zip.subarray(0, 500));
      asked();
    });
    const { root, electron } = await checkout(zip, mirror);
    const child = spawn(process.execPath, [join(root, 'build/start.ts')], {
      cwd: root,
      env: {
        ...process.env,
        DISPLAY: ':99',
        ELECTRON_DISABLE_SANDBOX: '1',
        ELECTRON_OVERRIDE_DIST_PATH: '',
        ELECTRON_MIRROR: mirror.url,
        electron_config_cache: join(root, 'cache'),
      },
      // As in a terminal, Ctrl-C reaches every process of the group.
      detached: true,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    await sending;
    await setTimeout(200);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toEqual([0, null]);
    expect((await readdir(electron)).sort()).toEqual(['checksums.json', 'package.json']);
  });
});
