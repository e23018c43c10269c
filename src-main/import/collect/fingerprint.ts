/** Computes the fingerprint of a source. An unchanged fingerprint means that nothing has to be read. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Source } from '../../formats/source.ts';
import { turn } from '../../formats/source-files/adaptive-io.ts';

/** Raised when readers, claims or field rules change, so that known sources are read again. */
export const READING_VERSION = 4;

/**
 * A digest of the name, size and time of every entry and of every zip that contains entries. Unchanged files are
 * recognised in the same way. Null when a zip disappeared meanwhile.
 */
export async function fingerprintOf(source: Source): Promise<Buffer | null> {
  const digest = createHash('sha256').update(String(READING_VERSION));
  const zips = new Set<string>();
  for (const { path, entry, name, size, mtimeMs } of source.entries) {
    await turn();
    digest.update(`${name}\0${size}\0${mtimeMs}\n`);
    if (entry !== null) zips.add(path);
  }
  for (const path of zips) {
    const found = await stat(path).catch(() => null);
    if (!found) return null;
    digest.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
  }
  return digest.digest();
}
