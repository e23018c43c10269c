/** Part of a file on disk as a stream that opens nothing until somebody reads. */
import { close, open, read } from 'node:fs';
import { Readable } from 'node:stream';
import { explain } from './problems.ts';
import { InputError } from './source.ts';

const BLOCK = 256 * 1024;

/**
 * Streams the bytes from `start` (inclusive) to `end` (exclusive). The file is opened at the first read and closed at the end,
 * on error and on destroy, so an abandoned stream costs nothing. A file shorter than promised fails with an InputError.
 */
export function readRange(path: string, start: number, end: number): Readable {
  let fd: number | null = null;
  let position = start;
  const shut = (done: () => void): void => {
    if (fd === null) return done();
    const open = fd;
    fd = null;
    close(open, () => done());
  };
  return new Readable({
    highWaterMark: BLOCK,
    read() {
      if (position >= end) {
        shut(() => this.push(null));
        return;
      }
      if (fd !== null) return pull(this, fd);
      open(path, 'r', (cause, opened) => {
        if (cause) return this.destroy(unreadable(path, cause));
        if (this.destroyed) return close(opened);
        fd = opened;
        pull(this, opened);
      });
    },
    destroy(error, done) {
      shut(() => done(error));
    },
  });

  function pull(stream: Readable, from: number): void {
    const block = Buffer.allocUnsafe(Math.min(BLOCK, end - position));
    read(from, block, 0, block.length, position, (cause, length) => {
      if (stream.destroyed) return;
      if (cause) return void stream.destroy(unreadable(path, cause));
      if (length === 0) return void stream.destroy(new InputError({ path, code: 'file-cut', message: 'The file ends before its stated size.' }));
      position += length;
      stream.push(length === block.length ? block : block.subarray(0, length));
    });
  }
}

/** An InputError for a file that the system would not open or read. */
export function unreadable(path: string, cause: unknown): InputError {
  const gone = (cause as { code?: unknown } | null)?.code === 'ENOENT';
  return new InputError({ path, code: gone ? 'file-missing' : 'file-unreadable', message: `The file could not be read. ${explain(cause)}` });
}
