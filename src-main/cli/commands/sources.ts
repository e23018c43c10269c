/** `sources`: lists, rescans, moves, removes and watches sources, and sets their format. */

import { resolve } from 'node:path';
import type { Library } from '../../app/library/library.ts';
import type { ImportReport } from '../../contract/archive/report.ts';
import { FormatName } from '../../contract/items/generation.ts';
import type { SourceOutcome } from '../../contract/library/job.ts';
import type { SourceInfo } from '../../contract/library/library.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { beliefLines, needsAttention, reportText } from '../output/report-text.ts';
import { clean, count, counted, moment, pad } from '../output/terminal.ts';
import { findSource, sourceAt } from '../running/find-source.ts';
import { runJob } from '../running/run-job.ts';

type Deed = (context: Context, library: Library) => Promise<0 | 1>;

export async function runSources(context: Context): Promise<0 | 1> {
  const [verb = 'list'] = context.args.words;
  const deed = Object.hasOwn(DEEDS, verb) ? DEEDS[verb as keyof typeof DEEDS] : undefined;
  if (!deed)
    throw new UsageError(`There is no “sources ${clean(verb)}”. All of them: ${Object.keys(DEEDS).join(', ')}.`);
  if (verb !== 'read' && context.args.text('as') !== null)
    throw new UsageError('--as is for: afterimage sources read PATH|ID --as FORMAT');
  return context.withLibrary((library) => deed(context, library));
}

const DEEDS = {
  list,
  remove,
  move,
  rescan,
  read,
  watch: watching(true),
  unwatch: watching(false),
} as const satisfies Record<string, Deed>;

async function list(context: Context, library: Library): Promise<0> {
  wordsAre(context, 0, 'sources list');
  const sources = await library.reads.sources();
  await context.print({ sources }, () =>
    sources.length === 0 ? 'No sources yet: afterimage import PATH...\n' : sourcesText(sources, context),
  );
  return 0;
}

async function remove(context: Context, library: Library): Promise<0 | 1> {
  const [word] = wordsAre(context, 1, 'sources remove PATH|ID');
  const source = await named(library, word);
  const job = await runJob(library, () => library.sources.remove(source.id), context);
  if (!job?.source) return 1;
  const { vanished, edited } = job.source;
  await context.print({ removed: job.source }, () => {
    const kept =
      edited > 0
        ? ` ${counted(edited, 'item')} of them had edits: they are kept, and return when it is imported again.`
        : '';
    return `Removed ${clean(source.path)}. ${counted(vanished, 'item')} that only this source knew ${vanished === 1 ? 'is' : 'are'} gone.${kept}\n`;
  });
  return 0;
}

async function move(context: Context, library: Library): Promise<0 | 1> {
  const [word, to] = wordsAre(context, 2, 'sources move OLD NEW');
  const sources = await library.reads.sources();
  // A move that was cut off has moved the source already: the same command finishes it.
  const cutOff = findSource(sources, word)
    ? undefined
    : sources.find((each) => each.isMoving && each.path === resolve(to));
  const source = cutOff ?? sourceAt(sources, word);
  const job = await runJob(library, () => library.sources.move(source.id, resolve(to)), context);
  if (!job?.source || !job.report) return 1;
  const { report, source: moved } = job;
  await context.print({ moved, report }, () => `${movedText(moved)}${reportText(report, context)}`);
  return needsAttention(report) || moved.lost > 0 ? 1 : 0;
}

function movedText({ path, found, lost, absent }: SourceOutcome): string {
  const rest = lost > absent.length ? [`  … and ${count(lost - absent.length)} more`] : [];
  const gone =
    lost === 0
      ? []
      : [
          `${counted(lost, 'file')} of it ${lost === 1 ? 'is' : 'are'} not there:`,
          ...absent.map((each) => `  ${clean(each)}`),
          ...rest,
        ];
  return `${[`Now at ${clean(path)}: ${counted(found, 'file')} found.`, ...gone, ''].join('\n')}\n`;
}

async function rescan(context: Context, library: Library): Promise<0 | 1> {
  const words = context.args.words.slice(1);
  const ids =
    words.length === 0 ? null : (await Promise.all(words.map((word) => named(library, word)))).map(({ id }) => id);
  return tellReport(context, library, () => library.sources.rescan(ids));
}

async function read(context: Context, library: Library): Promise<0 | 1> {
  const [word] = wordsAre(context, 1, 'sources read PATH|ID --as FORMAT');
  const source = await named(library, word);
  const as = context.args.text('as');
  const format = FormatName.safeParse(as ?? undefined);
  if (as !== 'auto' && !format.success)
    throw new UsageError(
      `--as takes auto or a format: ${FormatName.options.join(', ')}${as === null ? '' : `; not “${clean(as)}”`}.`,
    );
  const running = new Set(library.jobs.list().map(({ id }) => id));
  await library.sources.change(source.id, { readAs: as === 'auto' ? null : (format.data ?? null) });
  const begun = library.jobs.list().find(({ id }) => !running.has(id));
  return tellReport(context, library, async () => begun ?? library.sources.rescan([source.id]));
}

async function tellReport(context: Context, library: Library, start: Parameters<typeof runJob>[1]): Promise<0 | 1> {
  const job = await runJob(library, start, context);
  if (!job?.report) return 1;
  const report: ImportReport = job.report;
  await context.print(report, () => reportText(report, context));
  return needsAttention(report) ? 1 : 0;
}

function watching(watched: boolean): Deed {
  return async (context, library) => {
    const [word] = wordsAre(context, 1, `sources ${watched ? 'watch' : 'unwatch'} PATH|ID`);
    const source = await library.sources.change((await named(library, word)).id, { watched });
    const told = watched ? 'is watched while a window or “serve” runs' : 'is not watched any more';
    await context.print({ source }, () => `${clean(source.path)} ${told}.\n`);
    return 0;
  };
}

/** The words after the verb; exactly `many`. */
function wordsAre<N extends 0 | 1 | 2>(
  { args }: Context,
  many: N,
  usage: string,
): N extends 2 ? [string, string] : [string] {
  const words = args.words.slice(1);
  if (words.length !== many) throw new UsageError(`Usage: afterimage ${usage}`);
  return words as N extends 2 ? [string, string] : [string];
}

const named = async (library: Library, word: string): Promise<SourceInfo> =>
  sourceAt(await library.reads.sources(), word);

function sourcesText(sources: readonly SourceInfo[], { paint }: Context): string {
  const width = Math.max(...sources.map(({ id }) => String(id).length));
  const lines = sources.flatMap((source) => {
    const facts = [
      counted(source.generations, 'item'),
      counted(source.files, 'file'),
      source.missing > 0 && `${count(source.missing)} missing`,
      source.state === 'missing' && 'not connected',
      source.watched && 'watched',
      source.within !== null && `read through ${source.within}`,
      source.accounts.length > 0 && `accounts: ${source.accounts.map(clean).join(', ')}`,
      source.importedAt && `read ${moment(source.importedAt)} UTC`,
    ].filter(Boolean);
    return [
      `${pad(String(source.id), width, 'left')}  ${paint('bold', clean(source.path))}`,
      `${pad('', width)}  ${facts.join(' · ')}`,
      ...beliefLines(source.beliefs, paint).slice(1),
      '',
    ];
  });
  return `${lines.join('\n')}`;
}
