/**
 * A separate process that fetches and unpacks Electron as its installer does, with progress and into a given folder:
 * `node build/electron-fetcher.ts PACKAGE WORK STALL_MS`. It sends messages over IPC and ends when its parent has
 * ended.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FetchFault } from './fetch-failure.ts';

type Get = typeof import('@electron/get');
type Extractor = typeof import('@electron-internal/extract-zip');

/** The messages of the process. `total` is null while it is unknown; both numbers are bytes. */
export type FetcherMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'unpacking' }
  | { readonly kind: 'failed'; readonly fault: FetchFault };

const PROGRESS_MS = 100;

if (import.meta.main) {
  // A normal exit would wait for the unpacking, which runs in threads.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Ctrl-C in a terminal reaches this process too, but only its parent decides when it ends.
  process.on('SIGINT', () => {});
  const [folder = '', work = '', stall = ''] = process.argv.slice(2);
  process.exit(await fetchAndUnpack(folder, work, Number(stall)));
}

async function fetchAndUnpack(folder: string, work: string, stallMs: number): Promise<number> {
  const source: { url: string | null; stalled: boolean } = { url: null, stalled: false };
  try {
    // The installer's own modules, in the versions that the electron package needs.
    const require = createRequire(join(folder, 'package.json'));
    const get = (await import(pathToFileURL(require.resolve('@electron/get')).href)) as Get;
    const zip = await get.downloadArtifact({
      ...details(folder),
      tempDirectory: work,
      downloader: {
        async download(url, target) {
          source.url = url;
          const clock = stallClock(stallMs, () => {
            source.stalled = true;
          });
          const heard = reporter();
          const onProgress = async ({
            transferred,
            total,
          }: {
            transferred: number;
            total: number | null;
          }): Promise<void> => {
            clock.heard();
            heard(transferred, total);
          };
          const options = { quiet: true, signal: clock.signal, getProgressCallback: onProgress };
          await new get.FetchDownloader().download(url, target, options).finally(() => clock.stop());
        },
      },
    });
    await tell({ kind: 'unpacking' });
    const { extract } = (await import(
      pathToFileURL(require.resolve('@electron-internal/extract-zip')).href
    )) as Extractor;
    await extract(zip, { dir: join(work, 'dist') });
    return 0;
  } catch (cause) {
    await tell({ kind: 'failed', fault: faultOf(cause, source) });
    return 1;
  }
}

/**
 * Reads the environment as Electron's installer does; @electron/get itself reads ELECTRON_MIRROR and similar variables.
 */
function details(folder: string): Parameters<Get['downloadArtifact']>[0] {
  const { env } = process;
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const remote = env.electron_use_remote_checksums || env.npm_config_electron_use_remote_checksums;
  return {
    version: (read('package.json') as { version: string }).version,
    artifactName: 'electron',
    platform: process.platform,
    arch: env.ELECTRON_INSTALL_ARCH || env.npm_config_arch || process.arch,
    ...(env.electron_config_cache ? { cacheRoot: env.electron_config_cache } : {}),
    ...(remote ? {} : { checksums: read('checksums.json') as Record<string, string> }),
  };
}

/** Aborts its signal when nothing arrived for some time. */
function stallClock(stallMs: number, onStall: () => void): { signal: AbortSignal; heard(): void; stop(): void } {
  const stop = new AbortController();
  const timer = setTimeout(() => {
    onStall();
    stop.abort();
  }, stallMs);
  return { signal: stop.signal, heard: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}

/** Sends progress at most ten times a second; a mirror sends thousands of chunks. */
function reporter(): (done: number, total: number | null) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (done, total) => {
    if (performance.now() - saidAt < PROGRESS_MS) return;
    saidAt = performance.now();
    void tell({ kind: 'progress', done, total });
  };
}

/** `fetch` reports an error as a chain of causes: the innermost one has the details. */
function faultOf(cause: unknown, source: { url: string | null; stalled: boolean }): FetchFault {
  let inner = cause as { code?: string; message?: string; path?: string; input?: string; cause?: unknown };
  while (inner?.cause instanceof Error) inner = inner.cause as typeof inner;
  const { response } = cause as { response?: { status: number } };
  return {
    ...source,
    code: inner?.code ?? null,
    message: inner?.message || String(cause),
    path: inner?.path ?? inner?.input ?? null,
    status: response?.status ?? null,
  };
}

function tell(message: FetcherMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve());
    else resolve();
  });
}
