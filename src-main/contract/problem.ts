/** A problem that a person can meet: a code, a sentence, and the path. */
import { z } from 'zod';

/** What a sentence speaks of, for saying it in another language: a number, a name, a word for the case. */
export const SentenceParams = z.record(z.string(), z.union([z.string(), z.number()]));
export type SentenceParams = z.infer<typeof SentenceParams>;

/** Something a person should know: a stable code, one sentence, and the path it is about. */
export const Problem = z.object({ path: z.string(), code: z.string(), message: z.string(), params: SentenceParams.optional() });
export type Problem = z.infer<typeof Problem>;
