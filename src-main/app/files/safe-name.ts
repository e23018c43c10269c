/** Makes safe file names from untrusted names. */

/** The longest name in bytes: file systems allow 255, and extensions need some. */
const LONGEST = 200;

/** A name that is valid on every file system and contains no path. */
export function safeName(name: string): string {
  const plain = name.replace(/[\p{Cc}<>:"|?*/\\]/gu, '_').slice(0, LONGEST);
  return plain.replace(/^\.+$/, '') || 'item';
}
