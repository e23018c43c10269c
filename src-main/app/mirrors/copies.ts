/** Makes copies in a mirror. A copy counts when it is complete, on the disk, and was read back with the same hash. */
import { lstat, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { explained } from '../../formats/problems.ts';
import { hashFile } from '../../media/hash.ts';
import { syncFolder } from '../../storage/sync.ts';
import { inLanes } from '../../threads/lanes.ts';
import { atTarget, type Copied, type Copy, Unwritable } from '../export/copy-file.ts';
import type { CopyAnswer } from '../workers/copy-worker.ts';
import type { Listing, MirrorFile } from './manifest.ts';
import type { CopyPlan } from './plan.ts';

export interface CopyingOptions {
  readonly signal: AbortSignal;
  /** Resolves when the next file may begin. */
  readonly turn: () => Promise<void>;
  /** Copies one file in another thread. */
  readonly copy: (copy: Copy) => Promise<CopyAnswer>;
  readonly problem: (problem: KnownProblem) => void;
  /** Called after each file with its size and whether it was copied. */
  readonly onFile: (bytes: number, isCopied: boolean) => void;
}

/** The number of files in progress at once: while two are copied, others are synced to the disk and read back. */
const AT_ONCE = 4;
/** The largest batch of copies for one write to the journal. Each such write waits for the disk. */
const STRETCH = { files: 256, bytes: 1024 * 1024 * 1024 };

/**
 * Makes all copies. Rejects with {@link Unwritable} when the target cannot be written any more. The list then holds the
 * copies that were finished.
 */
export async function makeCopies(
  directory: string,
  listing: Listing,
  copies: readonly CopyPlan[],
  options: CopyingOptions,
): Promise<void> {
  for (const stretch of stretchesOf(copies)) {
    options.signal.throwIfAborted();
    const folders = new Set(stretch.map(({ to }) => dirname(join(directory, to))));
    await atTarget(async () => {
      await listing.intend(stretch.map(({ found: { wanted }, to }) => ({ path: to, ...originOf(wanted, -1) })));
      for (const folder of folders) await mkdir(folder, { recursive: true });
    });
    let failure: unknown = null;
    await inLanes(stretch, AT_ONCE, undefined, async (copy) => {
      if (failure !== null) return;
      await copyOne(directory, listing, copy, options).catch((cause: unknown) => {
        failure ??= cause;
      });
    });
    await atTarget(async () => {
      for (const folder of folders) syncFolder(folder);
      await listing.flush();
    }).catch((cause: unknown) => {
      failure ??= cause;
    });
    if (failure !== null) throw failure;
  }
}

function* stretchesOf(copies: readonly CopyPlan[]): Generator<readonly CopyPlan[]> {
  let stretch: CopyPlan[] = [];
  let bytes = 0;
  for (const copy of copies) {
    stretch.push(copy);
    bytes += copy.found.size ?? 0;
    if (stretch.length < STRETCH.files && bytes < STRETCH.bytes) continue;
    yield stretch;
    stretch = [];
    bytes = 0;
  }
  if (stretch.length > 0) yield stretch;
}

const originOf = (
  wanted: CopyPlan['found']['wanted'],
  mtimeMs: number,
): Pick<MirrorFile, 'kind' | 'origin' | 'source'> => ({
  kind: wanted.kind,
  origin: wanted.origin,
  source: { path: wanted.path, entry: wanted.entry, mtimeMs },
});

async function copyOne(
  directory: string,
  listing: Listing,
  { found, to }: CopyPlan,
  options: CopyingOptions,
): Promise<void> {
  await options.turn();
  const { wanted, size, mtimeMs } = found;
  const whole = join(directory, to);
  const modified = wanted.entry === null ? mtimeMs : (wanted.known?.mtimeMs ?? mtimeMs);
  const answer = await options.copy({
    path: wanted.path,
    entry: wanted.entry,
    sha256: wanted.sha256,
    to: whole,
    mtimeMs: modified,
  });
  options.signal.throwIfAborted();
  if ('cancelled' in answer) throw options.signal.reason;
  if (!('copied' in answer)) {
    options.problem(problemOf(answer, whole));
    options.onFile(size ?? 0, false);
    return;
  }
  await readBack(whole, answer.copied, options.signal);
  const there = await atTarget(() => lstat(whole));
  listing.put({
    path: to,
    size: answer.copied.size,
    sha256: answer.copied.sha256,
    copyMtimeMs: Math.trunc(there.mtimeMs),
    verifiedAt: new Date().toISOString(),
    ...originOf(wanted, mtimeMs),
    items: [...wanted.items],
    ...(wanted.contents && { contents: wanted.contents }),
    state: 'current',
  });
  options.onFile(size ?? 0, true);
}

/**
 * Syncs the copy to the disk and reads it again. The bytes may come from the system's cache; a later check reads the
 * disk.
 */
async function readBack(path: string, { sha256 }: Copied, signal: AbortSignal): Promise<void> {
  const again = await atTarget(async () => {
    // Windows syncs a file only through a handle that may write.
    const handle = await open(path, process.platform === 'win32' ? 'r+' : 'r');
    await handle.datasync().finally(() => handle.close());
    return hashFile(path, signal);
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw cause;
  });
  if (again.sha256.toString('hex') !== sha256)
    throw new Unwritable('The copy differs from the bytes that were written.', { cause: { code: 'EIO' } });
}

/** Error codes that concern one file only: others can still be written. */
const OF_ONE_FILE: ReadonlySet<string> = new Set(['ENAMETOOLONG', 'EINVAL', 'EILSEQ', 'EFBIG']);

/** Throws {@link Unwritable} when the run cannot go on. */
function problemOf(
  answer: Exclude<CopyAnswer, { readonly copied: Copied } | { readonly cancelled: true }>,
  to: string,
): KnownProblem {
  if ('problem' in answer) {
    const { problem } = answer;
    return problem.code === 'file-changed' ? { ...problem, message: FILE_CHANGED } : problem;
  }
  const { code, message } = answer.unwritable;
  const cause = Object.assign(new Error(message), { code });
  if (!OF_ONE_FILE.has(code)) throw new Unwritable(message, { cause });
  return { path: to, code: 'not-written', ...explained('This copy could not be written.', cause) };
}

export const FILE_CHANGED =
  'This original has changed since it was imported, so it was not copied. An existing copy stays. Verify the originals and decide whether the new one is right.';
