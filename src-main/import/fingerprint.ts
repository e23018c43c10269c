/** Whether a source is, entry by entry, as it was when it was last read to its end: then there is nothing to read. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Source } from '../formats/source.ts';
import { turn } from '../formats/visits.ts';

/** Counts up whenever readers, claims or the merge learn something: sources read before are read again. */
const READING_VERSION = 3;

/**
 * A digest over the name, size and time of every entry, and of every zip that holds some. The same trust that spares
 * unchanged files spares unchanged sources. Null when a zip went away meanwhile.
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
