/** Reads the command line of the window: the library, and paths to open. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface Launch {
  /** Null: the default library. */
  readonly library: string | null;
  /** Absolute. */
  readonly paths: readonly string[];
  /** File addresses that name no file on this computer. */
  readonly refused: readonly string[];
  /** The name of a list of paths from another process; null for none. */
  readonly list: string | null;
  /** Whether another window is requested. */
  readonly newWindow: boolean;
}

/** The option that the jump list and the launcher's action use. */
export const NEW_WINDOW = 'new-window';

/** The option with the name of a list of paths in the profile folder. Only our own processes use it. */
export const LIST_OPTION = 'paths-in-list';

/**
 * Reads a command line of the window. Switches of Chromium and Electron are skipped.
 * @param argv as in `process.argv`
 * @param packaged whether the first word is the program; otherwise it is Electron, followed by a folder
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

/**
 * An absolute path. File managers on Linux pass addresses (`file:///home/ada/a%20b.zip`). Null for an address of
 * another computer.
 */
function localPath(word: string, workingDirectory: string): string | null {
  if (!/^file:/i.test(word)) return resolve(workingDirectory, word);
  try {
    const url = new URL(word);
    return url.hostname === '' ? fileURLToPath(url) : null;
  } catch {
    return null;
  }
}
