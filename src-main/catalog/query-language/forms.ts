/** Other forms of what a person searches: words as one or with a hyphen, simplified and traditional characters. */
import type { Database } from 'better-sqlite3';
import { JOINED } from '../../contract/searching/joined-words.ts';
import { eachToken, type Token } from '../../contract/searching/tokens.ts';
import type { Node, TextLeaf } from './ast.ts';
import { HAN_PAIRS } from './han-pairs.ts';
import { statement } from './statement.ts';

/** More forms of one text are not searched: a longer text is searched by windows. */
const MOST_FORMS = 16;
const MOST_WINDOWS = 24;

/** A text and its other forms as a node of the query. @param tokens the tokens of `text`, also in `leaf` */
export function inAllForms(leaf: TextLeaf, text: string, tokens: readonly Token[]): Node {
  const joined = joinedForm(text, tokens);
  if (joined !== null) return either(leaf, [[joined]]);
  // A beginning also finds words that end with the mark.
  const [first] = tokens;
  if (tokens.length === 1 && first?.kind === 'word') return either(leaf, leaf.prefix ? [] : [[first.text + JOINED]]);
  const windows = windowsOf(leaf.tokens.map(charactersLike));
  if (windows.length === 1) return either(leaf, combined(windows[0] as Choices));
  if (windows.length > MOST_WINDOWS) return leaf;
  return {
    type: 'and',
    of: windows.map((window) => either({ ...leaf, tokens: window.map(([own]) => own) }, combined(window))),
  };
}

/** All words of a text with hyphens as one word; null for another text. */
function joinedForm(text: string, tokens: readonly Token[]): string | null {
  if (tokens.length < 2) return null;
  let found: string | null = null;
  eachToken(
    text,
    () => {},
    (joined, start, end) => {
      if (start === tokens[0]?.start && end === tokens.at(-1)?.end) found = joined.slice(0, -JOINED.length);
    },
  );
  return found;
}

function either(leaf: TextLeaf, forms: readonly (readonly string[])[]): Node {
  const others = forms
    .filter((form) => form.length !== leaf.tokens.length || form.some((token, at) => token !== leaf.tokens[at]))
    .map((tokens): Node => ({ ...leaf, tokens, isOther: true }));
  return others.length === 0 ? leaf : { type: 'or', of: [leaf, ...others] };
}

/** For each place the possible tokens, the written one first. */
type Choices = readonly (readonly [own: string, ...others: string[]])[];

/** Neighbouring windows share a token. */
function windowsOf(choices: Choices): readonly Choices[] {
  const windows: Choices[] = [];
  for (let [from, to, times] = [0, 0, 1]; to < choices.length; to += 1) {
    const more = (choices[to] as readonly string[]).length;
    if (times * more > MOST_FORMS) {
      windows.push(choices.slice(from, to));
      from = to - 1;
      times = (choices[from] as readonly string[]).length;
    }
    times *= more;
    if (to === choices.length - 1) windows.push(choices.slice(from));
  }
  return windows;
}

/** Every choice of one token for each place. */
function combined(choices: Choices): readonly (readonly string[])[] {
  let forms: readonly (readonly string[])[] = [[]];
  for (const tokens of choices) forms = forms.flatMap((form) => tokens.map((token) => [...form, token]));
  return forms;
}

function charactersLike(token: string): Choices[number] {
  const { simplified, traditional } = hanPairs();
  return [token, ...(simplified.get(token) ?? []), ...(traditional.get(token) ?? [])];
}

type Pairs = ReadonlyMap<string, readonly string[]>;
let readPairs: Readonly<Record<'simplified' | 'traditional', Pairs>> | null = null;

/** For each character its simplified and its traditional forms. Read at the first search. */
function hanPairs(): NonNullable<typeof readPairs> {
  if (readPairs) return readPairs;
  const simplified = new Map<string, string[]>();
  const traditional = new Map<string, string[]>();
  for (const group of HAN_PAIRS.trim().split(/\s/)) {
    const [simple = '', ...others] = group;
    traditional.set(simple, others);
    for (const other of others) simplified.set(other, [...(simplified.get(other) ?? []), simple]);
  }
  readPairs = { simplified, traditional };
  return readPairs;
}

/**
 * The query without other forms that no text of the library contains, so that they cost nothing. Looking for one takes
 * about 10 µs.
 */
export function withKnownForms(db: Database, node: Node): Node {
  const known = new Map<string, boolean>();
  const sql = 'SELECT EXISTS (SELECT 1 FROM generation_text WHERE generation_text MATCH :match)';
  const isKnown = (token: string, prefix: boolean): boolean => {
    const match = `"${token}"${prefix ? ' *' : ''}`;
    const found = known.get(match) ?? statement(db, sql).pluck().get({ match }) === 1;
    known.set(match, found);
    return found;
  };
  const isFound = (one: Node): boolean => {
    if (one.type !== 'text' || one.isOther !== true) return true;
    const last = one.tokens.length - 1;
    return one.tokens.every((token, at) => isKnown(token, one.prefix && at === last));
  };
  return withParts(node, isFound);
}

/** The texts of a node. */
export function leavesOf(node: Node): readonly TextLeaf[] {
  if (node.type === 'text') return [node];
  return node.type === 'and' || node.type === 'or' ? node.of.flatMap(leavesOf) : [];
}

/** The query as it was written, without other forms. */
export const asWritten = (node: Node): Node => withParts(node, (one) => one.type !== 'text' || one.isOther !== true);

/** The query with only the alternatives that are kept. The text as written always is, so no `or` gets empty. */
function withParts(node: Node, isKept: (one: Node) => boolean): Node {
  if (node.type === 'not') return { type: 'not', of: withParts(node.of, isKept) };
  if (node.type !== 'and' && node.type !== 'or') return node;
  const of = node.of.filter(isKept).map((one) => withParts(one, isKept));
  return of.length === 1 ? (of[0] as Node) : { type: node.type, of };
}
