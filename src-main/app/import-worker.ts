/** The import thread: walks, parses and hashes, and hands what it found to the writer thread. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { openReader } from '../catalog/connection.ts';
import { openImportLookups } from '../catalog/reads/import-lookups.ts';
import type { Progress } from '../contract/job.ts';
import type { VerifyReport } from '../contract/report.ts';
import { type ImportOutcome, runImport } from '../import/run.ts';
import { verify } from '../import/verify.ts';
import { connect, emit, serve } from '../threads/rpc.ts';
import type { WriterApi } from './writer-worker.ts';

/** How often progress is told, in ms. */
const PROGRESS_MS = 100;

export interface ImportEvent {
  readonly workId: string;
  readonly progress: Progress;
}

const { directory } = workerData as { readonly directory: string };
const lookups = openImportLookups(openReader(directory));
const running = new Map<string, AbortController>();
const writerPort = Promise.withResolvers<MessagePort>();
const writer = writerPort.promise.then((port) => connect<WriterApi>(port).call);

/** Runs work that can be cancelled by its id, and tells its progress at most every {@link PROGRESS_MS}. */
async function run<T>(workId: string, work: (signal: AbortSignal, tell: (progress: Progress) => void) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  running.set(workId, abort);
  let told = 0;
  let phase = '';
  try {
    return await work(abort.signal, (progress) => {
      const now = performance.now();
      if (now - told < PROGRESS_MS && progress.phase === phase) return;
      told = now;
      phase = progress.phase;
      emit({ workId, progress } satisfies ImportEvent);
    });
  } finally {
    running.delete(workId);
  }
}

export type ImportApi = typeof api;
const api = {
  attach: (port: MessagePort): void => writerPort.resolve(port),
  cancel: (workId: string): void => running.get(workId)?.abort(),
  import: (workId: string, paths: readonly string[]): Promise<ImportOutcome> =>
    run(workId, async (signal, onProgress) =>
      runImport(paths, { lookups, writer: await writer, signal, onProgress, exclude: [directory] }),
    ),
  verify: (workId: string): Promise<VerifyReport> =>
    run(workId, (signal, tell) =>
      verify(lookups, [directory], (done, total) => tell({ phase: 'fixity', done, total, unit: 'files', detail: '' }), signal),
    ),
};
serve(api);
