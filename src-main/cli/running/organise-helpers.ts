/**
 * Helpers of the commands that arrange tags, collections and searches: they read words and names, and make the edit.
 */
import type { z } from 'zod';
import { Arrangement, type ArrangementInput } from '../../contract/organising/edit.ts';
import { type Arguments, type Context, UsageError } from '../command-line/command.ts';
import { counted } from '../output/terminal.ts';

/** The words after the verb: exactly one for each label. Throws a {@link UsageError}. */
export function wordsAfter(args: Arguments, verb: string, ...labels: readonly string[]): readonly string[] {
  const words = args.words.slice(1);
  if (words.length === labels.length) return words;
  const call = `afterimage ${args.command?.name} ${[verb, ...labels].join(' ')}`;
  throw new UsageError(
    words.length < labels.length
      ? `Something is missing: ${call}`
      : `Names of several words are put in quotes: ${call}`,
  );
}

/** A name checked by its schema. Throws a {@link UsageError} that says what is wrong. */
export function named<S extends z.ZodType<string, string>>(schema: S, written: string | undefined): string {
  const read = schema.safeParse(written ?? '');
  if (read.success) return read.data;
  throw new UsageError(read.error.issues[0]?.message ?? 'This is not a valid name.');
}

/** Makes the arrangement and prints how many items it changed. */
export async function arrange(context: Context, wish: ArrangementInput, done: string): Promise<0> {
  const read = Arrangement.safeParse(wish);
  if (!read.success) throw new UsageError(read.error.issues[0]?.message ?? 'This change is not valid.');
  const { changed, journalId } = await context.withLibrary(({ edits }) =>
    edits.arrange(read.data).catch((cause: Error & { code?: string }) => {
      throw cause.code === 'tag-exists' ? new UsageError(`${cause.message} To make them one, add --merge.`) : cause;
    }),
  );
  await context.print({ changed, done: journalId !== null }, () => {
    if (journalId === null) return 'It was so already.\n';
    return changed > 0 ? `${done} ${counted(changed, 'item')} changed.\n` : `${done}\n`;
  });
  return 0;
}

/** The error for an unknown verb. */
export function unknownVerb(args: Arguments, verbs: readonly string[]): UsageError {
  return new UsageError(`Say what to do: afterimage ${args.command?.name} ${verbs.join('|')} …`);
}
