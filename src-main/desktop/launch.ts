/** What the window was started with: a library, and paths to open. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface Launch {
  /** Null: the person's own library. */
  readonly library: string | null;
  /** Absolute. */
  readonly paths: readonly string[];
  /** Words that look like the address of a file, and are of no file on this computer. */
  readonly refused: readonly string[];
  /** The name of a list of paths that another process wrote for this one; null for none. */
  readonly list: string | null;
  /** Whether one more window is wished for where one is open already. */
  readonly newWindow: boolean;
}

/** The option of the jump list's and the launcher's action. */
export const NEW_WINDOW = 'new-window';

/** Names a list of paths in the profile's folder. Used between our own processes only. */
export const LIST_OPTION = 'paths-in-list';

/**
 * Reads a command line of the window. Chromium's and Electron's own switches are passed over.
 * @param argv as in `process.argv`
 * @param packaged whether the program itself is the first word, or Electron with a folder after it
 */
export function readLaunch(argv: readonly string[], packaged: boolean, workingDirectory: string): Launch {
  const { tokens } = parseArgs({
    args: argv.slice(1),
    options: { library: { type: 'string' }, [LIST_OPTION]: { type: 'string' }, [NEW_WINDOW]: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])).slice(packaged ? 0 : 1);
  const option = (name: string): string | null => {
    const token = tokens.find((one) => one.kind === 'option' && one.name === name);
    return token?.kind === 'option' && token.value ? token.value : null;
  };
  const library = option('library');
  const read = words.map((word) => ({ word, path: localPath(word, workingDirectory) }));
  return {
    library: library === null ? null : (localPath(library, workingDirectory) ?? resolve(workingDirectory, library)),
    paths: read.flatMap(({ path }) => path ?? []),
    refused: read.flatMap(({ word, path }) => (path === null ? [word] : [])),
    list: option(LIST_OPTION),
    newWindow: tokens.some((token) => token.kind === 'option' && token.name === NEW_WINDOW),
  };
}

/** An absolute path. File managers on Linux hand over addresses (`file:///home/ada/a%20b.zip`); one of another computer is null. */
function localPath(word: string, workingDirectory: string): string | null {
  if (!/^file:/i.test(word)) return resolve(workingDirectory, word);
  try {
    const url = new URL(word);
    return url.hostname === '' ? fileURLToPath(url) : null;
  } catch {
    return null;
  }
}
