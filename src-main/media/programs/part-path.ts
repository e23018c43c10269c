/** Makes unique names for unfinished files, next to their final place. */

let next = 0;

/** A new name beside `path`. The file is renamed to `path` when it is complete. */
export function partPath(path: string): string {
  return `${path}.${process.pid}-${next++}.part`;
}
