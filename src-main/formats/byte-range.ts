/** Part of a file on disk as a stream that opens nothing until somebody reads. */
import { close, open, read } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { explained } from './problems.ts';
import { InputError } from './source.ts';

/** A byte range, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const BLOCK = 256 * 1024;

/**
 * Streams the bytes from `start` (inclusive) to `end` (exclusive). The file is opened at the first read and closed at the end,
 * on error and on destroy, so an abandoned stream costs nothing. A file shorter than promised fails with an InputError.
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
      else if (length === 0) stream.destroy(new InputError({ path, code: 'file-cut', message: 'The file ends before its stated size.' }));
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

/** A small file's bytes, up to `size`, read now: half the visits to the disk that a stream makes. Rejects with an InputError. */
export async function readWhole(path: string, size: number): Promise<Readable> {
  const handle = await openFile(path, 'r').catch((cause) => {
    throw unreadable(path, cause);
  });
  try {
    const bytes = Buffer.allocUnsafe(size);
    const { bytesRead } = await handle.read(bytes, 0, size, 0);
    if (bytesRead < size) throw new InputError({ path, code: 'file-cut', message: 'The file ends before its stated size.' });
    return Readable.from(size === 0 ? [] : [bytes], { objectMode: false });
  } catch (cause) {
    throw cause instanceof InputError ? cause : unreadable(path, cause);
  } finally {
    await handle.close();
  }
}

/** An InputError for a file that the system would not open or read. */
export function unreadable(path: string, cause: unknown): InputError {
  const gone = (cause as { code?: unknown } | null)?.code === 'ENOENT';
  return new InputError({
    path,
    code: gone ? 'file-missing' : 'file-unreadable',
    ...explained('The file could not be read.', cause),
  });
}
