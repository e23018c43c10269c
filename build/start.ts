/** `npm start`: opens Afterimage in its window, or in the browser where there is no window. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { personal } from '../src-main/app/errors.ts';
import { electronPackage, findElectron } from '../src-main/cli/electron-runtime.ts';
import { serveUntilStopped } from '../src-main/cli/serving.ts';
import { openInBrowser } from './browser.ts';
import { bringUpToDate } from './page.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A window that ends with a failure so soon never appeared. */
const STILLBORN_MS = 10_000;
const REACH_MS = 4_000;
const FETCH_MS = 300_000;
const RUNTIME_URL = 'https://github.com/electron/electron/releases/';

interface Wish {
  readonly paths: readonly string[];
  readonly library: string | null;
  readonly port: number | null;
  readonly browser: boolean;
}

process.exit(await start(process.argv.slice(2)));

async function start(argv: readonly string[]): Promise<number> {
  const wish = readWish(argv);
  if (typeof wish === 'string') return fail(wish);
  if (!(await bringUpToDate())) return fail('Afterimage could not be built; the reason stands above.');
  const stop = new AbortController();
  const halt = (): void => (stop.signal.aborted ? process.exit(1) : stop.abort());
  process.on('SIGINT', halt).on('SIGTERM', halt);
  if (!wish.browser) {
    const code = await openWindow(wish, stop.signal);
    if (code !== null) return code;
  }
  return stop.signal.aborted ? 0 : serve(wish, stop.signal);
}

function readWish(argv: readonly string[]): Wish | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { library: { type: 'string' }, port: { type: 'string' }, browser: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) return '--port takes a whole number from 0 to 65535.';
    return {
      paths: positionals.map((path) => resolve(path)),
      library: values.library === undefined ? null : resolve(values.library),
      port,
      browser: values.browser || port !== null,
    };
  } catch (cause) {
    return (cause as Error).message.split('. ', 1)[0] ?? 'The options could not be read.';
  }
}

function canShowWindows(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The window's exit code; null when no window could be shown, having said so. */
async function openWindow({ paths, library }: Wish, signal: AbortSignal): Promise<number | null> {
  if (!canShowWindows()) {
    process.stderr.write('There is no screen to open a window on, so Afterimage opens in the browser.\n');
    return null;
  }
  const electron = findElectron() ?? (await fetchElectron());
  if (!electron) {
    process.stderr.write('The window’s runtime (Electron) is not here and cannot be fetched, so Afterimage opens in the browser.\n');
    return null;
  }
  const options = library === null ? [] : ['--library', library];
  const startedAt = Date.now();
  const child = spawn(electron, [ROOT, ...options, '--', ...paths], { stdio: 'inherit' });
  const code = await ended(child, signal);
  if (code === 0 || signal.aborted) return 0;
  if (Date.now() - startedAt > STILLBORN_MS) return code;
  process.stderr.write('The window could not be opened on this computer, so Afterimage opens in the browser.\n');
  return null;
}

async function ended(child: ChildProcess, signal: AbortSignal): Promise<number> {
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const failure = once(child, 'error').then(() => 1);
  const exit = once(child, 'exit').then(([code]) => (code as number | null) ?? 1);
  return Promise.race([exit, failure]);
}

/** Runs Electron's own installer, when its source can be reached at all. */
async function fetchElectron(): Promise<string | null> {
  const folder = electronPackage();
  const source = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? RUNTIME_URL;
  if (!folder || !(await isReachable(source))) return null;
  process.stderr.write('Fetching the window’s runtime (Electron, about 120 MB), once…\n');
  const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' });
  await ended(child, AbortSignal.timeout(FETCH_MS));
  return findElectron();
}

async function isReachable(url: string): Promise<boolean> {
  return fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function serve({ paths, library, port }: Wish, signal: AbortSignal): Promise<number> {
  try {
    await serveUntilStopped({
      library,
      port,
      signal,
      async onReady(url, opened) {
        if (paths.length > 0) await opened.jobs.import(paths);
        process.stdout.write(`${url}\n`);
        await openInBrowser(url);
      },
    });
    return 0;
  } catch (cause) {
    const told = personal(cause);
    return fail(told ? [told.message, told.path].filter(Boolean).join(' ') : String((cause as Error).stack ?? cause));
  }
}

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}
