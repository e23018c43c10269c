/** Serves the many small reads of yauzl from few reads of the disk. */
import { RandomAccessReader } from 'yauzl';
import type { ZipBytes, ZipRegion } from './zip-entry.ts';

const WINDOW = 1024 * 1024;

/** Serves yauzl's many small reads from a window of 1 MiB. A read inside the window needs no disk access. */
export class WindowReader extends RandomAccessReader {
  readonly #region: ZipRegion;
  readonly #handle: ZipBytes;
  readonly #window = Buffer.alloc(WINDOW);
  #at = 0;
  #filled = 0;

  constructor(handle: ZipBytes, region: ZipRegion) {
    super();
    this.#handle = handle;
    this.#region = region;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (cause: Error | null, read?: number) => void,
  ): void {
    if (this.#holds(position, length)) this.#serve(buffer, offset, length, position, done);
    else {
      const served = this.#refill(position).then(() => this.#serve(buffer, offset, length, position, done));
      served.catch(done);
    }
  }

  override close(done: (cause: Error | null) => void): void {
    done(null);
  }

  async #refill(position: number): Promise<void> {
    const wanted = Math.max(0, Math.min(WINDOW, this.#region.size - position));
    this.#filled = (await this.#handle.read(this.#window, 0, wanted, this.#region.start + position)).bytesRead;
    this.#at = position;
  }

  #holds(position: number, length: number): boolean {
    return position >= this.#at && position + length <= this.#at + this.#filled;
  }

  #serve(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (cause: Error | null, read?: number) => void,
  ): void {
    const from = position - this.#at;
    done(null, this.#window.copy(buffer, offset, from, Math.min(this.#filled, from + length)));
  }
}
