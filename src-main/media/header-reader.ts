/** What header parsers read through: bounded, and never past what a real file needs. */

export interface HeaderReader {
  readonly size: number;
  /** Exactly `length` bytes from `start`. Throws HeaderDamage when they are not there or the header grows too large. */
  exactly(start: number, length: number): Promise<Buffer>;
  /** As many of `length` bytes as there are. Throws OutOfReach. */
  upTo(start: number, length: number): Promise<Buffer>;
  /** Counts one more box, chunk or segment. Throws HeaderDamage when there are too many. */
  count(): void;
}
