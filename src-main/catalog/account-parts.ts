/** Accounts of an import in parts: packed for keeping, opened one at a time for reading. */
import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { AccountFilter, FateCount, FileAccount } from '../contract/account.ts';

/** An account with the catalog's number of its file: 0 for what is no media file. */
export interface NumberedAccount extends FileAccount {
  readonly fileId: number;
}

/** Some accounts of one source, packed. */
export interface AccountPart {
  readonly sourceId: number;
  readonly counts: readonly FateCount[];
  /** SHA-256 of what is packed: parts that say the same are kept once. */
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}

/** Accounts a part: 5,000 of them take about 100 KB packed and 10 ms to open. */
export const PART_ROWS = 5_000;

/** One line of a part, in the order of {@link NumberedAccount}'s fields. */
type Line = readonly [
  path: string,
  entry: string | null,
  fate: FileAccount['fate'],
  reason: string | null,
  format: FileAccount['format'],
  of: string | null,
  fileId: number,
];

export function packAccounts(sourceId: number, accounts: readonly NumberedAccount[]): AccountPart {
  const lines = accounts.map(({ path, entry, fate, reason, format, of, fileId }): Line => [path, entry, fate, reason, format, of, fileId]);
  const json = JSON.stringify(lines);
  return { sourceId, counts: countFates(accounts), hash: hash('sha256', json, 'buffer'), body: gzipSync(json, { level: 4 }) };
}

export function unpackAccounts(body: Uint8Array): readonly NumberedAccount[] {
  const lines = JSON.parse(gunzipSync(body).toString()) as readonly Line[];
  return lines.map(([path, entry, fate, reason, format, of, fileId]) => ({ path, entry, fate, reason, format, of, fileId }));
}

/** How many of the accounts met each fate, for each reason. */
export function countFates(accounts: Iterable<Pick<FileAccount, 'fate' | 'reason'>>): readonly FateCount[] {
  const counts = new Map<string, { fate: FileAccount['fate']; reason: string | null; count: number }>();
  for (const { fate, reason } of accounts) {
    const key = `${fate} ${reason}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { fate, reason, count: 1 });
  }
  return [...counts.values()];
}

/** The counts of several parts together, in a steady order. */
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

/** Whether an account, or a count of accounts, is of the fate and reason asked for. */
export function hasFate({ fate, reason }: Pick<FileAccount, 'fate' | 'reason'>, filter: AccountFilter): boolean {
  return (filter.fate === null || filter.fate === fate) && (filter.reason === null || filter.reason === reason);
}
