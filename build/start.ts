/** `npm start`: opens Afterimage in its window, or in the browser where there is no window. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { distOf, electronPackage, examineRuntime, overridden } from '../src-main/cli/command-line/electron-runtime.ts';
import { keepCompiled } from '../src-main/cli/compile-cache.ts';
import { progressLine } from '../src-main/cli/output/progress.ts';
import { openInBrowser } from './browser.ts';
import { fetchElectron } from './fetch-electron.ts';
import { bringUpToDate } from './page.ts';
import { runWindow } from './window.ts';
import { obstacleToWindows, type WindowFailure, windowFailure } from './window-failure.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The application without its window, as built; from the sources it starts in twice the time. */
const SERVING = new URL('../out/main/serve-library.js', import.meta.url).href;
/** A window that fails within this time, in ms, never appeared. */
const STILLBORN_MS = 10_000;
/** The exit code of a window that has already shown why it cannot start. */
const TOLD_ALREADY = 2;
const FETCHING = 'Fetching the window’s runtime (Electron, about 120 MB), once…';

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
  process.on('SIGINT', halt).on('SIGTERM', halt).on('SIGHUP', halt);
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
    if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
      return '--port takes a whole number from 0 to 65535.';
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

/** The window's exit code; null when no window could be opened and the reason was printed. */
async function openWindow(wish: Wish, signal: AbortSignal): Promise<number | null> {
  const obstacle = obstacleToWindows(process.env, process.platform, process.getuid?.());
  if (obstacle) return goToBrowser(obstacle);
  const override = overridden();
  const program = override ?? (await ownRuntime(signal));
  if (program === null) return null;
  const failure = await showWindow(program, wish, signal);
  if (typeof failure === 'number') return failure;
  const folder = electronPackage();
  if (failure.kind !== 'damaged' || override !== null || folder === null) return goToBrowser(failure.sentence);
  const repaired = await fetchRuntime(folder, 'The window’s runtime (Electron) is damaged. Fetching it again…', signal);
  if (repaired === null) return null;
  const again = await showWindow(repaired, wish, signal);
  return typeof again === 'number' ? again : goToBrowser(again.sentence);
}

/** The window's exit code, or why it never appeared. */
async function showWindow(
  program: string,
  { paths, library }: Wish,
  signal: AbortSignal,
): Promise<number | WindowFailure> {
  const options = library === null ? [] : ['--library', library];
  const startedAt = performance.now();
  const ending = await runWindow(program, [ROOT, ...options, '--', ...paths], signal);
  // A second start sends its paths to the running program and ends with 0 at once.
  if (ending.code === 0 || signal.aborted) return 0;
  if (ending.code === TOLD_ALREADY || performance.now() - startedAt > STILLBORN_MS) return ending.code ?? 1;
  return windowFailure(ending, distOf(program));
}

/**
 * The runtime of the electron package, fetched when it is missing or damaged; null when that failed and the reason was
 * printed.
 */
async function ownRuntime(signal: AbortSignal): Promise<string | null> {
  const folder = electronPackage();
  if (folder === null) return goToBrowser('The window needs the npm package “electron”: run npm ci.');
  const runtime = examineRuntime(folder);
  if (runtime.type === 'whole') return runtime.program;
  const why =
    runtime.type === 'damaged'
      ? `The window’s runtime (Electron) is not whole: ${runtime.why}. Fetching it again…`
      : FETCHING;
  return fetchRuntime(folder, why, signal);
}

async function fetchRuntime(folder: string, announcement: string, signal: AbortSignal): Promise<string | null> {
  process.stderr.write(`${announcement}\n`);
  const line = progressLine();
  const onProgress = (done: number, total: number | null): void =>
    line.update('Fetching (MB)', megabytes(done), total && megabytes(total));
  const fetched = await fetchElectron({ folder, env: process.env, signal, onProgress });
  line.end();
  if (fetched.kind === 'fetched') return fetched.program;
  return fetched.kind === 'failed' ? goToBrowser(fetched.sentence) : null;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}

function goToBrowser(why: string): null {
  process.stderr.write(`${why}\nAfterimage opens in the browser instead.\n`);
  return null;
}

async function serve({ paths, library, port }: Wish, signal: AbortSignal): Promise<number> {
  keepCompiled();
  // Imported late: this loads the whole application, and the window does not need it.
  const { serveOrExplain } = (await import(SERVING)) as typeof import('../src-main/cli/running/serve-library.ts');
  const reason = await serveOrExplain({
    library,
    port,
    signal,
    async onOpen(opened) {
      if (paths.length > 0) await opened.jobs.import(paths);
    },
    onTrouble: ({ message }) => void process.stderr.write(`${message}\n`),
    async onReady(url, openingUrl) {
      process.stdout.write(`${url}\n`);
      await openInBrowser(openingUrl());
    },
  });
  return reason === null ? 0 : fail(reason);
}

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}
