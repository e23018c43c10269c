/** A copying thread: copies and hashes originals for exports and second copies. */
import { readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { explained } from '../../formats/problems.ts';
import { InputError } from '../../formats/source.ts';
import { pathOf } from '../../formats/source-files/place.ts';
import { unpackInto } from '../../formats/zip/zip-spool.ts';
import { codeOf } from '../../storage/error-code.ts';
import { serve } from '../../threads/rpc.ts';
import {
  Changed,
  type Copied,
  type Copy,
  type CopyOptions,
  copyOriginal,
  Exists,
  Unwritable,
  writeNow,
} from '../export/copy-file.ts';

/** The number of copies in progress at once: one is read while another is written. */
const AT_ONCE = 2;

export type CopyAnswer =
  | { readonly copied: Copied }
  | { readonly problem: KnownProblem }
  /** The target cannot be written: the system's error code and message. */
  | { readonly unwritable: { readonly code: string; readonly message: string } }
  | { readonly cancelled: true };

/** A small file to write: a document beside an original, or a poster. */
export interface SmallFile {
  /** The absolute path. */
  readonly to: string;
  readonly content: string | Uint8Array;
}

export type WriteAnswer =
  | { readonly size: number }
  /** Another file already has this name; it was not changed. */
  | { readonly exists: true }
  | { readonly unwritable: { readonly code: string; readonly message: string } };

const { unpacked } = workerData as { readonly unpacked: string };
unpackInto(unpacked);
const running = new Map<string, AbortController>();

export type CopyApi = typeof api;
const api = {
  /** Stops the copies of this work at their next block. */
  cancel: (workId: string): void => running.get(workId)?.abort(),
  begin(workId: string): void {
    running.set(workId, new AbortController());
  },
  end: (workId: string): void => void running.delete(workId),
  /** Copies in any order. The answers are in the order of `copies`. */
  async copy(
    workId: string,
    copies: readonly Copy[],
    options: Omit<CopyOptions, 'signal'>,
  ): Promise<readonly CopyAnswer[]> {
    const signal = running.get(workId)?.signal ?? AbortSignal.abort();
    const answers: CopyAnswer[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let at = next++; at < copies.length; at = next++)
        answers[at] = await answerFor(copies[at] as Copy, { ...options, signal });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return answers;
  },
  /** Writes files one after the other. A file that already exists with the same content counts as written. */
  write: (files: readonly SmallFile[]): readonly WriteAnswer[] => files.map(written),
};
serve(api);

function written({ to, content }: SmallFile): WriteAnswer {
  const bytes = Buffer.from(content as string);
  try {
    writeNow(to, bytes);
    return { size: bytes.length };
  } catch (cause) {
    if (cause instanceof Unwritable) return { unwritable: { code: codeOf(cause.cause), message: cause.message } };
    if (!(cause instanceof Exists)) throw cause;
    return readsAs(to, bytes) ? { size: bytes.length } : { exists: true };
  }
}

function readsAs(path: string, bytes: Buffer): boolean {
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}

async function answerFor(copy: Copy, options: CopyOptions): Promise<CopyAnswer> {
  if (options.signal.aborted) return { cancelled: true };
  try {
    return { copied: await copyOriginal(copy, options) };
  } catch (cause) {
    if (options.signal.aborted) return { cancelled: true };
    const path = pathOf(copy);
    if (cause instanceof Unwritable) return { unwritable: { code: codeOf(cause.cause), message: cause.message } };
    if (cause instanceof InputError) return { problem: cause.problem };
    if (cause instanceof Exists) return { problem: { path: copy.to, code: 'export-name-taken', message: NAME_TAKEN } };
    if (cause instanceof Changed) return { problem: { path, code: 'file-changed', message: FILE_CHANGED } };
    const code = codeOf(cause) === 'ENOENT' ? 'file-missing' : 'file-unreadable';
    return { problem: { path, code, ...explained('The file could not be read.', cause) } };
  }
}

const FILE_CHANGED =
  'This original has changed since it was imported, so it was not copied. Verify the originals, decide whether the new one is right, then export again.';
const NAME_TAKEN = 'There is a file of this name already; it was left as it is, and this one was not written.';
