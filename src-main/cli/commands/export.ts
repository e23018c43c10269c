/** `export DIR`: copies a selection out. */
import { resolve } from 'node:path';
import {
  DEFAULT_NAMES,
  ExportForm,
  type ExportReport,
  type ExportWish,
  holdsMedia,
  NamePattern,
} from '../../contract/items/export.ts';
import { type Arguments, type Context, UsageError } from '../command-line/command.ts';
import { bytes, clean, count, counted } from '../output/terminal.ts';
import { type ItemSelection, select, selectItems } from '../running/item-selection.ts';
import { runJob } from '../running/run-job.ts';

const forms = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const MOST_PROBLEMS = 20;

export async function runExport(context: Context): Promise<0 | 1> {
  const { args, signal, note } = context;
  const { directory, as, name, which } = wishIn(args);
  const isTrial = args.has('dry-run');
  if (isTrial && !holdsMedia(as)) throw new UsageError(`--dry-run lists the names of copies; --as ${as} makes none.`);
  const outcome = await context.withLibrary(async (library) => {
    const { selection, unknown } = await select(library.reads, which);
    for (const id of unknown) note(`No item has the id “${clean(id)}”.`);
    const wish: ExportWish = { directory, as, name, selection };
    const report = isTrial
      ? await library.exports.preview(wish, signal)
      : (await runJob(library, async () => library.exports.start(wish), context))?.exported;
    return report && { report, isWhole: unknown.length === 0 };
  });
  if (!outcome) return 1;
  const { report, isWhole } = outcome;
  await context.print(report, () => describe(report, context));
  return isWhole && report.problems.length === 0 ? 0 : 1;
}

interface Wished extends Pick<ExportWish, 'directory' | 'as' | 'name'> {
  readonly which: ItemSelection;
}

function wishIn(args: Arguments): Wished {
  const [directory] = args.words;
  if (!directory) throw new UsageError('Say where to: afterimage export DIR --query QUERY --as FORM');
  const as = ExportForm.safeParse(args.text('as') ?? 'folder');
  if (!as.success)
    throw new UsageError(`--as takes ${forms.format(ExportForm.options)}, not “${clean(args.text('as') ?? '')}”.`);
  const name = NamePattern.safeParse(args.text('name') ?? DEFAULT_NAMES);
  if (!name.success) throw new UsageError(name.error.issues[0]?.message ?? 'This is not a valid pattern for names.');
  const isAll = args.text('query') === null && args.texts('id').length === 0 && args.words.length === 1;
  const which = isAll ? { query: '', ids: [] } : selectItems(args, 1, 'A folder');
  return { directory: resolve(directory), as: as.data, name: name.data, which };
}

function describe(report: ExportReport, { paint }: Context): string {
  const { directory, as, generations, files, names, problems, seconds } = report;
  const copies = holdsMedia(as) ? ` with ${counted(files, 'original')}` : '';
  const told =
    names !== undefined
      ? [...names.map(clean), '', `${counted(generations, 'item')}${copies} would be written to ${clean(directory)}`]
      : [
          `${counted(generations, 'item')}${copies} written to ${clean(directory)}`,
          paint('dim', `${bytes(report.bytes)} in ${seconds.toFixed(1)} s`),
        ];
  const more =
    problems.length > MOST_PROBLEMS
      ? [`  and ${count(problems.length - MOST_PROBLEMS)} more; --json prints them all`]
      : [];
  const shown = problems
    .slice(0, MOST_PROBLEMS)
    .flatMap(({ message, path }) => [`  ${clean(message)}`, paint('dim', `    ${clean(path)}`)]);
  return [
    ...told,
    ...(problems.length > 0 ? ['', paint('yellow', counted(problems.length, 'problem')), ...shown, ...more] : []),
    '',
  ].join('\n');
}
