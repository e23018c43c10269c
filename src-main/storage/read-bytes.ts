/** Reads exact pieces of a file. */
import { closeSync, openSync, readSync } from 'node:fs';

/** One read takes at most 2 GiB. */
const MOST_AT_ONCE = 1 << 30;

/** Fills `bytes` from an open file, beginning at `from`. Returns how many bytes the file had for it. */
export function fillFrom(file: number, bytes: Uint8Array, from: number): number {
  let at = 0;
  for (let read = 1; read > 0 && at < bytes.length; at += read)
    read = readSync(file, bytes, at, Math.min(bytes.length - at, MOST_AT_ONCE), from + at);
  return at;
}

/** The first bytes of a file; zeros where it is shorter. Throws the system's error. */
export function readHead(path: string, length: number): Buffer {
  const head = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    fillFrom(file, head, 0);
    return head;
  } finally {
    closeSync(file);
  }
}
