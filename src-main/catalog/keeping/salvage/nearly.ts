/** Whether two texts are one and the same of which a few letters were altered by damage. */

/** Bits turn in place: the length stays, and few letters differ. What somebody else wrote differs in most. */
export function isNearly(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const most = Math.min(8, Math.floor(one.length / 4));
  let differing = 0;
  for (let at = 0; at < one.length && differing <= most; at++) if (one[at] !== other[at]) differing += 1;
  return differing <= most;
}
