/** `mirror`: adds, lists, updates, checks and removes second copies on another drive. */

import { resolve } from 'node:path';
import type { Library } from '../../app/library/library.ts';
import type { MirrorCheck, MirrorInfo, MirrorReport } from '../../contract/library/mirror.ts';
import { wholeWords } from '../command-line/arguments.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { bytes, clean, count, counted, moment, pad } from '../output/terminal.ts';
import { sourceAt } from '../running/find-source.ts';
import { runJob } from '../running/run-job.ts';

type Deed = (context: Context, library: Library) => Promise<0 | 1>;

/** The options of each verb. */
const OPTIONS = {
  list: [],
  add: ['source', 'collection', 'query'],
  run: ['full', 'set-aside'],
  check: [],
  remove: [],
} as const;
const DEEDS = { list, add, run, check, remove } as const satisfies Record<keyof typeof OPTIONS, Deed>;

export async function runMirrors(context: Context): Promise<0 | 1> {
  const { args } = context;
  const [verb = 'list'] = args.words;
  if (!Object.hasOwn(DEEDS, verb))
    throw new UsageError(`There is no “mirror ${clean(verb)}”. All of them: ${Object.keys(DEEDS).join(', ')}.`);
  const known: keyof typeof DEEDS = verb as keyof typeof DEEDS;
  for (const name of ['source', 'collection', 'query', 'full', 'set-aside'] as const)
    if (args.has(name) && !(OPTIONS[known] as readonly string[]).includes(name))
      throw new UsageError(`--${name} is not for “mirror ${known}”. More: afterimage help mirror`);
  if (args.words.length > 2)
    throw new UsageError(`A folder of several words is put in quotes: afterimage mirror ${known} "DIR"`);
  return context.withLibrary((library) => DEEDS[known](context, library));
}

async function list(context: Context, library: Library): Promise<0> {
  if (context.args.words.length > 1) throw new UsageError('Usage: afterimage mirror list');
  const mirrors = await library.mirrors.list();
  await context.print({ mirrors }, () =>
    mirrors.length === 0
      ? 'No second copies yet: afterimage mirror add DIR --source PATH\n'
      : mirrors.flatMap((one) => linesOf(one, context)).join('\n'),
  );
  return 0;
}

async function add(context: Context, library: Library): Promise<0> {
  const { args } = context;
  const [, directory] = args.words;
  const query = args.text('query');
  if (directory === undefined || (!args.has('source') && !args.has('collection') && query === null))
    throw new UsageError('Usage: afterimage mirror add DIR --source PATH… | --collection NAME… | --query QUERY');
  const all = await library.reads.sources();
  const mirror = await library.mirrors.add({
    directory: resolve(directory),
    sources: args.texts('source').map((word) => sourceAt(all, word).id),
    collections: [...args.texts('collection')],
    query: query === null ? null : wholeWords(query),
  });
  await context.print({ mirror }, () =>
    [...linesOf(mirror, context), `Copy now: afterimage mirror run ${clean(mirror.path)}`, ''].join('\n'),
  );
  return 0;
}

async function run(context: Context, library: Library): Promise<0 | 1> {
  const options = { full: context.args.has('full'), setAside: context.args.has('set-aside') };
  const reports: MirrorReport[] = [];
  const chosen = await chosenIn(context, library);
  for (const { id } of chosen.here) {
    const job = await runJob(library, () => library.mirrors.run(id, options), context);
    if (!job?.mirrored) return 1;
    reports.push(job.mirrored);
  }
  await context.print({ mirrors: reports, away: chosen.away.map(({ path }) => ({ path })) }, () =>
    [...reports.flatMap((report) => reportLines(report, context)), ...awayLines(chosen.away), ''].join('\n'),
  );
  return reports.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

async function check(context: Context, library: Library): Promise<0 | 1> {
  const checks: MirrorCheck[] = [];
  const chosen = await chosenIn(context, library);
  for (const { id } of chosen.here) {
    const job = await runJob(library, () => library.mirrors.check(id), context);
    if (!job?.mirrorChecked) return 1;
    checks.push(job.mirrorChecked);
  }
  await context.print({ mirrors: checks, away: chosen.away.map(({ path }) => ({ path })) }, () =>
    [...checks.flatMap((each) => checkLines(each, context)), ...awayLines(chosen.away), ''].join('\n'),
  );
  return checks.some(({ changed, missing }) => changed.length + missing.length > 0) ? 1 : 0;
}

async function remove(context: Context, library: Library): Promise<0> {
  const [, word] = context.args.words;
  if (word === undefined) throw new UsageError('Usage: afterimage mirror remove DIR');
  const mirror = mirrorAt(await library.mirrors.list(), word);
  await library.mirrors.forget(mirror.id);
  await context.print(
    { removed: { id: mirror.id, path: mirror.path } },
    () => `Forgotten. Everything in ${clean(mirror.path)} stays there.\n`,
  );
  return 0;
}

/**
 * The named mirror; without a name all mirrors, with the disconnected ones separate, because an unplugged drive is no
 * error.
 */
async function chosenIn(
  { args }: Context,
  library: Library,
): Promise<{ readonly here: readonly MirrorInfo[]; readonly away: readonly MirrorInfo[] }> {
  const all = await library.mirrors.list();
  const [, word] = args.words;
  if (word !== undefined) return { here: [mirrorAt(all, word)], away: [] };
  if (all.length === 0) throw new UsageError('No second copies yet: afterimage mirror add DIR --source PATH');
  return { here: all.filter(({ state }) => state !== 'away'), away: all.filter(({ state }) => state === 'away') };
}

function mirrorAt(all: readonly MirrorInfo[], word: string): MirrorInfo {
  const found = all.find(({ path }) => path === resolve(word)) ?? all.find(({ id }) => String(id) === word);
  if (!found) throw new UsageError(`No second copy is at ${clean(resolve(word))}. All of them: afterimage mirror list`);
  return found;
}

function linesOf(mirror: MirrorInfo, { paint }: Context): readonly string[] {
  const { id, path, state, pending, finishedAt, awaySince, sources, collections, query, last } = mirror;
  const holds = [
    ...sources.map((source) => `${clean(source.path)}${source.id === null ? ' (removed from the library)' : ''}`),
    ...collections.map((name) => `collection “${clean(name)}”`),
    ...(query === null ? [] : [`query “${clean(query)}”`]),
  ];
  const stand = [
    state === 'away' && `not connected since ${moment(awaySince ?? '')} UTC`,
    pending > 0 && `${counted(pending, 'file')} to copy`,
    state === 'current' && 'up to date',
    finishedAt === null ? 'never run' : `last run ${moment(finishedAt)} UTC`,
    last && counted(last.files, 'copy', 'copies'),
    last && last.problems.length > 0 && counted(last.problems.length, 'problem'),
  ].filter(Boolean);
  return [
    `${id}  ${paint('bold', clean(path))}`,
    `${pad('', String(id).length)}  ${stand.join(' · ')}`,
    ...holds.map((each) => `${pad('', String(id).length)}  of ${each}`),
    '',
  ];
}

const MOST_PROBLEMS = 20;

function reportLines(report: MirrorReport, { paint }: Context): readonly string[] {
  const facts = [
    `${count(report.copied)} copied`,
    report.renamed > 0 && `${count(report.renamed)} moved`,
    report.replaced > 0 && `${count(report.replaced)} set aside in “replaced”`,
    `${count(report.unchanged)} unchanged`,
    report.setAside > 0 && `${count(report.setAside)} set aside in “removed”`,
    report.kept > 0 && `${count(report.kept)} kept whose original is in no source any more`,
  ].filter(Boolean);
  const { problems } = report;
  return [
    paint('bold', clean(report.directory)),
    `  ${facts.join(' · ')}`,
    paint('dim', `  ${bytes(report.bytes)} in ${report.seconds.toFixed(1)} s`),
    ...problems
      .slice(0, MOST_PROBLEMS)
      .flatMap(({ message, path }) => [`  ${clean(message)}`, paint('dim', `    ${clean(path)}`)]),
    ...(problems.length > MOST_PROBLEMS
      ? [`  and ${count(problems.length - MOST_PROBLEMS)} more; --json prints them all`]
      : []),
  ];
}

function checkLines(
  { directory, intact, changed, missing, seconds }: MirrorCheck,
  { paint }: Context,
): readonly string[] {
  return [
    paint('bold', clean(directory)),
    `  ${count(intact)} intact · ${count(changed.length)} changed · ${count(missing.length)} missing`,
    ...changed.map(({ path }) => `  changed  ${clean(path)}`),
    ...missing.map(({ path }) => `  missing  ${clean(path)}`),
    ...(changed.length + missing.length > 0
      ? [`  To copy them again from their originals: afterimage mirror run ${clean(directory)}`]
      : []),
    paint('dim', `  ${seconds.toFixed(1)} s`),
  ];
}

const awayLines = (away: readonly MirrorInfo[]): readonly string[] =>
  away.map(({ path, awaySince }) => `${clean(path)} has not been connected since ${moment(awaySince ?? '')} UTC.`);
