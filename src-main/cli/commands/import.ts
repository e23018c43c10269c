/** `import PATH...`: catalogues sources and says what came of it. */
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Job, Progress } from '../../contract/job.ts';
import type { ImportReport } from '../../contract/report.ts';
import { UsageError } from '../arguments.ts';
import type { Context } from '../context.ts';
import { progressLine } from '../progress.ts';
import { clean, count, counted, pad } from '../terminal.ts';

const PHASES: Readonly<Record<Progress['phase'], string>> = {
  sample: 'Making the sample',
  reading: 'Reading',
  catalogue: 'Cataloguing',
  fixity: 'Fingerprinting',
  previews: 'Making previews',
  moving: 'Moving',
  removing: 'Removing',
};

export async function runImport(context: Context): Promise<0 | 1> {
  const paths = context.args.words.map((path) => resolve(path));
  if (paths.length === 0) throw new UsageError('Say what to import: afterimage import PATH...');
  await Promise.all(paths.map(mustExist));
  const job = await context.withLibrary((library) => follow(library, paths, context.signal));
  if (job.state === 'cancelled') {
    context.note('Stopped. Run the same command again to go on.');
    return 1;
  }
  const { report } = job;
  if (job.state === 'failed' || !report) throw new UsageError(job.error ?? 'The import ended without a report.');
  await context.print(report, () => describe(report, context));
  return report.problems.length > 0 ? 1 : 0;
}

async function mustExist(path: string): Promise<void> {
  await access(path).catch(() => {
    throw new UsageError(`There is nothing at ${clean(path)}. Check the path and try again.`);
  });
}

async function follow(
  library: Parameters<Parameters<Context['withLibrary']>[0]>[0],
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Job> {
  const line = progressLine();
  const unsubscribe = library.subscribe((event) => {
    if (event.type !== 'job' || event.job.state !== 'running' || !event.job.progress) return;
    const { phase, done, total, detail } = event.job.progress;
    line.update(PHASES[phase], done, total, detail);
  });
  try {
    const { id } = await library.jobs.import(paths);
    const cancel = (): void => library.jobs.cancel(id);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
    return await library.jobs.finished(id);
  } finally {
    unsubscribe();
    line.end();
  }
}

function describe(report: ImportReport, { paint }: Context): string {
  const rows: readonly (readonly [string, ImportReport['generations'] | ImportReport['files']])[] = [
    ['Items', report.generations],
    ['Files', report.files],
  ];
  const lines = rows.map(([label, { added, updated, unchanged }]) => {
    const cells = [`${count(added)} new`, `${count(updated)} updated`, `${count(unchanged)} unchanged`];
    return `  ${pad(label, 8)}${cells.map((cell) => pad(cell, 18)).join('')}`.trimEnd();
  });
  const asides = [
    report.promptOnly > 0 && `${counted(report.promptOnly, 'prompt')} without a file`,
    report.mediaOnly > 0 && `${counted(report.mediaOnly, 'file')} without a record`,
    report.files.missing > 0 && `${counted(report.files.missing, 'file')} missing`,
    report.files.duplicates > 0 && counted(report.files.duplicates, 'duplicate'),
    report.files.skipped > 0 && `${count(report.files.skipped)} skipped`,
  ].filter((aside) => aside !== false);
  const sources = [...new Map(report.sources.map(({ path, format }) => [`${format} ${path}`, { path, format }])).values()];
  const width = Math.max(0, ...sources.map(({ format }) => format.length));
  return [
    paint('bold', `Imported in ${report.seconds.toFixed(1)} s`),
    '',
    ...lines,
    ...(asides.length > 0 ? ['', `  ${asides.join(' · ')}`] : []),
    ...(sources.length > 0 ? ['', ...sources.map(({ path, format }) => `  ${paint('dim', pad(format, width))}  ${clean(path)}`)] : []),
    ...problems(report, paint),
    '',
  ].join('\n');
}

const MAX_SHOWN = 20;

function problems({ problems: all }: ImportReport, paint: Context['paint']): readonly string[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, MAX_SHOWN).flatMap(({ path, message }) => [`  ${clean(message)}`, paint('dim', `    ${clean(path)}`)]);
  const rest = all.length - MAX_SHOWN;
  return [
    '',
    paint('yellow', counted(all.length, 'problem')),
    ...shown,
    ...(rest > 0 ? [`  … and ${count(rest)} more; --json lists them all.`] : []),
  ];
}
