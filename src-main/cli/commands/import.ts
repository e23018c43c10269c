/** `import PATH...`: imports sources and prints the report. */
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FileOutcome } from '../../contract/archive/file-outcome.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { EVERYTHING, fileOutcomeLines, needsAttention, reportText } from '../output/report-text.ts';
import { clean } from '../output/terminal.ts';
import { runJob } from '../running/run-job.ts';
import { fileOutcomesOf } from './report.ts';

export async function runImport(context: Context): Promise<0 | 1> {
  const { args } = context;
  const paths = args.words.map((path) => resolve(path));
  if (paths.length === 0) throw new UsageError('Say what to import: afterimage import PATH...');
  await Promise.all(paths.map(mustExist));
  const done = await context.withLibrary(async (library) => {
    const job = await runJob(library, () => library.jobs.import(paths), context);
    const outcomes: readonly FileOutcome[] | null =
      args.files && job?.importId != null ? await fileOutcomesOf(library, job.importId, EVERYTHING) : null;
    return { job, outcomes };
  });
  if (!done.job) return 1;
  const { report } = done.job;
  if (!report) throw new UsageError('The import ended without a report.');
  const files = done.outcomes === null ? {} : { accounts: done.outcomes };
  await context.print({ ...report, ...files }, () =>
    [
      reportText(report, context),
      ...fileOutcomeLines(done.outcomes ?? [], context.paint),
      ...(done.outcomes ? [''] : []),
    ].join('\n'),
  );
  return needsAttention(report) ? 1 : 0;
}

async function mustExist(path: string): Promise<void> {
  await access(path).catch(() => {
    throw new UsageError(`There is nothing at ${clean(path)}. Check the path and try again.`);
  });
}
