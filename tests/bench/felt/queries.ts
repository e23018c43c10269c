/** Chooses what is typed: texts whose last key changes the result, in Afterimage and in the plain page. */

export const KINDS = ['common', 'rare', 'cjk'] as const;
export type Kind = (typeof KINDS)[number];

/** What a page shows for a text. */
export interface Shown {
  /** The beginning of the first card's text, as its accessible name has it. */
  readonly text: string;
  /** The number of results as the page writes it, up to the word after it. */
  readonly count: string;
  readonly total: number;
}

/** A text without its last character, that character, and what each page shows for both. */
export interface Stroke {
  readonly kind: Kind;
  readonly before: string;
  readonly key: string;
  readonly ours: { readonly before: Shown; readonly after: Shown };
  readonly plain: { readonly before: Shown; readonly after: Shown };
}

/** What one page shows for a text; null when its first card cannot be recognised. */
export type Look = (q: string) => Shown | null;

/**
 * `count` strokes of each kind. A common word finds at least 2 % of all items, a rare one at most 0.1 % and at least
 * one.
 */
export function chooseStrokes(
  prompts: readonly string[],
  total: number,
  count: number,
  ours: Look,
  plain: Look,
): readonly Stroke[] {
  return KINDS.flatMap((kind) => {
    const chosen: Stroke[] = [];
    for (const text of candidates(kind, prompts)) {
      if (chosen.length === count) break;
      const stroke = strokeOf(kind, text, ours, plain);
      if (stroke && isFitting(stroke, total)) chosen.push(stroke);
    }
    if (chosen.length === 0) throw new Error(`Nothing of the kind “${kind}” can be typed in this library.`);
    return chosen;
  });
}

function strokeOf(kind: Kind, text: string, ours: Look, plain: Look): Stroke | null {
  const letters = Array.from(text);
  const [before, key] = [letters.slice(0, -1).join(''), letters.at(-1) ?? ''];
  const [ourBefore, ourAfter, plainBefore, plainAfter] = [ours(before), ours(text), plain(before), plain(text)];
  if (!ourBefore || !ourAfter || !plainBefore || !plainAfter) return null;
  if (!isOther(ourBefore, ourAfter) || !isOther(plainBefore, plainAfter)) return null;
  return {
    kind,
    before,
    key,
    ours: { before: ourBefore, after: ourAfter },
    plain: { before: plainBefore, after: plainAfter },
  };
}

/** Whether the change is seen: neither page's first card has the text of the other. */
const isOther = (a: Shown, b: Shown): boolean =>
  a.total !== b.total && !a.text.includes(b.text) && !b.text.includes(a.text);

function isFitting({ kind, ours }: Stroke, total: number): boolean {
  const share = ours.after.total / total;
  if (kind === 'common') return share >= 0.02;
  return kind === 'rare' ? share <= 0.001 : true;
}

/** At most this many texts are tried for one kind. */
const MOST_TRIED = 400;

function candidates(kind: Kind, prompts: readonly string[]): readonly string[] {
  if (kind === 'cjk') return middles(prompts).slice(0, MOST_TRIED);
  const counts = new Map<string, number>();
  for (const prompt of prompts)
    for (const word of new Set(prompt.match(/[a-z]{3,}/g))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].filter(([word, n]) =>
    kind === 'common' ? n >= prompts.length * 0.015 : n <= 3 && word.length >= 6,
  );
  return words.map(([word]) => word).slice(0, MOST_TRIED);
}

/** Two characters from the middle of a run of Chinese or Japanese ones, a different run each time. */
function middles(prompts: readonly string[]): readonly string[] {
  const runs = prompts.flatMap((prompt) => prompt.match(/[\u3040-\u30ff\u4e00-\u9fff]{6,}/g)?.slice(0, 1) ?? []);
  return [...new Set(runs.map((run) => run.slice(2, 4)))];
}
