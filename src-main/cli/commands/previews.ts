/** `previews`: makes all missing posters. */
import type { PreviewReport } from '../../contract/archive/report.ts';
import type { Context } from '../command-line/command.ts';
import { progressLine } from '../output/progress.ts';
import { clean, counted } from '../output/terminal.ts';

export async function runPreviews(context: Context): Promise<0 | 1> {
  const line = progressLine();
  const report = await context
    .withLibrary((library) =>
      library.makePreviews((done, total) => line.update('Making posters', done, total), context.signal),
    )
    .finally(() => line.end());
  if (context.signal.aborted) context.note('Stopped. Run the same command again to go on.');
  await context.print(report, () => describe(report, context));
  return report.failed.length > 0 || context.signal.aborted ? 1 : 0;
}

function describe({ made, failed }: PreviewReport, { paint }: Context): string {
  const failures = failed.flatMap(({ path, message }) => [`  ${clean(message)}`, paint('dim', `    ${clean(path)}`)]);
  const heading =
    failed.length > 0 ? ['', paint('yellow', `${counted(failed.length, 'file')} could not be pictured`)] : [];
  return `${[`${counted(made, 'poster')} made.`, ...heading, ...failures].join('\n')}\n`;
}
