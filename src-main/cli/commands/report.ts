/** `report [IMPORT]`: prints the stored report of an import and its file outcomes. */
import { everyFileOutcome } from '../../app/http/file-outcomes-file.ts';
import type { Library } from '../../app/library/library.ts';
import { Fate, type FileOutcome, type FileOutcomeFilter } from '../../contract/archive/file-outcome.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { fileOutcomeLines, reportText } from '../output/report-text.ts';
import { moment } from '../output/terminal.ts';

export async function runReport(context: Context): Promise<0> {
  const { args } = context;
  const [wanted, ...more] = args.words;
  if (more.length > 0 || (wanted !== undefined && !/^\d{1,12}$/.test(wanted)))
    throw new UsageError('Say which import by its number, or nothing for the last one: afterimage report [IMPORT]');
  const filter = filterOf(context);
  const { stored, outcomes } = await context.withLibrary(async (library) => {
    const imports = await library.reads.imports();
    const found = wanted === undefined ? imports[0] : imports.find(({ id }) => String(id) === wanted);
    if (!found)
      throw new UsageError(wanted === undefined ? 'Nothing was imported yet.' : `There is no import ${wanted}.`);
    return { stored: found, outcomes: args.files ? await fileOutcomesOf(library, found.id, filter) : null };
  });
  await context.print({ ...stored, ...(outcomes === null ? {} : { accounts: outcomes }) }, () =>
    [
      context.paint('dim', `Import ${stored.id}, ${moment(stored.startedAt)} UTC, ${stored.outcome}`),
      stored.report ? reportText(stored.report, context) : 'It did not run to its end, so there is no report.\n',
      ...fileOutcomeLines(outcomes ?? [], context.paint),
      ...(outcomes ? [''] : []),
    ].join('\n'),
  );
  return 0;
}

function filterOf({ args }: Context): FileOutcomeFilter {
  const fate = args.text('fate');
  const known = Fate.safeParse(fate ?? undefined);
  if (fate !== null && !known.success) throw new UsageError(`--fate takes ${Fate.options.join(', ')}, not “${fate}”.`);
  if (fate !== null && !args.files) throw new UsageError('--fate is for --files: it says which of them.');
  return { fate: known.data ?? null, reason: null, text: null };
}

/** All file outcomes of an import that match the filter. */
export async function fileOutcomesOf(
  library: Library,
  importId: number,
  filter: FileOutcomeFilter,
): Promise<readonly FileOutcome[]> {
  const all: FileOutcome[] = [];
  for await (const outcomes of everyFileOutcome(library.reads, importId, filter))
    for (const outcome of outcomes) all.push(outcome);
  return all;
}
