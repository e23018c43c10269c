/** Finds the hits of a search in the original text. The full-text index matches its folded form. */
import { eachToken, type Token } from '../searching/tokens.ts';

/**
 * A term to mark, as in `Understanding.terms`: folded tokens joined by spaces. With `prefix`, the last token can
 * continue.
 */
interface Term {
  readonly text: string;
  readonly prefix: boolean;
}

/** A range [start, end) of the original text, in UTF-16 units. */
export type HitRange = readonly [start: number, end: number];

/**
 * The ranges of `text` that match the terms, in order, without overlaps. Adjacent ranges are joined. Whole words are
 * marked, even when only their beginning matches.
 */
export function hitRanges(text: string, terms: readonly Term[]): readonly HitRange[] {
  const wanted = terms
    .map((term) => ({ tokens: term.text.split(' '), prefix: term.prefix }))
    .filter((term) => term.tokens[0] !== '');
  if (wanted.length === 0 || text === '') return [];
  const tokens: Token[] = [];
  const joined: Token[] = [];
  eachToken(
    text,
    (token, kind, start, end) => tokens.push({ text: token, kind, start, end }),
    (token, start, end) => joined.push({ text: token, kind: 'word', start, end }),
  );
  const found: HitRange[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const length = Math.max(0, ...wanted.map((term) => matchAt(at, term.tokens, term.prefix)));
    const [first, last] = [tokens[at], tokens[at + length - 1]];
    if (length > 0 && first && last) found.push([first.start, last.end]);
  }
  const single = wanted.filter((term) => term.tokens.length === 1);
  for (const { text: word, start, end } of joined)
    if (single.some(({ tokens: [want], prefix }) => (prefix ? word.startsWith(want as string) : word === want)))
      found.push([start, end]);
  const ranges: [number, number][] = [];
  for (const [start, end] of found.sort(([a], [b]) => a - b)) mark(ranges, start, end);
  return ranges;

  function matchAt(at: number, phrase: readonly string[], prefix: boolean): number {
    const last = phrase.length - 1;
    for (let i = 0; i <= last; i += 1) {
      const token = tokens[at + i]?.text;
      const want = phrase[i] as string;
      const hit = i === last && prefix ? token?.startsWith(want) : token === want;
      if (!hit) return 0;
    }
    return phrase.length;
  }
}

function mark(ranges: [number, number][], start: number, end: number): void {
  const last = ranges.at(-1);
  if (last && start <= last[1]) last[1] = Math.max(last[1], end);
  else ranges.push([start, end]);
}
