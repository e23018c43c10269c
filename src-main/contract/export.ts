/** The request for an export of a selection, and its report. */
import { z } from 'zod';
import { Selection } from './edit.ts';
import { Problem } from './problem.ts';

export const ExportForm = z.enum(['folder', 'site', 'bag', 'json', 'csv']);
export type ExportForm = z.infer<typeof ExportForm>;

/** Whether an export of this form contains copies of originals. */
export const holdsMedia = (as: ExportForm): boolean => as !== 'json' && as !== 'csv';

const LONGEST_PATTERN = 300;

/** The default pattern for file names. */
export const DEFAULT_NAMES = '{date} {title}';
/** The tokens of a name pattern. */
export const NAME_TOKENS = ['date', 'title', 'prompt', 'id', 'n', 'name'] as const;
export type NameToken = (typeof NAME_TOKENS)[number];

export const NamePattern = z
  .string()
  .max(LONGEST_PATTERN)
  .refine((text) => text.trim() !== '', 'A name pattern needs at least one word.')
  .refine((text) => !/[/\\]/.test(text), 'A name pattern cannot make folders. It must not contain / or \\.')
  .refine(
    (text) => [...text.matchAll(/\{([^{}]*)\}/g)].every(([, token]) => (NAME_TOKENS as readonly string[]).includes(token ?? '')),
    `A name pattern can contain ${NAME_TOKENS.map((token) => `{${token}}`).join(', ')}.`,
  );

export const ExportWish = z.object({
  /** An absolute path. */
  directory: z.string(),
  as: ExportForm,
  selection: Selection,
  /** Only for folders, bags and sites. */
  name: NamePattern.default(DEFAULT_NAMES),
});
export type ExportWish = z.infer<typeof ExportWish>;

export const ExportReport = z.object({
  directory: z.string(),
  as: ExportForm,
  generations: z.number().int(),
  /** The number of copied originals, including those that a stopped export had copied before. */
  files: z.number().int(),
  /** The size of all written files. */
  bytes: z.number(),
  problems: z.array(Problem),
  seconds: z.number(),
  /** Instead of an export: the names that the originals would get. */
  names: z.array(z.string()).optional(),
});
export type ExportReport = z.infer<typeof ExportReport>;
