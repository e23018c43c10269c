/** Names from a disk as texts to show: every character stands where it is stored. */

/** Marks that turn the direction of what follows, with which `gpj.exe` can look like `exe.jpg`. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The name with a sign in the place of line breaks, other control characters, and marks of direction. */
export function shownName(name: string): string {
  return name.replace(/\p{Cc}/gu, '\ufffd').replace(TURNING, '\ufffd');
}

/** The name of a tag or collection for a folder: without what a name of the person must not contain. */
export function nameFor(folder: string): string {
  const LONGEST = 200;
  const plain = folder.toWellFormed().replace(/[\p{Cc}\p{Cf}/]/gu, ' ');
  return [...plain.replace(/\s+/gu, ' ').trim()].slice(0, LONGEST).join('');
}
