/** Finds entries by a key, in twelve bytes per entry. With maps of strings and lists, 400,000 files took 200 MB. */
import { lowerBound } from '../../contract/items/lower-bound.ts';
import type { SourceEntry } from '../source.ts';

export interface EntryIndex {
  /** The entries with this key, in source order. */
  get(key: string): readonly SourceEntry[];
}

/**
 * Indexes entries by the keys that `keysOf` returns. Only a hash of each key is stored. A lookup calls `keysOf` again
 * for the few entries with the same hash.
 */
export function indexEntries(
  entries: readonly SourceEntry[],
  keysOf: (entry: SourceEntry) => readonly string[],
): EntryIndex {
  // Each pair is one double: hash × PLACES + index of the entry. A native sort keeps the entries of a hash in order.
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
      for (let at = lowerBound(sorted, from); at < sorted.length && (sorted[at] as number) < from + PLACES; at++) {
        const entry = entries[(sorted[at] as number) - from] as SourceEntry;
        if (found.at(-1) !== entry && keysOf(entry).includes(key)) found.push(entry);
      }
      return found;
    },
  };
}

/** Room for the index of an entry. With 28 bits of hash, the sum fits exactly into a double. */
const PLACES = 2 ** 25;

function grown(packed: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(packed.length * 2);
  larger.set(packed);
  return larger;
}

/** FNV-1a over the UTF-16 units, reduced to 28 bits. */
function numberOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 28)) & 0xfffffff;
}
