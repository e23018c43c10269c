/** `verify accept|take-back|leave|ask`: decides about changed originals, as the page does. */
import { resolve } from 'node:path';
import type { Library } from '../../app/library/library.ts';
import { hasEnded } from '../../contract/library/job.ts';
import type { SourceInfo } from '../../contract/library/library.ts';
import { type DecidableFile, FixityDecision } from '../../contract/library/verification.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import { isAt } from '../../import/collect/source-plan.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { clean, counted } from '../output/terminal.ts';

type Verb = FixityDecision['set'];

const DONE: Readonly<Record<Verb, string>> = {
  accept: 'accepted',
  'take-back': 'taken back',
  leave: 'left with both states',
  ask: 'open again',
};

/** The verb of `verify`, when it has one. */
export function decisionIn(word: string | undefined): Verb | null {
  return FixityDecision.shape.set.safeParse(word).data ?? null;
}

/**
 * Decides about the files at `paths`, or about all files of a source. Ends with code 1 when a file was refused, for
 * example because it changed again.
 */
export async function decideChanges(
  context: Context,
  library: Library,
  verb: Verb,
  paths: readonly string[],
  source: SourceInfo | null,
): Promise<0 | 1> {
  if ((paths.length === 0) === (source === null))
    throw new UsageError(`Name files or one source: afterimage verify ${verb} PATH... or --source PATH|ID`);
  const chosen = choose(await library.verification.decidable(verb), paths, source, context);
  if (chosen.length === 0)
    throw new UsageError('None of these files waits for this decision. The list: afterimage verify');
  const result = await library.verification.decide({ set: verb, fileIds: chosen.map(({ fileId }) => fileId) });
  // Accepted files are read again for their texts.
  for (const job of library.jobs.list()) if (!hasEnded(job)) await library.jobs.finished(job.id);
  await context.print(result, () =>
    [
      `${counted(result.changed, 'changed file')} ${DONE[verb]}.`,
      ...result.refused.map(({ path, message }) => `${clean(path)}: ${message}`),
      '',
    ].join('\n'),
  );
  return result.refused.length > 0 ? 1 : 0;
}

/** The named files, or those of the source. Notes each name without a file to decide about. */
function choose(
  files: readonly DecidableFile[],
  paths: readonly string[],
  source: SourceInfo | null,
  { note }: Context,
): readonly DecidableFile[] {
  if (source) return files.filter(({ path }) => isAt(path, source.path));
  const byPlace = new Map(files.map((file) => [pathOf(file), file]));
  return [...new Set(paths.map((path) => resolve(path)))].flatMap((path) => {
    const file = byPlace.get(path);
    if (!file) note(`“${clean(path)}” does not wait for this decision.`);
    return file ? [file] : [];
  });
}
