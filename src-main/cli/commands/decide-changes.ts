/** `verify accept|take-back|leave|ask`: decides about changed originals, as the page does. */
import { resolve } from 'node:path';
import type { Library } from '../../app/library/library.ts';
import { hasEnded } from '../../contract/library/job.ts';
import { FixityDecision, type FixityResult } from '../../contract/library/verification.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { clean, counted } from '../output/terminal.ts';

type Verb = FixityDecision['set'];

/** A changed original about which a decision is possible. */
interface Candidate {
  readonly fileId: number;
  /** Its path, with the entry of a zip. */
  readonly place: string;
  readonly sourceId: number | null;
}

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
  sourceId: number | null,
): Promise<0 | 1> {
  if ((paths.length === 0) === (sourceId === null))
    throw new UsageError(`Name files or one source: afterimage verify ${verb} PATH... or --source PATH|ID`);
  const wanted = new Set(paths.map((path) => resolve(path)));
  const isWanted = ({ place, sourceId: of }: Candidate): boolean =>
    sourceId === null ? wanted.has(place) : of === sourceId;
  const result: { changed: number; refused: FixityResult['refused'] } = { changed: 0, refused: [] };
  const decided = new Set<number>();
  // The library lists the first changed files; after a decision the next ones take their places.
  for (;;) {
    const chosen = (await candidates(library, verb)).filter((one) => isWanted(one) && !decided.has(one.fileId));
    if (chosen.length === 0) break;
    const { changed, refused } = await library.verification.decide({
      set: verb,
      fileIds: chosen.map(({ fileId }) => fileId),
    });
    for (const { fileId } of chosen) decided.add(fileId);
    result.changed += changed;
    result.refused.push(...refused);
  }
  if (decided.size === 0)
    throw new UsageError('None of these files waits for this decision. The list: afterimage verify');
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

async function candidates(library: Library, verb: Verb): Promise<readonly Candidate[]> {
  const { troubled, accepted } = await library.verification.read();
  if (verb === 'take-back')
    return accepted.map((file) => ({ fileId: file.fileId, place: pathOf(file), sourceId: null }));
  return troubled
    .filter(({ change }) => change !== null && (verb === 'ask') === (change.leftAt !== null))
    .map((file) => ({ fileId: file.fileId, place: pathOf(file), sourceId: file.sourceId }));
}
