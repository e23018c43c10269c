/** The request for an export of a selection, and its report. */
import { z } from 'zod';
import { Problem, SentenceParams } from '../archive/problem.ts';
import { Selection } from '../organising/edit.ts';

export const EXPORT_FORMS = ['folder', 'site', 'bag', 'json', 'csv'] as const;
export const ExportForm = z.enum(EXPORT_FORMS);
export type ExportForm = z.infer<typeof ExportForm>;

/** Whether an export of this form contains copies of originals. */
export const holdsMedia = (as: ExportForm): boolean => as !== 'json' && as !== 'csv';

const LONGEST_PATTERN = 300;

/** The default pattern for file names. */
export const DEFAULT_NAMES = '{date} {title}';
/** The tokens of a name pattern. */
export const NAME_TOKENS = ['date', 'title', 'prompt', 'id', 'n', 'name'] as const;
export type NameToken = (typeof NAME_TOKENS)[number];

/** What is wrong with a name pattern; null when nothing is. */
export function patternFault(text: string): PatternFault | null {
  if (text.trim() === '') return 'empty';
  if (text.length > LONGEST_PATTERN) return 'long';
  if (/[/\\]/.test(text)) return 'folders';
  const isKnown = ([, token]: RegExpExecArray): boolean => (NAME_TOKENS as readonly string[]).includes(token ?? '');
  return [...text.matchAll(/\{([^{}]*)\}/g)].every(isKnown) ? null : 'token';
}

const PATTERN_FAULTS = {
  empty: 'A name pattern needs at least one word.',
  long: `A name pattern has at most ${LONGEST_PATTERN} characters.`,
  folders: 'A name pattern cannot make folders. It must not contain / or \\.',
  token: `A name pattern can contain ${NAME_TOKENS.map((token) => `{${token}}`).join(', ')}.`,
} as const;
export type PatternFault = keyof typeof PATTERN_FAULTS;

export const NamePattern = z.string().superRefine((text, context) => {
  const fault = patternFault(text);
  if (fault !== null) context.addIssue({ code: 'custom', message: PATTERN_FAULTS[fault] });
});

export const ExportWish = z.object({
  /** An absolute path. */
  directory: z.string(),
  as: ExportForm,
  selection: Selection,
  /** Only for folders, bags and sites. */
  name: NamePattern.default(DEFAULT_NAMES),
});
export type ExportWish = z.infer<typeof ExportWish>;

/** What somebody wants to know before an export; `directory` is null while none is chosen. */
export const ExportQuestion = ExportWish.extend({ directory: z.string().max(4_000).nullable() });
export type ExportQuestion = z.infer<typeof ExportQuestion>;

/** What an export would hold. Nothing is written to find it out. */
export const ExportPlan = z.object({
  generations: z.number().int(),
  /** Originals that would be copied, and their bytes. */
  files: z.number().int(),
  bytes: z.number(),
  /** Originals that are not where they were. */
  away: z.number().int(),
  /** The first names. `cut`: it was too long; `numbered`: another item wants the same. */
  names: z.array(z.object({ name: z.string(), cut: z.boolean(), numbered: z.boolean() })),
  /** How many of the first `looked` items have a name that was cut, and how many one with a number. */
  looked: z.number().int(),
  cut: z.number().int(),
  numbered: z.number().int(),
  /** Why nothing can be written into the folder; null when it can, or when none is chosen. */
  refusal: z
    .object({ code: z.string(), message: z.string(), path: z.string().nullable(), params: SentenceParams })
    .nullable(),
  /** Bytes that are free where the folder is; null when that is not known. */
  room: z.number().nullable(),
});
export type ExportPlan = z.infer<typeof ExportPlan>;

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
