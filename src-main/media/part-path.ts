/** Names for files that are still being written: beside the place they will take, never the same twice. */

let next = 0;

/** A fresh name beside `path`; what is written there is renamed when it is whole. */
export function partPath(path: string): string {
  return `${path}.${process.pid}-${next++}.part`;
}
