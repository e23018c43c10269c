/** The entry of an installed program: runs the command line when the launcher asks for it, otherwise the window. */
import { commandLineArguments } from './cli/command-line/installed.ts';

const words = commandLineArguments(process.argv);
if (words === null) {
  await import('./main.ts');
} else {
  process.argv = [process.execPath, 'afterimage', ...words];
  await import('./cli.ts');
  // Electron needs a screen after this module is loaded, and a command needs none. The command line ends the process
  // itself.
  await new Promise(() => {});
}
