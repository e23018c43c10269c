/** Builds the page and the window's bundle when they are missing or older than their sources. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rmdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['build', 'src-main', 'src-renderer', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
/** In the order in which they are built. */
const RESULTS = ['out/main/program.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

/** Exists while a process builds; an older folder was left by a killed process. */
const TURN = join(ROOT, 'out', '.building');
const ABANDONED_MS = 180_000;

if (import.meta.main) process.exit((await bringUpToDate()) ? 0 : 1);

/** Brings the build up to date; resolves to false after a failure, with the reason on standard error. */
export async function bringUpToDate(): Promise<boolean> {
  await mkdir(join(ROOT, 'out'), { recursive: true });
  await takeTurn();
  try {
    return await buildIfStale();
  } finally {
    await rmdir(TURN);
  }
}

/** Two builds at once would empty each other's folders. The second waits, and then has usually nothing to build. */
async function takeTurn(): Promise<void> {
  const taken = await mkdir(TURN).then(
    () => true,
    () => false,
  );
  if (taken) return;
  const since = await changedAt(TURN);
  if (since !== null && Date.now() - since > ABANDONED_MS) await rmdir(TURN).catch(() => {});
  await setTimeout(250);
  return takeTurn();
}

async function buildIfStale(): Promise<boolean> {
  const built = await Promise.all(RESULTS.map((path) => changedAt(join(ROOT, path))));
  const oldest = Math.min(...built.map((at) => at ?? 0));
  const newest = Math.max(...(await Promise.all(SOURCES.map((path) => newestIn(join(ROOT, path))))));
  if (oldest >= newest) return true;
  process.stderr.write(oldest === 0 ? 'Building Afterimage, once…\n' : 'Building what has changed…\n');
  return build();
}

async function build(): Promise<boolean> {
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('electron-vite/package.json')),
    'bin',
    'electron-vite.js',
  );
  const child = spawn(process.execPath, [cli, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Standard output belongs to the calling command, so the build writes to standard error.
  child.stdout.pipe(process.stderr, { end: false });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

async function changedAt(path: string): Promise<number | null> {
  const info = await stat(path).catch(() => null);
  return info?.mtimeMs ?? null;
}

async function newestIn(path: string): Promise<number> {
  const info = await stat(path);
  if (!info.isDirectory()) return info.mtimeMs;
  const names = await readdir(path, { recursive: true });
  const times = await Promise.all(names.map((name) => changedAt(join(path, name))));
  return Math.max(info.mtimeMs, ...times.map((at) => at ?? 0));
}
