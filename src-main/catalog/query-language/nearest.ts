/** Finds the nearest word by edit distance. */
import { foldText } from '../../contract/searching/fold.ts';

/** The candidate nearest to `written`; null when none is near. */
export function nearest(written: string, candidates: Iterable<string>): string | null {
  const folded = foldText(written);
  if (folded === '' || folded.length > 40) return null;
  let best: string | null = null;
  let least = folded.length <= 4 ? 2 : 3;
  for (const candidate of candidates) {
    const folder = foldText(candidate);
    const distance = folder.startsWith(folded) ? 0.5 : editDistance(folded, folder, least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** The number of edits (insert, delete, replace, swap neighbours) from `a` to `b`, at most `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let twoBack: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (previous[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (twoBack[j - 2] as number) + 1);
      row.push(cost);
    }
    [twoBack, previous] = [previous, row];
  }
  return previous[b.length] as number;
}
