/** Reads a part of a file on disk: as a stream that opens the file at its first read, or as one buffer. */

import { close, closeSync, open, openSync, read, readSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { codeOf } from '../../storage/error-code.ts';
import { explained } from '../problems.ts';
import { InputError } from '../source.ts';
import { withDiskTurn } from './adaptive-io.ts';

/** A byte range, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const BLOCK = 256 * 1024;
const CUT = 'The file ends before its stated size.';

/**
 * Streams the bytes from `start` (inclusive) to `end` (exclusive). The file is opened at the first read and closed at
 * the end, on error and on destroy, so an abandoned stream costs nothing. A file that is shorter than `end` fails with
 * an InputError.
 */
export function readRange(path: string, start: number, end: number): Readable {
  let fd: number | null = null;
  let position = start;
  const shut = (done: () => void): void => {
    const opened = fd;
    fd = null;
    if (opened === null) done();
    else close(opened, () => done());
  };
  const pull = (stream: Readable, from: number): void => {
    const block = Buffer.allocUnsafe(Math.min(BLOCK, end - position));
    read(from, block, 0, block.length, position, (cause, length) => {
      if (stream.destroyed) return;
      if (cause) stream.destroy(unreadable(path, cause));
      else if (length === 0) stream.destroy(new InputError({ path, code: 'file-cut', message: CUT }));
      else {
        position += length;
        stream.push(length === block.length ? block : block.subarray(0, length));
      }
    });
  };
  return new Readable({
    highWaterMark: BLOCK,
    read() {
      if (position >= end) shut(() => this.push(null));
      else if (fd !== null) pull(this, fd);
      else {
        open(path, 'r', (cause, opened) => {
          if (cause) this.destroy(unreadable(path, cause));
          else if (this.destroyed) close(opened);
          else {
            fd = opened;
            pull(this, opened);
          }
        });
      }
    },
    destroy(error, done) {
      shut(() => done(error));
    },
  });
}

/**
 * Reads the bytes from `start` (inclusive) to `end` (exclusive) into memory, with a third of the disk accesses of a
 * stream. Rejects with an InputError, also when the file is shorter than `end`.
 */
export async function readPiece(path: string, start: number, end: number): Promise<Buffer> {
  const piece = Buffer.allocUnsafe(end - start);
  try {
    const length = await withDiskTurn(
      () => fillNow(piece, path, start),
      () => fillSoon(piece, path, start),
    );
    if (length < piece.length) throw new InputError({ path, code: 'file-cut', message: CUT });
    return piece;
  } catch (cause) {
    throw cause instanceof InputError ? cause : unreadable(path, cause);
  }
}

function fillNow(piece: Buffer, path: string, start: number): number {
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (let more = -1; more !== 0 && length < piece.length; length += more)
      more = readSync(file, piece, length, piece.length - length, start + length);
    return length;
  } finally {
    closeSync(file);
  }
}

async function fillSoon(piece: Buffer, path: string, start: number): Promise<number> {
  const file = await openFile(path, 'r');
  try {
    let length = 0;
    for (let more = -1; more !== 0 && length < piece.length; length += more)
      more = (await file.read(piece, length, piece.length - length, start + length)).bytesRead;
    return length;
  } finally {
    await file.close();
  }
}

/** An InputError for a file that the system cannot open or read. */
export function unreadable(path: string, cause: unknown): InputError {
  const gone = codeOf(cause) === 'ENOENT';
  return new InputError({
    path,
    code: gone ? 'file-missing' : 'file-unreadable',
    ...explained('The file could not be read.', cause),
  });
}
