/**
 * The query as text: finding its filters, cutting them out, putting new ones in. The meaning of a query is the
 * library's to say.
 */
import { foldText } from '../../src-main/contract/searching/fold.ts';

/** A part of a query, with its place in the text. */
export interface Piece {
  readonly kind: 'filter' | 'word' | 'phrase' | 'operator';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A filter's parts: `-tag:"night market"` is the field “tag”, the value “night market”, negated. */
export interface FilterParts {
  readonly field: string;
  readonly value: string;
  readonly negated: boolean;
}

/** A query as the search field shows it: filters as chips, then the words that stay editable. */
export interface Split {
  /** The source text of each filter, in order. */
  readonly filters: readonly string[];
  readonly words: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

// The same marks as the library's own parser: curly and wide ones come with pasted text and East Asian keyboards.
const QUOTED = '["“”„＂][^"“”＂]*["“”＂]?';
const VALUE = `(?:${QUOTED}|[^\\s()"“”„＂,，]*)`;
const FIELD_AND_VALUES = `\\p{L}[\\p{L}\\p{M}-]*[:：]${VALUE}(?:[,，]${VALUE})*`;
const PIECE = new RegExp(`[()|&]|[-−－]*(?:${FIELD_AND_VALUES}|${QUOTED}|[^\\s()"“”„＂|&]+)|\\S`, 'gu');
const OPERATOR = /^(?:[()|&]|OR|AND|NOT|[-−－]+)$/;
const FILTER = /^([-−－]*)(\p{L}[\p{L}\p{M}-]*)[:：](.*)$/su;

/** Fields whose values can begin with a minus sign. */
const NUMERIC = new Set([
  'seed',
  'rating',
  'duration',
  'width',
  'height',
  'ratio',
  'fps',
  'copies',
  'date',
  'before',
  'after',
  'id',
  'title',
  'note',
  'file',
  'path',
]);

/** Splits a query into its parts; an unclosed quotation extends to the end. */
export function pieces(q: string): readonly Piece[] {
  return Array.from(q.matchAll(PIECE), (match) => {
    const text = match[0];
    return { kind: kindOf(text), text, start: match.index, end: match.index + text.length };
  });
}

function kindOf(text: string): Piece['kind'] {
  if (OPERATOR.test(text)) return 'operator';
  if (FILTER.test(text)) return 'filter';
  return /^[-−－]*["“”„＂]/u.test(text) ? 'phrase' : 'word';
}

/**
 * Whether every part of the query narrows the result by itself, so that their order says nothing. A group in brackets
 * is one part; a query with alternatives, or with brackets that do not pair up, is not flat.
 */
export function isFlat(q: string): boolean {
  const outside = withDepth(q);
  const joins = outside.some(
    ({ piece, depth }) => depth === 0 && piece.kind === 'operator' && piece.text !== '(' && piece.text !== ')',
  );
  return !joins && outside.every(({ depth }) => depth >= 0) && bracketsOf(q) === 0 && !BRACKET_IN_WORD.test(q);
}

/**
 * The parser reads a bracket inside a word as a part of the word: `a(b)c` is one word. A minus before it is separate.
 */
const BRACKET_IN_WORD = /[^\s()"“”„＂](?<!(?:^|[\s()])[-−－]+)\(/u;

/** The spans outside of brackets. */
export function outsideBrackets<T extends Span>(q: string, spans: readonly T[]): readonly T[] {
  return spans.filter((span) => bracketsOf(q.slice(0, span.start)) === 0);
}

/** The parts with their bracket depth; an opening bracket has the depth outside of it. */
function withDepth(q: string): readonly { readonly piece: Piece; readonly depth: number }[] {
  let depth = 0;
  return pieces(q).map((piece) => {
    if (piece.text === ')') depth -= 1;
    const here = depth;
    if (piece.text === '(') depth += 1;
    return { piece, depth: here };
  });
}

/** The number of open brackets at the end. */
function bracketsOf(q: string): number {
  return pieces(q).reduce((depth, { text }) => depth + (text === '(' ? 1 : text === ')' ? -1 : 0), 0);
}

/** The parts of a filter; null when the text is no filter. */
export function filterParts(text: string): FilterParts | null {
  const match = FILTER.exec(text);
  if (!match) return null;
  const [, minus = '', field = '', value = ''] = match;
  // `tag:-rain` means `-tag:rain`. With several values each has its own minus.
  const inner = /^[-−－]/u.test(value) && !/[,，]/u.test(value) && !NUMERIC.has(field.toLowerCase()) ? 1 : 0;
  const bare = value.slice(inner).replace(/^["“”„＂]|["“”＂]$/gu, '');
  return { field: field.toLowerCase(), value: bare, negated: (minus.length + inner) % 2 === 1 };
}

/**
 * Writes a filter, quoting what would fall apart or mean something else otherwise. A quotation mark cannot be quoted
 * and is left out.
 */
export function filterText({ field, value, negated }: FilterParts): string {
  const plain = /^[\p{L}\p{N}_@./\\][\p{L}\p{N}_@./\\-]*$/u.test(value) && value.toLowerCase() !== 'none';
  return `${negated ? '-' : ''}${field}:${plain ? value : `"${value.replaceAll(/["“”„＂]/gu, '')}"`}`;
}

/** Two folders can differ only by case or by a form of a letter: a disk tells them apart. */
const isSame = (field: string, a: string, b: string): boolean => (field === 'folder' ? a === b : sameValue(a, b));

const sameValue = (a: string, b: string): boolean =>
  foldText(a.replace(/^[@＠]/, '')) === foldText(b.replace(/^[@＠]/, ''));

/**
 * How a query stands to a filter: asks for it, excludes it, or says nothing. Only filters that hold for the whole query
 * count.
 */
export function standing(q: string, field: string, value: string): 'wanted' | 'excluded' | 'absent' {
  if (q === '') return 'absent';
  for (const piece of filtersOutside(q)) {
    const parts = filterParts(piece.text);
    if (parts?.field === field && isSame(field, parts.value, value)) return parts.negated ? 'excluded' : 'wanted';
  }
  return 'absent';
}

/**
 * The query without its words: only the filters that apply to the whole of it. {@link standing} says the same of both.
 */
export function onlyFilters(q: string): string {
  return filtersOutside(q)
    .map(({ text }) => text)
    .join(' ');
}

/** The filters that apply to the whole query; none when it has alternatives. */
function filtersOutside(q: string): readonly Piece[] {
  if (!isFlat(q)) return [];
  return outsideBrackets(
    q,
    pieces(q).filter((piece) => piece.kind === 'filter'),
  );
}

/**
 * The query with a filter switched: absent → there, there → absent, the opposite → turned round.
 * @param single whether an item has only one value of this field, so that asking for another replaces it
 */
export function toggleFilter(q: string, filter: FilterParts, single = false): string {
  const before = standing(q, filter.field, filter.value);
  const after = filter.negated ? 'excluded' : 'wanted';
  const cleared = withoutFilters(q, (parts) => {
    if (parts.field !== filter.field) return false;
    return isSame(filter.field, parts.value, filter.value) || (single && !parts.negated && !filter.negated);
  });
  return before === after ? cleared : addFilter(cleared, filterText(filter));
}

/** Adds a filter before the words of a query; alternatives get brackets first. */
export function addFilter(q: string, filter: string): string {
  if (q.trim() === '') return filter;
  if (!isFlat(q)) return `${filter} (${q.trim()})`;
  const { filters, words } = splitQuery(q, filtersOutside(q));
  return joinQuery([...filters, filter], words);
}

/** The query without the matching filters that apply to the whole query. */
export function withoutFilters(q: string, matches: (parts: FilterParts) => boolean): string {
  const doomed = filtersOutside(q).filter((piece) => {
    const parts = filterParts(piece.text);
    return parts !== null && matches(parts);
  });
  return doomed.reduceRight((text, piece) => cut(text, piece.start, piece.end), q);
}

/** The text without [start, end): with single spaces and without empty brackets. */
export function cut(q: string, start: number, end: number): string {
  const before = q.slice(0, start).replace(/\s+$/u, '');
  const after = q.slice(end).replace(/^\s+/u, '');
  const glue = before === '' || after === '' || before.endsWith('(') || after.startsWith(')') ? '' : ' ';
  const joined = `${before}${glue}${after}`;
  const empty = /\(\s*\)/u.exec(joined);
  return empty ? cut(joined, empty.index, empty.index + empty[0].length) : joined;
}

/** Splits a query into the spans as filters, and the remaining words. */
export function splitQuery(q: string, spans: readonly Span[]): Split {
  const ordered = spans.toSorted((a, b) => a.start - b.start);
  const filters = ordered.map((span) => q.slice(span.start, span.end));
  const words = ordered.reduceRight((text, span) => cut(text, span.start, span.end), q);
  return { filters, words };
}

/**
 * Filters and words as one query: words with alternatives are put in brackets, so that the filters hold for all of
 * them.
 */
export function joinQuery(filters: readonly string[], words: string): string {
  if (filters.length === 0) return words;
  if (words === '') return filters.join(' ');
  return `${filters.join(' ')} ${isFlat(words) ? words : `(${words})`}`;
}

/** The index of the words in the result of {@link joinQuery}. */
export function wordsStart({ filters, words }: Split): number {
  if (filters.length === 0) return 0;
  return filters.join(' ').length + (words === '' || isFlat(words) ? 1 : 2);
}

/**
 * The filters among the words that are finished: followed by a space and without the caret in them.
 * @param spans the understood filters, as places in `words`
 * @param caret null when the field is not being written in: then every filter is finished
 */
export function finishedFilters(words: string, spans: readonly Span[], caret: number | null): readonly Span[] {
  if (!isFlat(words)) return [];
  return outsideBrackets(words, spans).filter((span) => {
    if (caret === null) return true;
    const closed = /\s/u.test(words.charAt(span.end));
    return closed && (caret < span.start || caret > span.end);
  });
}

/** The place of the caret after the spans are cut out. */
export function caretAfterCut(words: string, spans: readonly Span[], caret: number): number {
  const before = splitQuery(
    words.slice(0, caret),
    spans.filter((span) => span.end <= caret),
  ).words;
  const rest = splitQuery(words, spans).words;
  return Math.min(before.length, rest.length);
}

/** Replaces a span and puts the caret after the replacement; a finished word is followed by a space. */
export function replaceSpan(
  text: string,
  span: Span,
  replacement: string,
): { readonly text: string; readonly caret: number } {
  const open = replacement.endsWith(':') || replacement.endsWith(' ');
  const rest = text.slice(span.end);
  const glue = open || /^\s/u.test(rest) ? '' : ' ';
  const before = `${text.slice(0, span.start)}${replacement}${glue}`;
  return { text: `${before}${rest}`, caret: before.length + (glue === '' && !open ? 1 : 0) };
}
