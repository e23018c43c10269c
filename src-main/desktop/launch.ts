/** What the window was started with: a library, and paths to open. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export interface Launch {
  /** Null: the person's own library. */
  readonly library: string | null;
  /** Absolute. */
  readonly paths: readonly string[];
}

/**
 * Reads a command line of the window. Chromium's and Electron's own switches are passed over.
 * @param argv as in `process.argv`
 * @param packaged whether the program itself is the first word, or Electron with a folder after it
 */
export function readLaunch(argv: readonly string[], packaged: boolean, workingDirectory: string): Launch {
  const { tokens } = parseArgs({
    args: argv.slice(1),
    options: { library: { type: 'string' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const library = tokens.find((token) => token.kind === 'option' && token.name === 'library');
  return {
    library: library?.kind === 'option' && library.value ? resolve(workingDirectory, library.value) : null,
    paths: words.slice(packaged ? 0 : 1).map((path) => resolve(workingDirectory, path)),
  };
}

/** What a second start hands over to the window that is open already. */
export const HandedOver = z.object({ paths: z.array(z.string().min(1)).max(10_000) });
