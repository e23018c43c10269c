/** `words export|import`: exports and imports annotations: tags, ratings, notes, collections. */
import { createReadStream } from 'node:fs';
import { access, constants, lstat, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { Exists } from '../../app/export/copy-file.ts';
import { openTextFile } from '../../app/export/text-file.ts';
import { assertApartFromSources } from '../../app/keeping/apart-from-originals.ts';
import type { Problem } from '../../contract/archive/problem.ts';
import type { SidecarReport, WordsReport } from '../../contract/organising/organised.ts';
import { wholeWords } from '../command-line/arguments.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { clean, count, counted } from '../output/terminal.ts';
import { unknownVerb, wordsAfter } from '../running/organise-helpers.ts';

const MOST_BYTES = 512 * 1024 * 1024;

export async function runWords(context: Context): Promise<0 | 1> {
  const { args } = context;
  const [verb = ''] = args.words;
  if (verb === 'import') {
    if (args.text('query') !== null || args.text('as') !== null)
      throw new UsageError('“words import” takes a file and nothing else.');
    return bring(context, wordsAfter(args, verb, 'FILE')[0] ?? '');
  }
  if (verb !== 'export') throw unknownVerb(args, ['export', 'import']);
  const [file = ''] = wordsAfter(args, verb, 'FILE');
  const as = args.text('as') ?? (extname(file).toLowerCase() === '.csv' ? 'csv' : 'json');
  const query = args.text('query');
  const q = query === null ? '' : wholeWords(query);
  if (as === 'xmp') return sidecars(context, resolve(file), q);
  if (as === 'json' || as === 'csv') return takeAlong(context, resolve(file), as, q);
  throw new UsageError(`--as takes json, csv or xmp, not “${clean(as)}”.`);
}

async function takeAlong(context: Context, file: string, as: 'json' | 'csv', q: string): Promise<0 | 1> {
  await context.withLibrary(async ({ words, reads }) => {
    await assertApartFromSources(reads, dirname(file));
    const pieces = await words.export(as, q);
    await writeWords(file, pieces, context.signal).catch((cause: Error) => {
      if (cause instanceof Exists) throw new UsageError(`There is a file at ${file} already. Choose another name.`);
      if (context.signal.aborted) throw new UsageError('Stopped. Nothing was written.');
      throw new UsageError(`${file} cannot be written: ${cause.message}.`);
    });
  });
  const { size } = await stat(file);
  await context.print({ file, as, bytes: size }, () => `Words written to ${clean(file)}\n`);
  return 0;
}

/** The file gets its name when it is complete: an incomplete one would look like a complete one, also after a crash. */
async function writeWords(file: string, pieces: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  if (await lstat(file).catch(() => null)) throw new Exists();
  const out = await openTextFile(file);
  try {
    for await (const piece of pieces) {
      signal.throwIfAborted();
      await out.write(piece);
    }
    await out.finish();
  } finally {
    await out.abandon();
  }
}

async function sidecars(context: Context, directory: string, q: string): Promise<0 | 1> {
  const report = await context.withLibrary(({ words }) => words.sidecars(directory, q, { signal: context.signal }));
  await context.print(report, () => describeSidecars(report, context));
  return report.problems.length > 0 || context.signal.aborted ? 1 : 0;
}

async function bring(context: Context, file: string): Promise<0 | 1> {
  const path = resolve(file);
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) throw new UsageError(`There is no file at ${path}. Check the path and try again.`);
  if (info.size > MOST_BYTES) throw new UsageError(`${path} is too large for a file of annotations.`);
  await access(path, constants.R_OK).catch((cause: Error) => {
    throw new UsageError(`${path} cannot be read: ${cause.message}.`);
  });
  const report = await context.withLibrary(({ words }) => words.bring(basename(path), createReadStream(path)));
  await context.print(report, () => describe(report, context));
  return report.problems.length > 0 ? 1 : 0;
}

function describe(report: WordsReport, { paint }: Context): string {
  const kept =
    report.kept > 0 ? [`  ${counted(report.kept, 'entry', 'entries')} kept until the item is in the library.`] : [];
  const arranged =
    report.arranged > 0
      ? [
          `  ${counted(report.arranged, 'collection, search, colour or alias', 'collections, searches, colours and aliases')} added.`,
        ]
      : [];
  return [
    `${counted(report.matched, 'item')} recognised, ${count(report.changed)} changed.`,
    ...arranged,
    ...kept,
    ...problems(report.problems, paint),
    '',
  ].join('\n');
}

function describeSidecars({ directory, written, unchanged, problems: all }: SidecarReport, { paint }: Context): string {
  const same = unchanged > 0 ? ` ${count(unchanged)} up to date already.` : '';
  return [`${counted(written, 'sidecar')} written to ${clean(directory)}.${same}`, ...problems(all, paint), ''].join(
    '\n',
  );
}

function problems(all: readonly Problem[], paint: Context['paint']): readonly string[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, 20).map(({ message, path }) => `  ${clean(message)} ${paint('dim', clean(path))}`);
  return ['', paint('yellow', counted(all.length, 'problem')), ...shown];
}
