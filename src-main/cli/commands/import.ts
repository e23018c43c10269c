/** `import PATH...`: imports sources and prints the report. */
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FileOutcome } from '../../contract/archive/file-outcome.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { accountLines, EVERYTHING, needsAttention, reportText } from '../output/report-text.ts';
import { clean } from '../output/terminal.ts';
import { runJob } from '../running/run-job.ts';
import { everyAccountOf } from './report.ts';

export async function runImport(context: Context): Promise<0 | 1> {
  const { args } = context;
  const paths = args.words.map((path) => resolve(path));
  if (paths.length === 0) throw new UsageError('Say what to import: afterimage import PATH...');
  await Promise.all(paths.map(mustExist));
  const done = await context.withLibrary(async (library) => {
    const job = await runJob(library, () => library.jobs.import(paths), context);
    const accounts: readonly FileOutcome[] | null =
      args.files && job?.importId != null ? await everyAccountOf(library, job.importId, EVERYTHING) : null;
    return { job, accounts };
  });
  if (!done.job) return 1;
  const { report } = done.job;
  if (!report) throw new UsageError('The import ended without a report.');
  const files = done.accounts === null ? {} : { accounts: done.accounts };
  await context.print({ ...report, ...files }, () =>
    [
      reportText(report, context),
      ...accountLines(done.accounts ?? [], context.paint),
      ...(done.accounts ? [''] : []),
    ].join('\n'),
  );
  return needsAttention(report) ? 1 : 0;
}

async function mustExist(path: string): Promise<void> {
  await access(path).catch(() => {
    throw new UsageError(`There is nothing at ${clean(path)}. Check the path and try again.`);
  });
}
