/** Names of files that we make, from names that strangers gave. */

/** File systems take 255 bytes; endings need some. */
const LONGEST = 200;

/** A name that every file system takes, and that names nothing but a file in its folder. */
export function safeName(name: string): string {
  const plain = name.replace(/[\p{Cc}<>:"|?*/\\]/gu, '_').slice(0, LONGEST);
  return plain.replace(/^\.+$/, '') || 'item';
}
