/** The type of a problem for the user: a code, a sentence, and the path. */
import { z } from 'zod';

/** The parameters of a sentence, for its translation: a number, a name, a word for the case. */
export const SentenceParams = z.record(z.string(), z.union([z.string(), z.number()]));
export type SentenceParams = z.infer<typeof SentenceParams>;

/** A fact that the user should know: a stable code, one sentence, and the path that it concerns. */
export const Problem = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  params: SentenceParams.optional(),
});
export type Problem = z.infer<typeof Problem>;
