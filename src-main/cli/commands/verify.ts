/**
 * `verify`: hashes originals again and compares them with the catalog; `--history` lists earlier verifications; a verb
 * decides about changed originals.
 */

import type { Library } from '../../app/library/library.ts';
import type { VerifyReport } from '../../contract/archive/report.ts';
import type { SourceInfo } from '../../contract/library/library.ts';
import type { VerifyRun } from '../../contract/library/verification.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { progressLine } from '../output/progress.ts';
import { bytes, clean, count, counted, moment, pad } from '../output/terminal.ts';
import { findSource } from '../running/find-source.ts';
import { decideChanges, decisionIn } from './decide-changes.ts';

export async function runVerify(context: Context): Promise<0 | 1> {
  const [word, ...paths] = context.args.words;
  const verb = decisionIn(word);
  if (word !== undefined && verb === null)
    throw new UsageError(`There is no “verify ${clean(word)}”: accept, take-back, leave, ask, or no word at all.`);
  return context.withLibrary(async (library) => {
    if (verb !== null)
      return decideChanges(context, library, verb, paths, await sourceNamed(library, context.args.text('source')));
    return context.args.has('history') ? tellHistory(context, library) : verify(context, library);
  });
}

async function verify(context: Context, library: Library): Promise<0 | 1> {
  const asked = {
    sourceId: (await sourceNamed(library, context.args.text('source')))?.id ?? null,
    resume: context.args.has('resume'),
  };
  if (library.unwritable) context.note('What is found is told, but not remembered.');
  const line = progressLine();
  const report = await library.verification
    .now(asked, (done, total) => line.update('Reading originals', done, total), context.signal)
    .finally(() => line.end());
  if (context.signal.aborted) {
    context.note('Stopped before everything was read. “verify --resume” goes on from there.');
    return 1;
  }
  await context.print(report, () => describe(report, context));
  const { changed, missing, damaged, unreadable } = report;
  return changed.length + missing.length + damaged.length + unreadable.length > 0 ? 1 : 0;
}

/** The source that `--source` names. */
async function sourceNamed(library: Library, word: string | null): Promise<SourceInfo | null> {
  if (word === null) return null;
  const source = findSource(await library.reads.sources(), word);
  if (source) return source;
  throw new UsageError(`The library has no source “${clean(word)}”. All of them: afterimage sources`);
}

async function tellHistory(context: Context, library: Library): Promise<0> {
  const { runs } = await library.verification.read();
  const sources = new Map((await library.reads.sources()).map(({ id, path }) => [id, path]));
  await context.print({ runs }, () =>
    runs.length === 0
      ? 'Nothing was verified yet.\n'
      : `${runs.map((run) => runText(run, sources, context)).join('\n')}\n`,
  );
  return 0;
}

const OUTCOMES: Readonly<Record<VerifyRun['outcome'], string>> = {
  running: 'runs now',
  done: 'finished',
  stopped: 'stopped',
  interrupted: 'interrupted',
};

function runText(run: VerifyRun, sources: ReadonlyMap<number, string>, { paint }: Context): string {
  const scope = run.sourceId === null ? 'everything' : clean(sources.get(run.sourceId) ?? 'a source that was removed');
  const found = [
    `${counted(run.intact, 'file')} intact`,
    ...(['changed', 'missing', 'damaged', 'unreadable'] as const).flatMap((name) =>
      run[name] > 0 ? [`${count(run[name])} ${name}`] : [],
    ),
    ...(run.fresh > 0 ? [`${count(run.fresh)} new`] : []),
  ];
  const how = `${OUTCOMES[run.outcome]}, ${count(run.done)} of ${count(Math.max(run.total, run.done))}, ${bytes(run.bytes)} in ${run.seconds.toFixed(1)} s`;
  const by = run.asked === 'person' ? 'started by you' : 'scheduled';
  return `${paint('bold', moment(run.startedAt))}  ${scope}, ${by}: ${how}\n  ${found.join(', ')}`;
}

function describe(report: VerifyReport, { paint }: Context): string {
  const groups: readonly (readonly [string, VerifyReport['new']])[] = [
    ['Changed', report.changed],
    ['Missing', report.missing],
    ['Damaged', report.damaged],
    ['Unreadable', report.unreadable],
    ['New', report.new],
  ];
  const figures = [
    ['Intact', report.intact] as const,
    ...groups.map(([label, files]) => [label, files.length] as const),
  ];
  const shown = figures.filter(([label, value]) => label !== 'Unreadable' || value > 0);
  const width = Math.max(...shown.map(([, value]) => count(value).length));
  return [
    ...shown.map(([label, value]) => `  ${pad(label, 12)}${pad(count(value), width, 'left')}`),
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
