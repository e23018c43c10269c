/** Runs exports for tests and reads their files. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Library } from '../../../src-main/app/library/library.ts';
import { DEFAULT_NAMES, type ExportWish } from '../../../src-main/contract/items/export.ts';
import type { Job } from '../../../src-main/contract/library/job.ts';

type Asked = Pick<ExportWish, 'directory' | 'as'> & { readonly q?: string; readonly name?: string };

export const wishOf = ({ q = '', name = DEFAULT_NAMES, ...rest }: Asked): ExportWish => ({
  ...rest,
  name,
  selection: { type: 'query', q, except: [] },
});

/** Runs an export until it is done, failed or cancelled. */
export async function runExport(library: Library, asked: Asked): Promise<Job> {
  return library.jobs.finished(library.exports.start(wishOf(asked)).id);
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** The hash of every file under a folder, by its path with `/`. */
export async function contents(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(
    files.map(async (path) => [path.slice(folder.length + 1), sha256(await readFile(path))] as const),
  );
  return new Map(read.sort());
}
