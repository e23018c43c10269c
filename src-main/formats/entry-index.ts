/** Finds entries by a word they go by, in twelve bytes an entry: 400,000 files in maps of strings and lists took 200 MB. */
import type { SourceEntry } from './source.ts';

export interface EntryIndex {
  /** The entries that go by this key, in their order. */
  get(key: string): readonly SourceEntry[];
}

/**
 * Indexes entries by the keys that `keysOf` gives them. Only a number for each key is kept; `keysOf` is asked again for the few entries
 * whose number fits.
 */
export function indexEntries(entries: readonly SourceEntry[], keysOf: (entry: SourceEntry) => readonly string[]): EntryIndex {
  // Each as one double, the number of the key above the place of its entry: sorted natively, and so in the entries' order.
  let packed = new Float64Array(entries.length + 1);
  let count = 0;
  for (const [place, entry] of entries.entries()) {
    for (const key of keysOf(entry)) {
      if (count === packed.length) packed = grown(packed);
      packed[count++] = numberOf(key) * PLACES + place;
    }
  }
  const sorted = packed.slice(0, count).sort();
  return {
    get(key) {
      const from = numberOf(key) * PLACES;
      const found: SourceEntry[] = [];
      for (let at = firstFrom(sorted, from); at < sorted.length && (sorted[at] as number) < from + PLACES; at++) {
        const entry = entries[(sorted[at] as number) - from] as SourceEntry;
        if (found.at(-1) !== entry && keysOf(entry).includes(key)) found.push(entry);
      }
      return found;
    },
  };
}

/** Room for the place of an entry; with 28 bits of hash the whole fits a double exactly. */
const PLACES = 2 ** 25;

function grown(packed: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(packed.length * 2);
  larger.set(packed);
  return larger;
}

/** FNV-1a over the UTF-16 units, 28 bits of it. */
function numberOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 28)) & 0xfffffff;
}

/** The place of the first value that is not less than this one. */
function firstFrom(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
