/** The context of a command: its arguments, a library on demand, and functions to print. */
import type { Library } from '../app/library.ts';
import { LOUD } from '../storage/log.ts';
import type { Arguments } from './arguments.ts';
import { painter } from './terminal.ts';

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

export function createContext(args: Arguments, signal: AbortSignal): Context {
  return {
    args,
    signal,
    print: (document, text) => write(args.json ? `${JSON.stringify(document, null, process.stdout.isTTY ? 2 : 0)}\n` : text()),
    note,
    paint: painter(process.stdout),
    columns: process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY,
    async withLibrary(use, options = { backgroundPreviews: false }) {
      const { openLibrary } = await import('../app/open-library.ts');
      const library = await openLibrary({ directory: args.library, ...options, ...(args.debug && { log: LOUD }) });
      if (library.unwritable) note(library.unwritable.message);
      try {
        return await use(library);
      } finally {
        await library.close();
      }
    },
  };
}

const note = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** Resolves when all text is written. A process that ends earlier loses what a slow pipe has not taken. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}
