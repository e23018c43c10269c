/** The interface through which header parsers read a file, with limits that no real header exceeds. */

export interface HeaderReader {
  readonly size: number;
  /**
   * Reads exactly `length` bytes from `start`. Throws HeaderDamage when they are missing or the header grows too large.
   */
  exactly(start: number, length: number): Promise<Buffer>;
  /** Reads at most `length` bytes; fewer at the end of the file. Throws OutOfReach. */
  upTo(start: number, length: number): Promise<Buffer>;
  /** Counts one more box, chunk or segment. Throws HeaderDamage when there are too many. */
  count(): void;
}
