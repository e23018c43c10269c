/** Makes the sample archive: a Sora export in the official form, with small clips that code paints on this computer. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openThread, type Thread } from '../threads/rpc.ts';
import { exportJson, type Painting, type Part, type Plan, planOf } from './plan.ts';
import type { SampleThread } from './sample-thread.ts';
import { writeZip } from './zip-writer.ts';

export interface SampleOptions {
  /** Called with the number of painted files, the total, and the beginning of the last prompt. */
  readonly onProgress?: (done: number, total: number, detail: string) => void;
  readonly signal?: AbortSignal;
  /** The plan to make; default: the whole archive. */
  readonly plan?: Plan;
}

/** The part that stays a zip, so that a new library contains both kinds. */
const ZIPPED = 2;

/**
 * Makes the archive in `directory`. The folder appears only when the archive is complete. An interrupted run leaves a
 * folder beside it, which the next run removes. An existing archive is kept. Rejects when aborted or when ffmpeg fails.
 */
export async function makeSample(
  directory: string,
  { onProgress, signal, plan = planOf() }: SampleOptions = {},
): Promise<void> {
  if (existsSync(directory)) return;
  const making = `${directory}.making`;
  await rm(making, { recursive: true, force: true });
  const studio = join(making, 'studio');
  await mkdir(studio, { recursive: true });
  try {
    await paintAll(plan.paintings, studio, onProgress, signal);
    for (const part of plan.parts) await writePart(making, studio, part);
    await rm(studio, { recursive: true });
    await rename(making, directory);
  } catch (cause) {
    await rm(making, { recursive: true, force: true });
    throw cause;
  }
}

/** Uses one thread per core and starts with the longest work, so that all threads end at about the same time. */
async function paintAll(
  paintings: readonly Painting[],
  studio: string,
  onProgress: SampleOptions['onProgress'],
  signal: AbortSignal | undefined,
): Promise<void> {
  const waiting = [...paintings].sort((a, b) => effort(b) - effort(a));
  const threads = Array.from({ length: Math.min(waiting.length, availableParallelism()) }, () =>
    openThread<SampleThread>(import.meta.url, 'sample-thread', null),
  );
  const stop = (): void => {
    for (const thread of threads) thread.notify.stop();
  };
  signal?.addEventListener('abort', stop, { once: true });
  let done = 0;
  const work = async (thread: Thread<SampleThread>): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      signal?.throwIfAborted();
      await thread.call.paint(next, join(studio, next.name));
      done++;
      onProgress?.(done, paintings.length, (next.task.prompt ?? '').slice(0, 80));
    }
  };
  try {
    await Promise.all(threads.map(work));
    signal?.throwIfAborted();
  } catch (cause) {
    waiting.length = 0;
    stop();
    signal?.throwIfAborted();
    throw cause;
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

function effort({ task }: Painting): number {
  return task.seconds * task.size[0] * task.size[1];
}

async function writePart(making: string, studio: string, part: Part): Promise<void> {
  const folder = join(making, `sora-data-files-export-${part.number}`);
  await mkdir(folder);
  await writeFile(join(folder, 'generations.json'), exportJson(part.records));
  for (const name of part.files) await copyFile(join(studio, name), join(folder, name));
  if (part.number !== ZIPPED) return;
  const inputs = ['generations.json', ...part.files].map((name) => ({ name, path: join(folder, name) }));
  await writeZip(`${folder}.zip`, inputs);
  await rm(folder, { recursive: true });
}
