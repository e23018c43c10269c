/** Formats the help texts from the table of commands. */

import { pad, painter, wrap } from '../output/terminal.ts';
import type { Command, OptionName } from './command.ts';
import { commands } from './commands.ts';

const COLUMNS = 78;

const OPTION_HELP: Readonly<Record<OptionName, readonly [flag: string, text: string]>> = {
  library: ['--library DIR', 'The library to use; your own data folder unless given'],
  json: ['--json', 'Print one JSON document'],
  debug: ['--debug', 'Show the details of a failure'],
  help: ['-h, --help', 'Show this help'],
  version: ['--version', 'Show the version'],
  query: ['--query QUERY', 'The query, where the words are not the query'],
  id: ['--id ID...', 'One or more items, by any of their identifiers'],
  limit: ['--limit N', 'How many items to print (100)'],
  sort: ['--sort ORDER', 'newest, oldest, relevance, duration, rating, random or collection'],
  seed: ['--seed N', 'With --sort random: the same number gives the same order'],
  'offset-id': ['--offset-id ID', 'Start after this item'],
  port: ['--port N', 'Exactly this port; 0 for any free one'],
  host: ['--host ADDR', 'Listen on this address instead of this computer alone'],
  as: ['--as FORM', 'folder, site, bag, json, csv or xmp; of a source, its format or auto'],
  files: ['--files', 'List the outcome of every file (with --json: as “accounts”)'],
  fate: [
    '--fate FATE',
    'With --files: only new, updated, unchanged, relinked, duplicate, document, sidecar, skipped, unreadable or missing',
  ],
  before: ['--before ID', 'Before this item, or this collection; to the end without it'],
  name: ['--name PATTERN', 'How copies are named: {date} {title} {prompt} {id} {n} {name}'],
  'dry-run': ['--dry-run', 'Change nothing; say what would be done'],
  merge: ['--merge', 'When the new name exists, merge both'],
  previews: ['--previews', 'Add the previews to the backup; they can also be made again'],
  'as-is': ['--as-is', 'Keep the present catalog'],
  resume: ['--resume', 'Continue the stopped verification'],
  history: ['--history', 'List earlier verifications'],
  source: ['--source PATH', 'A source of the library, by its path or number; may be given again'],
  collection: ['--collection NAME', 'A collection by its name; may be given again'],
  full: ['--full', 'Read every copy again, not only those that look changed'],
  'set-aside': ['--set-aside', 'Move copies of files that left the sources into the folder “removed”'],
};
const GLOBAL: readonly OptionName[] = ['library', 'json', 'debug', 'help'];

/** What `afterimage --help` prints. */
export function generalHelp(stream: NodeJS.WriteStream): string {
  const paint = painter(stream);
  return [
    `${paint('bold', 'Afterimage')}  keeps, browses and searches what you made with AI. Offline.`,
    '',
    usage('afterimage COMMAND [words] [options]'),
    usage('afterimage PATH', 'opens a folder or zip', '      '),
    '',
    paint('bold', 'Commands'),
    ...table(commands.map(({ name, summary }) => [name, summary])),
    '',
    paint('bold', 'Options'),
    ...table([...GLOBAL, 'version' as const].map((name) => OPTION_HELP[name])),
    '',
    paint('dim', 'afterimage help COMMAND tells more about one command.'),
    '',
  ].join('\n');
}

/** What `afterimage help COMMAND` prints. */
export function commandHelp(command: Command, stream: NodeJS.WriteStream): string {
  const paint = painter(stream);
  const examples =
    command.examples.length === 0
      ? []
      : ['', paint('bold', 'Examples'), ...command.examples.map((line) => `  afterimage ${line}`)];
  return [
    usage(`afterimage ${command.name} ${command.usage}`.trimEnd()),
    '',
    command.summary,
    ...(command.details === '' ? [] : ['', ...wrap(command.details, COLUMNS)]),
    '',
    paint('bold', 'Options'),
    ...table([...command.options, ...GLOBAL].map((name) => OPTION_HELP[name])),
    ...examples,
    '',
  ].join('\n');
}

function usage(line: string, note = '', lead = 'Usage '): string {
  return `${lead} ${note ? `${pad(line, 36)}  ${note}` : line}`;
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${pad(left, width)}  ${right}`);
}
