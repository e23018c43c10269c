/** Compares two texts that should be the same, but of which one may have a few damaged letters. */

/** Damage changes bits in place: the length stays the same and few letters differ. Different texts differ in most. */
export function isNearly(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const most = Math.min(8, Math.floor(one.length / 4));
  let differing = 0;
  for (let at = 0; at < one.length && differing <= most; at++) if (one[at] !== other[at]) differing += 1;
  return differing <= most;
}
