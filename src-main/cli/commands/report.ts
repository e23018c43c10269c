/** `report [IMPORT]`: prints the stored report of an import and its file outcomes. */
import { everyAccount } from '../../app/http/file-outcomes-file.ts';
import type { Library } from '../../app/library/library.ts';
import { Fate, type FileOutcome, type FileOutcomeFilter } from '../../contract/archive/file-outcome.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { accountLines, reportText } from '../output/report-text.ts';
import { moment } from '../output/terminal.ts';

export async function runReport(context: Context): Promise<0> {
  const { args } = context;
  const [wanted, ...more] = args.words;
  if (more.length > 0 || (wanted !== undefined && !/^\d{1,12}$/.test(wanted)))
    throw new UsageError('Say which import by its number, or nothing for the last one: afterimage report [IMPORT]');
  const filter = filterOf(context);
  const { stored, accounts } = await context.withLibrary(async (library) => {
    const imports = await library.reads.imports();
    const found = wanted === undefined ? imports[0] : imports.find(({ id }) => String(id) === wanted);
    if (!found)
      throw new UsageError(wanted === undefined ? 'Nothing was imported yet.' : `There is no import ${wanted}.`);
    return { stored: found, accounts: args.files ? await everyAccountOf(library, found.id, filter) : null };
  });
  await context.print({ ...stored, ...(accounts === null ? {} : { accounts }) }, () =>
    [
      context.paint('dim', `Import ${stored.id}, ${moment(stored.startedAt)} UTC, ${stored.outcome}`),
      stored.report ? reportText(stored.report, context) : 'It did not run to its end, so there is no report.\n',
      ...accountLines(accounts ?? [], context.paint),
      ...(accounts ? [''] : []),
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
export async function everyAccountOf(
  library: Library,
  importId: number,
  filter: FileOutcomeFilter,
): Promise<readonly FileOutcome[]> {
  const all: FileOutcome[] = [];
  for await (const accounts of everyAccount(library.reads, importId, filter))
    for (const account of accounts) all.push(account);
  return all;
}
