/** The command line inside an installed program: `<program> --cli <Chromium's switches> -- <what the person typed>`. */

/** Whether this process is the installed program rather than a checkout's Node.js. */
export const isInstalled: boolean = process.versions.electron !== undefined;

/** The launcher's first word. */
const CLI_SWITCH = '--cli';

/**
 * What the person typed after the launcher's name; null when the program was started for its window.
 * @param argv as in `process.argv` of an Electron program: no script stands at the second place
 */
export function commandLineArguments(argv: readonly string[]): readonly string[] | null {
  const end = argv.indexOf('--');
  if (end === -1 || !argv.slice(1, end).includes(CLI_SWITCH)) return null;
  return argv.slice(end + 1);
}
