/**
 * Parses the query language. All words must match; `"a phrase"`, `-not`, `OR`, `(groups)` and `field:value` are
 * supported; AND binds tighter than OR. Every text is a query: an invalid part gets a message and is left out or read
 * as words. The last word also matches as a word beginning when nothing follows it.
 */

import { typedNameWords } from '../../contract/items/name-words.ts';
import { foldText } from '../../contract/searching/fold.ts';
import {
  type Chip,
  type HitTerm,
  LONGEST_QUERY,
  type QueryMessage,
  type Understanding,
} from '../../contract/searching/search.ts';
import { tokensOf } from '../../contract/searching/tokens.ts';
import type { Filter, NameField, Node, TextColumn, TextLeaf } from './ast.ts';
import {
  type Field,
  fieldNamed,
  nearestField,
  readValue,
  TEXTS,
  type TextField,
  textFieldNamed,
  type WrittenValue,
} from './fields.ts';
import { inAllForms, leavesOf } from './forms.ts';
import { nearest } from './nearest.ts';
import { asIdentifier, isMediaName, nameLeaf } from './pasted-names.ts';

export interface ParsedQuery extends Understanding {
  readonly node: Node;
  /** The whole names in the query, with their places. The parser does not know whether the library has them. */
  readonly named: readonly NamedValue[];
  /** The words in the query, with their places. The parser does not know their spelling. */
  readonly spelt: readonly SpeltWords[];
}

export interface SpeltWords {
  readonly leaf: TextLeaf;
  readonly start: number;
  readonly end: number;
}

export interface NamedValue {
  readonly of: NameField;
  readonly name: string;
  readonly written: string;
  readonly start: number;
  readonly end: number;
  /** Whether items with this name are excluded. */
  readonly isKeptOut: boolean;
}

const MOST_TERMS = 300;
/** The index goes through all tokens of a text at once: 9,000 pasted Chinese characters held a reader up for 2 s. */
const MOST_TOKENS = 300;
const DEEPEST_GROUP = 40;

/** Parses a query. Never throws, for any text. */
export function parseQuery(query: string): ParsedQuery {
  const text = query.slice(0, LONGEST_QUERY);
  const state: Parser = {
    text,
    at: 0,
    negations: 0,
    leaves: 0,
    chips: [],
    messages: [],
    terms: [],
    named: [],
    spelt: [],
    wordless: [],
  };
  if (query.length > LONGEST_QUERY)
    tell(state, 'too-long', 'This query is too long; its end is left out.', LONGEST_QUERY, query.length, null);
  const node = readAlternatives(state, 0);
  // A stray dash among words needs no message; a query that consists of dashes does.
  if (!node)
    for (const [start, end] of state.wordless)
      tell(state, 'no-text', 'There is no word here to look for.', start, end, null);
  // Only operators or empty quotation marks: this must not select everything.
  if (!node && state.messages.length === 0 && text.trim() !== '')
    tell(state, 'no-text', 'There is no word here to look for.', 0, text.trimEnd().length, null);
  const { chips, messages, terms, named, spelt } = state;
  return { node: node ?? { type: 'all' }, chips, messages, terms, named, spelt };
}

interface Parser {
  readonly text: string;
  at: number;
  /** The number of negations around this place. Words under an odd number are not marked as hits. */
  negations: number;
  leaves: number;
  readonly chips: Chip[];
  readonly messages: QueryMessage[];
  readonly terms: HitTerm[];
  readonly named: NamedValue[];
  readonly spelt: SpeltWords[];
  readonly wordless: (readonly [start: number, end: number])[];
}

const SPACES = /\s*/uy;
const OPERATOR = /(?:OR|AND|NOT|\|{1,2}|&{1,2})(?=[\s(]|$)/uy;
const FIELD = /([\p{L}][\p{L}\p{M}-]*)(?:([:：])|(?=>=|<=|[<>=≥≤]))/uy;
const OPENING_QUOTES = '"“”„＂';
const CLOSING_QUOTES = '"“”＂';

function readAlternatives(parser: Parser, depth: number): Node | null {
  const alternatives: Node[] = [];
  let terms: Node[] = [];
  const endAlternative = (): void => {
    const joined = join('and', terms);
    if (joined) alternatives.push(joined);
    terms = [];
  };
  while (skipSpaces(parser)) {
    if (parser.text[parser.at] === ')') {
      if (depth > 0) break;
      tell(parser, 'unbalanced', 'This parenthesis closes nothing.', parser.at, parser.at + 1, null);
      parser.at += 1;
      continue;
    }
    const operator = match(parser, OPERATOR)?.[0];
    if (operator === 'OR' || operator?.startsWith('|')) endAlternative();
    if (operator === 'NOT') parser.at -= operator.length;
    else if (operator !== undefined) continue;
    const term = readTerm(parser, depth);
    if (term) terms.push(term);
  }
  endAlternative();
  return join('or', alternatives);
}

function readTerm(parser: Parser, depth: number): Node | null {
  const start = parser.at;
  let negated = false;
  for (;;) {
    const sign = /(?:NOT(?=[\s(]|$)|[-−－](?=[^\s\-−－)]))\s*/uy;
    if (!match(parser, sign)) break;
    negated = !negated;
  }
  if (negated) parser.negations += 1;
  const node = parser.at < parser.text.length ? readOperand(parser, start, negated, depth) : null;
  if (negated) parser.negations -= 1;
  return node && negated ? { type: 'not', of: node } : node;
}

function readOperand(parser: Parser, start: number, negated: boolean, depth: number): Node | null {
  const char = parser.text[parser.at] as string;
  if (char === ')') return null;
  if (char === '(') return readGroup(parser, depth);
  if (OPENING_QUOTES.includes(char)) {
    const from = parser.at;
    const phrase = readQuoted(parser);
    const prefix = !phrase.closed && parser.negations === 0;
    const text = words(parser, phrase.text, from, parser.at, { prefix, column: null, isExact: true });
    return isMediaName(phrase.text) ? join('or', [text, nameLeaf(phrase.text)]) : text;
  }
  return readField(parser, start, negated) ?? readWord(parser);
}

function readGroup(parser: Parser, depth: number): Node | null {
  const start = parser.at;
  parser.at += 1;
  if (depth >= DEEPEST_GROUP) {
    tell(parser, 'unbalanced', 'Parentheses are nested too deeply here.', start, start + 1, null);
    return null;
  }
  const node = readAlternatives(parser, depth + 1);
  if (parser.text[parser.at] === ')') parser.at += 1;
  else tell(parser, 'unbalanced', 'This parenthesis is not closed.', start, start + 1, null);
  return node;
}

/** Reads up to the closing quotation mark, or to the end of the text when it is missing. */
function readQuoted(parser: Parser): { readonly text: string; readonly closed: boolean } {
  const start = parser.at;
  let end = start + 1;
  while (end < parser.text.length && !CLOSING_QUOTES.includes(parser.text[end] as string)) end += 1;
  const closed = end < parser.text.length;
  if (!closed) tell(parser, 'unbalanced', 'This quotation mark is not closed.', start, start + 1, null);
  parser.at = closed ? end + 1 : end;
  return { text: parser.text.slice(start + 1, end), closed };
}

/** Reads a word up to the next space or quotation mark. Balanced parentheses inside belong to the word. */
function readBare(parser: Parser, stop = ''): string {
  const start = parser.at;
  let open = 0;
  for (; parser.at < parser.text.length; parser.at += 1) {
    const char = parser.text[parser.at] as string;
    if (/\s/u.test(char) || stop.includes(char) || (parser.at > start && OPENING_QUOTES.includes(char))) break;
    if (char === ')' && open === 0) break;
    if (char === '(') open += 1;
    if (char === ')') open -= 1;
  }
  return parser.text.slice(start, parser.at);
}

function readWord(parser: Parser): Node | null {
  const start = parser.at;
  const word = readBare(parser);
  const begun = /[^*]\*$/.test(word);
  const ends = begun || (parser.at === parser.text.length && parser.negations === 0);
  const text = words(parser, begun ? word.slice(0, -1) : word, start, parser.at, {
    prefix: ends,
    column: null,
    isExact: false,
  });
  const id = asIdentifier(word);
  if (id) return join('or', [text, id]);
  if (isMediaName(word)) return join('or', [text, nameLeaf(word)]);
  const handle = /^@([\p{L}\p{N}_][\p{L}\p{N}_.-]*)$/u.exec(begun ? word.slice(0, -1) : word)?.[1];
  if (!handle || !text) return text;
  const match = { type: ends ? 'beginning' : 'whole', name: foldText(handle) } as const;
  return { type: 'or', of: [text, { type: 'filter', filter: { type: 'name', of: 'mention', match } }] };
}

/**
 * Reads `field:value`, `field:"a value"`, `field:a,b` (either), `field:a,-b` (a without b), `rating>=4`. Null, and
 * reads nothing, when it is no field.
 */
function readField(parser: Parser, start: number, negated: boolean): Node | null {
  const nameStart = parser.at;
  const found = match(parser, FIELD);
  const written = found?.[1];
  if (!written) return null;
  const text = found[2] ? textFieldNamed(written) : null;
  const field = text ? null : fieldNamed(written);
  if (text) return readTextField(parser, text, start, negated);
  if (field && (found[2] || field.compares)) return readFilter(parser, field, start, negated);
  const valueFollows = /[^\s/]/u.test(parser.text[parser.at] ?? ' ');
  if (found[2] === ':' && valueFollows) {
    const message = `There is no field “${written}”; it is searched as words.`;
    tell(parser, 'unknown-field', message, nameStart, parser.at, nearestField(written));
  }
  parser.at = nameStart;
  return null;
}

function readTextField(parser: Parser, field: TextField, start: number, negated: boolean): Node | null {
  const valueStart = parser.at;
  const { column, example, fact } = TEXTS[field];
  const { text, quoted } = readValueText(parser, '');
  if (text === '') return missingValue(parser, field, example, start);
  const folded = quoted ? '' : foldText(text);
  const begun = !quoted && /[^*]\*$/.test(text);
  const prefix = begun || (!quoted && parser.at === parser.text.length && parser.negations === 0);
  const node =
    folded === '*' || folded === 'none'
      ? known({ type: 'fact', fact }, folded === '*')
      : textNode(parser, begun ? text.slice(0, -1) : text, valueStart, { prefix, column, isExact: quoted });
  if (node) parser.chips.push({ field, value: text, negated, start, end: parser.at });
  return node;
}

const known = (filter: Filter, isThere: boolean): Node => {
  const leaf: Node = { type: 'filter', filter };
  return isThere ? leaf : { type: 'not', of: leaf };
};

/** Names are split as the index splits them; the parts of a path are found in any folder or name. */
function textNode(
  parser: Parser,
  text: string,
  start: number,
  how: { readonly prefix: boolean; readonly column: TextColumn; readonly isExact: boolean },
): Node | null {
  if (how.column === 'title' || how.column === 'note') return words(parser, text, start, parser.at, how);
  const id = asIdentifier(text);
  const names = how.column === 'name' ? [text] : text.split(/[\\/]+/).filter((name) => name !== '');
  const leaves = names.map((name, at) =>
    words(parser, typedNameWords(name), start, parser.at, { ...how, prefix: how.prefix && at === names.length - 1 }),
  );
  return join('or', [join('and', leaves), id]);
}

function readFilter(parser: Parser, field: Field, start: number, negated: boolean): Node | null {
  const alternatives: Node[] = [];
  const excluded: Node[] = [];
  const values: string[] = [];
  do {
    const minus = field.excludes ? match(parser, /[-−－](?=[^\s,，])/uy) : null;
    const valueStart = parser.at;
    const value = readValueText(parser, ',，');
    const filter = withinLimit(parser) ? readValue(field, value) : null;
    if (filter) {
      if (minus) excluded.push({ type: 'not', of: { type: 'filter', filter } });
      else alternatives.push({ type: 'filter', filter });
      if (filter.type === 'name' && filter.match.type === 'whole') {
        const isKeptOut = (parser.negations % 2 === 1) !== (minus !== null);
        parser.named.push({
          of: filter.of,
          name: filter.match.name,
          written: value.text,
          start: valueStart,
          end: parser.at,
          isKeptOut,
        });
      }
      values.push(`${minus ? '-' : ''}${value.text}`);
    } else if (value.text === '') missingValue(parser, field.name, field.example, start);
    else badValue(parser, field, value, valueStart);
  } while (match(parser, /[,，]/uy));
  if (values.length > 0)
    parser.chips.push({ field: field.name, value: values.join(','), negated, start, end: parser.at });
  return join('and', [join('or', alternatives), ...excluded]);
}

function readValueText(parser: Parser, stop: string): WrittenValue {
  if (!OPENING_QUOTES.includes(parser.text[parser.at] ?? ' ')) return { text: readBare(parser, stop), quoted: false };
  return { text: readQuoted(parser).text, quoted: true };
}

function missingValue(parser: Parser, name: string, example: string, start: number): null {
  tell(parser, 'bad-value', `“${name}:” needs a value, for example ${example}.`, start, parser.at, example);
  return null;
}

function badValue(parser: Parser, field: Field, value: WrittenValue, start: number): void {
  const near = nearest(value.text, field.values);
  const known = field.values.length > 0 ? `It takes ${field.values.join(', ')}.` : `For example: ${field.example}.`;
  const suggestion = near ? `${field.name}:${near}` : field.example;
  const shown = value.text.length > 60 ? `${value.text.slice(0, 60)}…` : value.text;
  tell(
    parser,
    'bad-value',
    `“${field.name}:” does not understand “${shown}”; it is left out. ${known}`,
    start,
    parser.at,
    suggestion,
  );
}

function words(
  parser: Parser,
  text: string,
  start: number,
  end: number,
  how: { readonly prefix: boolean; readonly column: TextColumn | null; readonly isExact: boolean },
): Node | null {
  const all = tokensOf(text);
  const tokens = all.slice(0, MOST_TOKENS);
  const last = tokens.at(-1);
  if (!last) {
    if (text.trim() !== '') parser.wordless.push([start, end]);
    return null;
  }
  if (!withinLimit(parser)) return null;
  if (all.length > MOST_TOKENS) {
    const cut = start + last.end;
    tell(
      parser,
      'too-long',
      `A text can have ${MOST_TOKENS} words or characters; the rest is left out.`,
      cut,
      end,
      null,
    );
  }
  const prefix = how.prefix && last.kind === 'word' && all.length === tokens.length;
  const folded = tokens.map((token) => token.text);
  const leaf: TextLeaf = { type: 'text', tokens: folded, prefix, column: how.column };
  const node = how.isExact ? leaf : inAllForms(leaf, text, tokens);
  if (parser.negations % 2 === 0) {
    parser.terms.push(...leavesOf(node).map((one) => ({ text: one.tokens.join(' '), prefix: one.prefix })));
    parser.spelt.push({ leaf, start, end });
  }
  return node;
}

function withinLimit(parser: Parser): boolean {
  parser.leaves += 1;
  if (parser.leaves === MOST_TERMS + 1) {
    tell(
      parser,
      'too-long',
      `A query can have ${MOST_TERMS} terms; the rest is left out.`,
      parser.at,
      parser.text.length,
      null,
    );
  }
  return parser.leaves <= MOST_TERMS;
}

function join(type: 'and' | 'or', nodes: readonly (Node | null)[]): Node | null {
  const of = nodes.filter((node) => node !== null);
  return of.length > 1 ? { type, of } : (of[0] ?? null);
}

/** Skips white space; false at the end of the text. */
function skipSpaces(parser: Parser): boolean {
  match(parser, SPACES);
  return parser.at < parser.text.length;
}

/** Matches a sticky pattern here and moves behind it. */
function match(parser: Parser, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = parser.at;
  const found = pattern.exec(parser.text);
  if (found) parser.at += found[0].length;
  return found;
}

function tell(
  parser: Parser,
  code: QueryMessage['code'],
  message: string,
  start: number,
  end: number,
  suggestion: string | null,
): void {
  if (parser.messages.length < 50) parser.messages.push({ code, message, start, end, suggestion });
}
