/** Reads a command line: options at any place, checked against the command that they belong to. */
import { parseArgs } from 'node:util';
import { closest } from './closest.ts';
import { type Arguments, type Command, OPTIONS, type OptionName, UsageError } from './command.ts';

const EVERYWHERE: readonly OptionName[] = ['library', 'json', 'debug', 'help', 'version'];

/** Reads a command line. Throws a {@link UsageError}. */
export function readArguments(argv: readonly string[], commands: readonly Command[]): Arguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: { value: string; index: number }[] = [];
  const given = new Map<OptionName, { values: string[]; index: number }>();
  const first = tokens.find((token) => token.kind === 'positional')?.value ?? null;
  const command = commands.find(({ name }) => name === first) ?? null;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token);
    if (token.kind !== 'option') continue;
    const name = known(token.name, argv[token.index] ?? token.rawName, command);
    const entry = given.get(name) ?? { values: [], index: token.index };
    entry.values.push(valueFor(name, token.value, token.inlineValue ?? false));
    given.set(name, entry);
  }
  const idAt = given.get('id')?.index ?? Number.POSITIVE_INFINITY;
  const texts = (name: OptionName): readonly string[] => given.get(name)?.values ?? [];
  return {
    word: first,
    command,
    words: words.slice(1).map(({ value }) => value),
    wordsAfterId: words.slice(1).filter(({ index }) => index > idAt).length,
    library: texts('library').at(-1) ?? null,
    json: given.has('json'),
    debug: given.has('debug'),
    help: given.has('help'),
    version: given.has('version'),
    files: given.has('files'),
    has: (name) => given.has(name),
    text: (name) => texts(name).at(-1) ?? null,
    texts,
  };
}

function known(name: string, written: string, command: Command | null): OptionName {
  const allowed = [...EVERYWHERE, ...(command?.options ?? [])];
  if (Object.hasOwn(OPTIONS, name) && (command === null || allowed.includes(name as OptionName)))
    return name as OptionName;
  const flag = written.split('=', 1)[0] ?? written;
  const meant = closest(
    name,
    allowed.filter((option) => option !== name),
  );
  const hint = meant && written.startsWith('--') ? ` Did you mean --${meant}?` : '';
  const dash = command?.takesQuery
    ? ` To search for words that begin with a dash, write: afterimage search -- ${written}`
    : '';
  throw new UsageError(`There is no option ${flag}${command ? ` for “${command.name}”` : ''}.${hint || dash}`);
}

function valueFor(name: OptionName, value: string | undefined, inline: boolean): string {
  if (OPTIONS[name].type === 'boolean') {
    if (value !== undefined) throw new UsageError(`--${name} takes no value.`);
    return '';
  }
  const missing = value === undefined || (!inline && value.startsWith('--'));
  if (missing) throw new UsageError(`--${name} needs a value; one that begins with dashes is written --${name}=VALUE.`);
  return value;
}

/** A whole number given as an option. Throws a {@link UsageError}. */
export function wholeNumber(args: Arguments, name: OptionName, min: number, max: number, fallback: number): number {
  const text = args.text(name);
  if (text === null) return fallback;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max))
    throw new UsageError(`--${name} takes a whole number from ${min} to ${max}, not “${text}”.`);
  return value;
}

/**
 * The query of a command: its words together, or `--query`. Its last word is a whole word. Null when there is neither.
 */
export function queryOf(args: Arguments): string | null {
  const option = args.text('query');
  if (option !== null && args.words.length > 0)
    throw new UsageError('The query is given twice: as words and with --query.');
  const text = option ?? (args.words.length > 0 ? args.words.join(' ') : null);
  return text === null ? null : wholeWords(text);
}

/**
 * Ends the last word with a space. In the search box the last word also matches as a beginning; in a script it must
 * not.
 */
export const wholeWords = (query: string): string => `${query} `;
