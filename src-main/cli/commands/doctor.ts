/** `doctor`: what is installed and what is missing. */
import type { DoctorReport } from '../../contract/archive/report.ts';
import type { Context } from '../command-line/command.ts';
import { diagnose } from '../output/checks.ts';
import { pad } from '../output/terminal.ts';

export async function runDoctor(context: Context): Promise<0 | 1> {
  const checks = await diagnose(context.args.library);
  const report: DoctorReport = { checks: checks.map(({ name, ok, detail }) => ({ name, ok, detail })) };
  await context.print(report, () => describe(report, context));
  return checks.some(({ ok, essential }) => essential && !ok) ? 1 : 0;
}

function describe({ checks }: DoctorReport, { paint }: Context): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map(
    ({ name, ok, detail }) => `  ${ok ? paint('green', '✓') : paint('yellow', '✗')} ${pad(name, width)}  ${detail}`,
  );
  return `${lines.join('\n')}\n`;
}
