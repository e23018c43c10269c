/** What the sidebar lists: which lines, in which order, with which count. */
import { foldText } from '../../src-main/contract/searching/fold.ts';

export interface NamedCount {
  readonly name: string;
  /** In the current result. */
  readonly count: number;
}

/** Lists longer than this begin short. */
export const SHORT = 12;

/**
 * The lines of a section, most frequent in the whole library first, so that they keep their places while one searches;
 * each with its count in the current result.
 */
export function linesOf(
  whole: Readonly<Record<string, number>>,
  live: Readonly<Record<string, number>>,
): readonly NamedCount[] {
  return Object.entries(whole)
    .toSorted(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b))
    .map(([name]) => ({ name, count: live[name] ?? 0 }));
}

/** The beginning of a list, and what is asked for even if it stands further down. */
export function shortened<T extends { readonly name: string }>(
  lines: readonly T[],
  isKept: (name: string) => boolean,
): readonly T[] {
  return lines.filter((line, index) => index < SHORT || isKept(line.name));
}

/** Keeps the lines whose name holds what was typed, without regard to case and accents. */
export function matching<T extends { readonly name: string }>(lines: readonly T[], typed: string): readonly T[] {
  const wanted = foldText(typed.trim());
  return wanted === '' ? lines : lines.filter((line) => foldText(line.name).includes(wanted));
}
