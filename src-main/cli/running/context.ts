/** The context of a command: its arguments, a library on demand, and functions to print. */
import { LOUD } from '../../storage/log.ts';
import type { Arguments, Context } from '../command-line/command.ts';
import { openingLine } from '../output/opening-line.ts';
import { painter } from '../output/terminal.ts';

export function createContext(args: Arguments, signal: AbortSignal): Context {
  return {
    args,
    signal,
    print: (document, text) =>
      write(args.json ? `${JSON.stringify(document, null, process.stdout.isTTY ? 2 : 0)}\n` : text()),
    note,
    paint: painter(process.stdout),
    columns: process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY,
    async withLibrary(use, options = { backgroundPreviews: false }) {
      const { openLibrary } = await import('../../app/library/open-library.ts');
      const opening = openingLine(note);
      const library = await openLibrary({
        directory: args.library,
        ...options,
        onOpening: opening.update,
        ...(args.debug && { log: LOUD }),
      }).finally(opening.end);
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
