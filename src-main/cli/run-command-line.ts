/** Reads the arguments, runs one command, and ends the process with its exit code. */
import { existsSync } from 'node:fs';
import { readArguments } from './command-line/arguments.ts';
import { closest } from './command-line/closest.ts';
import { type Arguments, UsageError } from './command-line/command.ts';
import { commands } from './command-line/commands.ts';

/** How long a command may take to stop after Ctrl-C, in ms. */
const GRACE_MS = 4_500;

/** Runs the command of the process's arguments and ends the process. */
export function runCommandLine(): void {
  run(process.argv.slice(2)).then(end, fail);
}

async function run(argv: readonly string[]): Promise<number> {
  ignoreBrokenPipes();
  const args = readArguments(argv, commands);
  if (args.version) return print(`${(await import('../app/version.ts')).version}\n`);
  if (args.word === 'help') return help(args.words[0] ?? null);
  if (args.help) return help(args.command?.name ?? null);
  if (args.word === null) return usage();
  if (!args.command) return openPath(args.word, args);
  const { createContext } = await import('./running/context.ts');
  const command = await args.command.load();
  return command(createContext(args, stopSignal()));
}

/** `afterimage PATH`: opens a source. */
async function openPath(path: string, args: Arguments): Promise<number> {
  if (existsSync(path)) return (await import('./command-line/open.ts')).openPaths([path, ...args.words], args);
  if (/[/\\]|\.zip$/i.test(path)) throw new UsageError(`There is nothing at ${path}. Check the path and try again.`);
  const meant = closest(
    path,
    commands.map(({ name }) => name),
  );
  throw new UsageError(
    `There is no command “${path}”. ${meant ? `Did you mean “${meant}”?` : 'All of them: afterimage --help'}`,
  );
}

async function help(name: string | null): Promise<number> {
  const { commandHelp, generalHelp } = await import('./command-line/help.ts');
  const command = commands.find((candidate) => candidate.name === name);
  if (name !== null && !command) throw new UsageError(`There is no command “${name}”. All of them: afterimage --help`);
  return print(command ? commandHelp(command, process.stdout) : generalHelp(process.stdout));
}

async function usage(): Promise<number> {
  process.stderr.write((await import('./command-line/help.ts')).generalHelp(process.stderr));
  return 2;
}

function print(text: string): Promise<0> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve(0));
  });
}

/** Aborts at the first Ctrl-C; a second one, or a command that does not stop, ends the process. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
    setTimeout(() => process.exit(1), GRACE_MS).unref();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}

/** A closed pipe (`… | head`) is no failure. */
function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      process.exit(cause.code === 'EPIPE' ? 0 : 2);
    });
  }
}

/** Ends the process at once: all output is written and the library is closed. */
function end(code: number): void {
  process.exit(code);
}

async function fail(cause: unknown): Promise<void> {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const debug = process.argv.includes('--debug');
  process.stderr.write(`${debug ? (error.stack ?? error.message) : await sentence(error)}\n`);
  process.exit(2);
}

async function sentence(error: Error): Promise<string> {
  if (error instanceof UsageError) return error.message;
  const { toUserError: personal } = await import('../app/http/errors.ts');
  const told = personal(error);
  if (!told)
    return `Something went wrong inside Afterimage: ${error.message.split('\n', 1)[0]}. Run it again with --debug for the details.`;
  return told.path && !told.message.includes(told.path) ? `${told.message} (${told.path})` : told.message;
}
