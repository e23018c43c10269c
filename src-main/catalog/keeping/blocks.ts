/**
 * Hashes a file in blocks, and finds the blocks that a write-ahead log changes. Therefore a large catalog need not be
 * read whole after each edit.
 */
import { createHash, hash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';

export const BLOCK = 1024 * 1024;

/** The SHA-256 of the `wanted` blocks of a file, by block number; of all blocks when `wanted` is null. */
export function digestsOf(path: string, wanted: ReadonlySet<number> | null): ReadonlyMap<number, string> {
  const digests = new Map<number, string>();
  const piece = Buffer.allocUnsafe(BLOCK);
  const file = openSync(path, 'r');
  try {
    const blocks = Math.ceil(statSync(path).size / BLOCK);
    for (let number = 0; number < blocks; number++) {
      if (wanted && !wanted.has(number)) continue;
      const read = readSync(file, piece, 0, BLOCK, number * BLOCK);
      digests.set(number, hash('sha256', piece.subarray(0, read), 'hex'));
    }
  } finally {
    closeSync(file);
  }
  return digests;
}

const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/**
 * The blocks of a catalog that its write-ahead log may change: those of every page in the log, also of outdated frames.
 * @param log the log's path; a log that does not exist changes nothing
 */
export function blocksIn(log: string): ReadonlySet<number> {
  const blocks = new Set<number>();
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size < WAL_HEADER) return blocks;
  const file = openSync(log, 'r');
  try {
    const header = Buffer.alloc(WAL_HEADER);
    readSync(file, header, 0, WAL_HEADER, 0);
    const page = header.readUInt32BE(8);
    if (page < 512) return blocks;
    const frame = Buffer.alloc(4);
    for (let at = WAL_HEADER; at + FRAME_HEADER <= size; at += FRAME_HEADER + page) {
      readSync(file, frame, 0, 4, at);
      blocks.add(Math.floor(((frame.readUInt32BE(0) - 1) * page) / BLOCK));
    }
  } finally {
    closeSync(file);
  }
  return blocks;
}

/** The SHA-256 of a whole file. */
export function hashOf(path: string): string {
  const whole = createHash('sha256');
  const piece = Buffer.allocUnsafe(BLOCK);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece))
      whole.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return whole.digest('hex');
}
