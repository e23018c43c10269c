/** When the installed program is a command line: only with the launcher's switch before the first `--`. */
import { expect, test } from 'vitest';
import { commandLineArguments } from '../../src-main/cli/command-line/installed.ts';

const PROGRAM = '/opt/Afterimage/afterimage';

test.each([
  ['a command', ['--cli', '--no-sandbox', '--', 'search', 'dragon', '--json'], ['search', 'dragon', '--json']],
  ['no words', ['--cli', '--'], []],
  ['words that look like switches', ['--cli', '--', 'import', '--', '--cli'], ['import', '--', '--cli']],
])('%s', (_name, argv, words) => {
  expect(commandLineArguments([PROGRAM, ...argv])).toEqual(words);
});

test.each([
  ['nothing', []],
  ['a file to open', ['/home/ada/export.zip']],
  ['a file of that name', ['--', '--cli']],
  ['the switch without an end of switches', ['--cli', 'search']],
])('the window is started by %s', (_name, argv) => {
  expect(commandLineArguments([PROGRAM, ...argv])).toBeNull();
});
