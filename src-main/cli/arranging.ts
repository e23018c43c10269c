/** Commands that arrange tags, collections and searches: their words, their names, and the one edit they make. */
import type { z } from 'zod';
import { Arrangement, type ArrangementInput } from '../contract/edit.ts';
import { type Arguments, UsageError } from './arguments.ts';
import type { Context } from './context.ts';
import { counted } from './terminal.ts';

/** Exactly as many words as there are labels, after the verb. Throws a {@link UsageError}. */
export function wordsAfter(args: Arguments, verb: string, ...labels: readonly string[]): readonly string[] {
  const words = args.words.slice(1);
  if (words.length === labels.length) return words;
  const call = `afterimage ${args.command?.name} ${[verb, ...labels].join(' ')}`;
  throw new UsageError(
    words.length < labels.length ? `Something is missing: ${call}` : `Names of several words are put in quotes: ${call}`,
  );
}

/** A name as the library takes it. Throws a {@link UsageError} with what is wrong. */
export function named<S extends z.ZodType<string, string>>(schema: S, written: string | undefined): string {
  const read = schema.safeParse(written ?? '');
  if (read.success) return read.data;
  throw new UsageError(read.error.issues[0]?.message ?? 'This is no name.');
}

/** Makes the arrangement and prints how many items it changed. */
export async function arrange(context: Context, wish: ArrangementInput, done: string): Promise<0> {
  const read = Arrangement.safeParse(wish);
  if (!read.success) throw new UsageError(read.error.issues[0]?.message ?? 'This cannot be arranged.');
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

/** What a verb that nobody knows is met with. */
export function unknownVerb(args: Arguments, verbs: readonly string[]): UsageError {
  return new UsageError(`Say what to do: afterimage ${args.command?.name} ${verbs.join('|')} …`);
}
