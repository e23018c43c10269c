/** The bytes of a source's entry, ready for header parsing, wherever they lie. */

import type { SourceEntry } from '../formats/source.ts';
import { locate, openEntry } from '../formats/zip-read.ts';
import { type Bytes, fileBytes, forwardBytes, inputBytes } from '../media/bytes.ts';

/** How far into a compressed entry its header is looked for: what lies behind would have to be unpacked to get there. */
const COMPRESSED_LIMIT = 64 * 1024 * 1024;

/** Most headers lie within the first so many bytes: read as one piece they take a fifth of the visits to the disk. */
const HEAD = 32 * 1024;

/** Opens an entry for random access: in place on disk or stored in a zip, unpacked as it is read when compressed. */
export async function entryBytes(entry: SourceEntry): Promise<Bytes> {
  if (entry.entry === null) return plainBytes(entry);
  const { path, offset, size, stored } = await locate(entry.path, entry.entry);
  if (stored) return inputBytes({ path, offset, size });
  return forwardBytes(() => openEntry(entry.path, entry.entry), entry.size, COMPRESSED_LIMIT);
}

async function plainBytes(entry: SourceEntry): Promise<Bytes> {
  const { path, size } = entry;
  const head = await entry.read({ start: 0, end: Math.min(size, HEAD) });
  let whole: Promise<Bytes> | null = null;
  return {
    size,
    reach: size,
    input: { path },
    async read(start, end) {
      if (Math.min(end, size) <= head.length) return head.subarray(start, end);
      whole ??= fileBytes(path);
      return (await whole).read(start, end);
    },
    async close() {
      await (await whole)?.close();
    },
  };
}
