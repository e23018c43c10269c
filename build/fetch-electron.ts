/**
 * Fetches Electron into its npm package: from Electron's cache, otherwise from GitHub or a mirror. It is unpacked in a
 * folder beside `dist` and moved there only when it is complete. So a start never finds an incomplete runtime, even
 * after an interruption.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  examineRuntime,
  executable,
  FILE_LIST,
  type FileList,
  packageVersion,
} from '../src-main/cli/command-line/electron-runtime.ts';
import { stillRuns } from '../src-main/threads/process-ran.ts';
import type { FetcherMessage } from './electron-fetcher.ts';
import { type FetchFault, fetchFailure } from './fetch-failure.ts';

export interface FetchOptions {
  /** The electron package's folder. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Stops at once and deletes what was fetched. */
  readonly signal: AbortSignal;
  /** Bytes; `total` is null while it is unknown. Not called when the cache has the zip. */
  readonly onProgress: (done: number, total: number | null) => void;
  /** How long a mirror can send nothing, in ms. There is no other limit. */
  readonly stallMs?: number;
}

export type Fetched =
  | { readonly kind: 'fetched'; readonly program: string }
  | { readonly kind: 'stopped' }
  /** One sentence with its remedy. */
  | { readonly kind: 'failed'; readonly sentence: string };

const FETCHER = fileURLToPath(new URL('electron-fetcher.ts', import.meta.url));
const WORK = '.fetching-';
const STALL_MS = 60_000;

/** Replaces the runtime of the package. Never rejects for an expected failure. */
export async function fetchElectron(options: FetchOptions): Promise<Fetched> {
  const { folder, signal } = options;
  const work = join(folder, `${WORK}${process.pid}`);
  try {
    // A complete runtime that is fetched again has a fault that only a start shows.
    const looksWhole = examineRuntime(folder).type === 'whole';
    await removeAbandoned(folder);
    await mkdir(work);
    const fault = await runFetcher(options, work);
    if (signal.aborted) return { kind: 'stopped' };
    if (fault !== null) return { kind: 'failed', sentence: fetchFailure(fault) };
    return { kind: 'fetched', program: await install(folder, join(work, 'dist'), looksWhole) };
  } catch (cause) {
    return { kind: 'failed', sentence: fetchFailure(faultHere(cause)) };
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * The environment with which Node.js uses the configured proxies, including npm's. Throws when one is not a valid
 * address.
 */
export function withProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const http = env.http_proxy || env.HTTP_PROXY || env.npm_config_proxy;
  const https = env.https_proxy || env.HTTPS_PROXY || env.npm_config_https_proxy || http;
  const none = env.no_proxy || env.NO_PROXY || env.npm_config_noproxy;
  const others = Object.entries(env).filter(([name]) => !/^(?:https?|no)_proxy$/i.test(name));
  return {
    NODE_USE_ENV_PROXY: '1',
    ...Object.fromEntries(others),
    ...(http ? { HTTP_PROXY: proxyAddress(http) } : {}),
    ...(https ? { HTTPS_PROXY: proxyAddress(https) } : {}),
    ...(none ? { NO_PROXY: none } : {}),
  };
}

/** An address without a scheme means HTTP, as in curl. Node.js would end with a stack trace. */
function proxyAddress(text: string): string {
  return new URL(text.includes('://') ? text : `http://${text}`).href;
}

async function runFetcher(
  { folder, env, signal, onProgress, stallMs = STALL_MS }: FetchOptions,
  work: string,
): Promise<FetchFault | null> {
  const child = fork(FETCHER, [folder, work, String(stallMs)], {
    env: withProxies(env),
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  if (signal.aborted) kill();
  signal.addEventListener('abort', kill, { once: true });
  let fault: FetchFault | null = null;
  child.on('message', (said: FetcherMessage) => {
    if (said.kind === 'progress') onProgress(said.done, said.total);
    if (said.kind === 'failed') fault = said.fault;
  });
  const code = await ended(child);
  signal.removeEventListener('abort', kill);
  return code === 0 ? null : (fault ?? faultHere(new Error(`its process ended without a reason (${code}).`)));
}

async function ended(child: ChildProcess): Promise<number | string> {
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return code ?? signal ?? 1;
}

/**
 * Moves an unpacked runtime into place. `path.txt` is deleted first and written last, so that no state in between
 * counts as complete.
 */
async function install(folder: string, unpacked: string, replace: boolean): Promise<string> {
  const dist = join(folder, 'dist');
  // Another start can have installed it meanwhile, and its window can run from there.
  const present = examineRuntime(folder);
  if (present.type === 'whole' && !replace) return present.program;
  const list: FileList = { version: packageVersion(folder), files: await sizesIn(unpacked) };
  await rm(join(folder, 'path.txt'), { force: true });
  await rm(dist, { recursive: true, force: true, maxRetries: 3 });
  await rename(unpacked, dist);
  await writeFile(join(folder, FILE_LIST), JSON.stringify(list));
  await writeFile(join(folder, 'path.txt'), executable);
  const installed = examineRuntime(folder);
  if (installed.type === 'whole') return installed.program;
  throw new Error(`what was fetched cannot be used: ${installed.type === 'damaged' ? installed.why : 'it is empty'}.`);
}

async function sizesIn(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = files.map(
    async (path) => [relative(folder, path).replaceAll(sep, '/'), (await stat(path)).size] as const,
  );
  return Object.fromEntries(await Promise.all(sizes));
}

/** Deletes the folders of fetches whose process was killed. */
async function removeAbandoned(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(WORK));
  const remove = async (name: string): Promise<void> => {
    const path = join(folder, name);
    const pid = Number(name.slice(WORK.length));
    // Another start can have deleted it meanwhile.
    const found = await stat(path).catch(() => null);
    if (found && (pid === process.pid || !stillRuns(pid, found.mtimeMs)))
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
  };
  await Promise.all(names.map(remove));
}

function faultHere(cause: unknown): FetchFault {
  const { code, message, path, input } = cause as NodeJS.ErrnoException & { input?: string };
  return { code: code ?? null, message, path: path ?? input ?? null, status: null, url: null, stalled: false };
}
