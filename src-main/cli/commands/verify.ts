/** `verify`: hashes every original again and compares it with the catalog. */
import type { VerifyReport } from '../../contract/report.ts';
import type { Context } from '../context.ts';
import { progressLine } from '../progress.ts';
import { clean, count, counted, pad } from '../terminal.ts';

export async function runVerify(context: Context): Promise<0 | 1> {
  const line = progressLine();
  const report = await context
    .withLibrary((library) => library.verify((done, total) => line.update('Reading originals', done, total), context.signal))
    .finally(() => line.end());
  if (context.signal.aborted) {
    context.note('Stopped before everything was read.');
    return 1;
  }
  await context.print(report, () => describe(report, context));
  return report.changed.length > 0 || report.missing.length > 0 || report.damaged.length > 0 ? 1 : 0;
}

function describe(report: VerifyReport, { paint }: Context): string {
  const groups: readonly (readonly [string, VerifyReport['new']])[] = [
    ['Changed', report.changed],
    ['Missing', report.missing],
    ['Damaged', report.damaged],
    ['New', report.new],
  ];
  const figures = [['Intact', report.intact] as const, ...groups.map(([label, files]) => [label, files.length] as const)];
  const width = Math.max(...figures.map(([, value]) => count(value).length));
  return [
    ...figures.map(([label, value]) => `  ${pad(label, 9)}${pad(count(value), width, 'left')}`),
    ...groups.flatMap(([label, files]) =>
      files.length === 0 ? [] : ['', paint('bold', label), ...files.map(({ path }) => `  ${clean(path)}`)],
    ),
    '',
    paint(
      'dim',
      `${counted(report.intact + report.changed.length + report.damaged.length, 'file')} read in ${report.seconds.toFixed(1)} s`,
    ),
    '',
  ].join('\n');
}
