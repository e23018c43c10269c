/** Reads one original again and compares it with the catalog. */

import { stat } from 'node:fs/promises';
import type { FixityFile } from '../../catalog/reads/sources/import-lookups.ts';
import type { ChangeRow } from '../../catalog/writes/archive/fixity-rows.ts';
import type { CheckOutcome } from '../../contract/library/verification.ts';
import { InputError } from '../../formats/source.ts';
import { withDiskTurn } from '../../formats/source-files/adaptive-io.ts';
import { openEntry, statedCrcOf } from '../../formats/zip/zip-read.ts';
import { type FileHash, hashFile, hashFileNow, hashStream } from '../../media/hash.ts';
import { codeOf } from '../../storage/error-code.ts';
import { isSpoiled } from '../collect/fixity.ts';

export interface Checked {
  readonly outcome: CheckOutcome;
  /** How many bytes were read. */
  readonly bytes: number;
  /** The current state of a changed file. */
  readonly now?: Pick<ChangeRow, 'sha256' | 'size' | 'mtimeMs'>;
  /** Whether the bytes differ from the checksum in the zip. */
  readonly isSpoiled?: boolean;
}

export const nameOf = (file: Pick<FixityFile, 'path' | 'entry'>): string =>
  file.entry === '' ? file.path : `${file.path}/${file.entry}`;

/** Reads a file completely. Never rejects. The result is meaningless after the signal was aborted. */
export async function checkFile(file: FixityFile, signal: AbortSignal): Promise<Checked> {
  const read = await hashOf(file, signal);
  if (typeof read === 'string')
    return { outcome: read, bytes: 0, ...(read === 'changed' && { now: await stateOf(file, null) }) };
  const bytes = read.size;
  // A file without a known hash cannot be compared. The next import hashes it.
  if (file.sha256 === null) return { outcome: 'unreadable', bytes };
  const spoiled = await isSpoiledIn(file, read);
  if (!read.sha256.equals(file.sha256))
    return { outcome: 'changed', bytes, now: await stateOf(file, read), isSpoiled: spoiled };
  return { outcome: spoiled ? 'damaged' : 'intact', bytes };
}

async function isSpoiledIn(file: FixityFile, read: FileHash): Promise<boolean> {
  return file.entry !== '' && isSpoiled(read, await statedCrcOf(file.path, file.entry).catch(() => null));
}

/** Files up to this size are read synchronously if the disk is fast enough. */
const SMALL = 128 * 1024;

async function hashOf(file: FixityFile, signal: AbortSignal): Promise<FileHash | 'missing' | 'unreadable' | 'changed'> {
  try {
    if (file.entry !== '') return await hashStream(await openEntry(file.path, file.entry), signal);
    // A file that was small may be large now, and a synchronous read would block this thread.
    if (file.size > SMALL || (await stat(file.path)).size > SMALL) return await hashFile(file.path, signal);
    return await withDiskTurn(
      () => hashFileNow(file.path),
      () => hashFile(file.path, signal),
    );
  } catch (cause) {
    const code = cause instanceof InputError ? cause.problem.code : codeOf(cause);
    if (GONE.has(code)) return 'missing';
    // A zip that cannot be parsed any more has changed.
    return cause instanceof InputError && !UNREADABLE.has(code) ? 'changed' : 'unreadable';
  }
}

/** If a folder has the path of a file, the file is missing. */
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'not-found', 'file-missing']);
const UNREADABLE: ReadonlySet<string> = new Set(['file-unreadable', 'unreadable', 'not-readable', 'folder-unreadable']);

async function stateOf(
  file: FixityFile,
  read: FileHash | null,
): Promise<Pick<ChangeRow, 'sha256' | 'size' | 'mtimeMs'>> {
  const found = await stat(file.path).catch(() => null);
  return {
    sha256: read?.sha256 ?? null,
    size: read?.size ?? (file.entry === '' ? (found?.size ?? null) : null),
    mtimeMs: found && Math.floor(found.mtimeMs),
  };
}
