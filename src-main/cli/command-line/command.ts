/** What a command is, and what it is given: options, arguments and context. */
import type { Library } from '../../app/library/library.ts';
import type { painter } from '../output/terminal.ts';

/** Wrong usage: one sentence, and exit code 2. */
export class UsageError extends Error {}

/** All options. A name has the same meaning in all commands, so that a line can be read before its command is known. */
export const OPTIONS = {
  library: { type: 'string' },
  json: { type: 'boolean' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  query: { type: 'string' },
  id: { type: 'string', multiple: true },
  limit: { type: 'string' },
  sort: { type: 'string' },
  seed: { type: 'string' },
  'offset-id': { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  as: { type: 'string' },
  files: { type: 'boolean' },
  fate: { type: 'string' },
  before: { type: 'string' },
  merge: { type: 'boolean' },
  name: { type: 'string' },
  'dry-run': { type: 'boolean' },
  previews: { type: 'boolean' },
  'as-is': { type: 'boolean' },
  history: { type: 'boolean' },
  resume: { type: 'boolean' },
  source: { type: 'string', multiple: true },
  collection: { type: 'string', multiple: true },
  full: { type: 'boolean' },
  'set-aside': { type: 'boolean' },
} as const;

export type OptionName = keyof typeof OPTIONS;
export interface Arguments {
  /** Null when no word was given at all. */
  readonly word: string | null;
  /** Null when the first word names no command. */
  readonly command: Command | null;
  /** The words after the command. */
  readonly words: readonly string[];
  /** The number of {@link words} after the first `--id`. */
  readonly wordsAfterId: number;
  readonly library: string | null;
  readonly json: boolean;
  readonly debug: boolean;
  readonly help: boolean;
  readonly version: boolean;
  /** Whether to list every file. */
  readonly files: boolean;
  has(name: OptionName): boolean;
  text(name: OptionName): string | null;
  texts(name: OptionName): readonly string[];
}

/** Runs a command; resolves to its exit code: 0 done, 1 something needs attention. Failures reject. */
export type Run = (context: Context) => Promise<0 | 1>;

export interface Context {
  readonly args: Arguments;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Prints the document with --json, the text for people otherwise. */
  print(document: unknown, text: () => string): Promise<void>;
  /** One sentence on standard error. */
  note(sentence: string): void;
  /** Colours for standard output. */
  readonly paint: ReturnType<typeof painter>;
  /** Columns of the terminal; infinite when standard output is no terminal. */
  readonly columns: number;
  /** Opens the library while `use` runs. */
  withLibrary<T>(use: (library: Library) => Promise<T>, options?: { readonly backgroundPreviews: boolean }): Promise<T>;
}

export interface Command {
  readonly name: string;
  /** The arguments after the name. */
  readonly usage: string;
  readonly summary: string;
  /** A paragraph or two for `help COMMAND`. */
  readonly details: string;
  readonly options: readonly OptionName[];
  /** Examples, one per line. */
  readonly examples: readonly string[];
  /** Set when its words are a query, which can begin with a dash. */
  readonly takesQuery?: true;
  readonly load: () => Promise<Run>;
}
