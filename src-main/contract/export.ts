/** Copying a selection out of the library: what is asked for, and the report. */
import { z } from 'zod';
import { Selection } from './edit.ts';
import { Problem } from './problem.ts';

export const ExportForm = z.enum(['folder', 'site', 'bag', 'json', 'csv']);
export type ExportForm = z.infer<typeof ExportForm>;

/** The forms that hold copies of originals. */
export const holdsMedia = (as: ExportForm): boolean => as !== 'json' && as !== 'csv';

const LONGEST_PATTERN = 300;

/** How files are named where nobody says otherwise. */
export const DEFAULT_NAMES = '{date} {title}';
/** What a pattern of names can say. */
export const NAME_TOKENS = ['date', 'title', 'prompt', 'id', 'n', 'name'] as const;
export type NameToken = (typeof NAME_TOKENS)[number];

export const NamePattern = z
  .string()
  .max(LONGEST_PATTERN)
  .refine((text) => text.trim() !== '', 'A pattern of names needs at least one word.')
  .refine((text) => !/[/\\]/.test(text), 'A pattern of names makes no folders: it may not contain / or \\.')
  .refine(
    (text) => [...text.matchAll(/\{([^{}]*)\}/g)].every(([, token]) => (NAME_TOKENS as readonly string[]).includes(token ?? '')),
    `In a pattern of names stand ${NAME_TOKENS.map((token) => `{${token}}`).join(', ')}.`,
  );

export const ExportWish = z.object({
  /** A whole path. */
  directory: z.string(),
  as: ExportForm,
  selection: Selection,
  /** Of folders, bags and sites. */
  name: NamePattern.default(DEFAULT_NAMES),
});
export type ExportWish = z.infer<typeof ExportWish>;

export const ExportReport = z.object({
  directory: z.string(),
  as: ExportForm,
  generations: z.number().int(),
  /** Originals that were copied, those included that lay there already from an export that was stopped. */
  files: z.number().int(),
  /** Of everything that was written. */
  bytes: z.number(),
  problems: z.array(Problem),
  seconds: z.number(),
  /** Instead of an export: the names that its originals would have. */
  names: z.array(z.string()).optional(),
});
export type ExportReport = z.infer<typeof ExportReport>;
