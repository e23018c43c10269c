/** File outcomes of an import in packed parts: each part is unpacked only when it is read. */
import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { FateCount, FileOutcome, FileOutcomeFilter } from '../contract/archive/file-outcome.ts';

/** A file outcome with the id of its file; 0 for a file that is no media. */
export interface NumberedOutcome extends FileOutcome {
  readonly fileId: number;
}

/** Packed file outcomes of one source. */
export interface FileOutcomePart {
  readonly sourceId: number;
  readonly counts: readonly FateCount[];
  /** SHA-256 of the content: equal parts are stored once. */
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}

/** Rows of a part: 5,000 rows take about 100 KB packed and 10 ms to unpack. */
export const PART_ROWS = 5_000;

/** One line of a part, in the order of {@link NumberedOutcome}'s fields. */
type Line = readonly [
  path: string,
  entry: string | null,
  fate: FileOutcome['fate'],
  reason: string | null,
  format: FileOutcome['format'],
  of: string | null,
  fileId: number,
];

export function packFileOutcomes(sourceId: number, outcomes: readonly NumberedOutcome[]): FileOutcomePart {
  const lines = outcomes.map(
    ({ path, entry, fate, reason, format, of, fileId }): Line => [path, entry, fate, reason, format, of, fileId],
  );
  const json = JSON.stringify(lines);
  return {
    sourceId,
    counts: countFates(outcomes),
    hash: hash('sha256', json, 'buffer'),
    body: gzipSync(json, { level: 4 }),
  };
}

export function unpackFileOutcomes(body: Uint8Array): readonly NumberedOutcome[] {
  const lines = JSON.parse(gunzipSync(body).toString()) as readonly Line[];
  return lines.map(([path, entry, fate, reason, format, of, fileId]) => ({
    path,
    entry,
    fate,
    reason,
    format,
    of,
    fileId,
  }));
}

/** Counts file outcomes by fate and reason. */
function countFates(outcomes: Iterable<Pick<FileOutcome, 'fate' | 'reason'>>): readonly FateCount[] {
  const counts = new Map<string, { fate: FileOutcome['fate']; reason: string | null; count: number }>();
  for (const { fate, reason } of outcomes) {
    const key = `${fate} ${reason}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { fate, reason, count: 1 });
  }
  return [...counts.values()];
}

/** Adds the counts of several parts, in a fixed order. */
export function sumFates(lists: Iterable<readonly FateCount[]>): readonly FateCount[] {
  const sums = new Map<string, { fate: FateCount['fate']; reason: string | null; count: number }>();
  for (const list of lists) {
    for (const { fate, reason, count } of list) {
      const key = `${fate} ${reason ?? ''}`;
      const known = sums.get(key);
      if (known) known.count += count;
      else sums.set(key, { fate, reason, count });
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

/** Whether a file outcome, or a count of them, matches the filter. */
export function hasFate({ fate, reason }: Pick<FileOutcome, 'fate' | 'reason'>, filter: FileOutcomeFilter): boolean {
  return (filter.fate === null || filter.fate === fate) && (filter.reason === null || filter.reason === reason);
}
