/** Runs a job with a progress line, and stops it on Ctrl-C. */
import type { Library } from '../../app/library/library.ts';
import type { Job, Progress } from '../../contract/library/job.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { progressLine } from '../output/progress.ts';

const PHASES: Readonly<Record<Progress['phase'], string>> = {
  sample: 'Making the sample',
  reading: 'Reading',
  catalogue: 'Cataloguing',
  fixity: 'Fingerprinting',
  previews: 'Making previews',
  moving: 'Moving',
  removing: 'Removing',
  exporting: 'Exporting',
  verifying: 'Reading originals',
  checking: 'Comparing copies',
  mirroring: 'Copying',
};

/**
 * Starts a job. Resolves to the finished job, or to null when it was stopped. Rejects with its sentence when it failed.
 */
export async function runJob(
  library: Library,
  start: () => Promise<Job>,
  { signal, note }: Context,
): Promise<Job | null> {
  const line = progressLine();
  const unsubscribe = library.subscribe((event) => {
    if (event.type !== 'job' || event.job.state !== 'running' || !event.job.progress) return;
    const { phase, done, total, detail } = event.job.progress;
    line.update(PHASES[phase], done, total, detail);
  });
  try {
    const { id } = await start();
    const cancel = (): void => library.jobs.cancel(id);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
    const job = await library.jobs.finished(id);
    if (job.state === 'failed') throw new UsageError(job.error ?? 'It failed without a reason.');
    if (job.state === 'done') return job;
    note('Stopped. Run the same command again to go on.');
    return null;
  } finally {
    unsubscribe();
    line.end();
  }
}
