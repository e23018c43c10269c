/** Finds the hits of a search in names of files and folders, which are words in parts (name-words.ts). */
import { type HitRange, hitRanges } from './hits.ts';
import { withPiecesApart } from './name-words.ts';

type Terms = Parameters<typeof hitRanges>[1];

/** The ranges of a name or path that match the terms, in order, without overlaps. */
export function nameHitRanges(name: string, terms: Terms): readonly HitRange[] {
  const whole = hitRanges(name, terms);
  const { text, places } = withPiecesApart(name);
  if (text === name) return whole;
  const inPieces = hitRanges(text, terms).map(
    ([start, end]): HitRange => [places[start] as number, (places[end - 1] as number) + 1],
  );
  return united([...whole, ...inPieces]);
}

function united(ranges: readonly HitRange[]): readonly HitRange[] {
  const joined: [number, number][] = [];
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
