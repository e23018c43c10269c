/** Opens the bytes of an entry for header parsing: on disk or inside a zip. */

import type { SourceEntry } from '../../formats/source.ts';
import { locate, openEntry } from '../../formats/zip/zip-read.ts';
import { type Bytes, fileBytes, forwardBytes, inputBytes } from '../../media/headers/bytes.ts';

/** The farthest read position in a compressed entry: everything before a position must be unpacked to reach it. */
const COMPRESSED_LIMIT = 64 * 1024 * 1024;

/** The size of the first read. Most headers fit into it, which needs a fifth of the disk accesses. */
const HEAD = 32 * 1024;

/**
 * Opens an entry for random access: in place if it is on disk or stored in a zip; a compressed entry is unpacked while
 * it is read.
 */
export async function entryBytes(entry: SourceEntry): Promise<Bytes> {
  if (entry.entry === null) return plainBytes(entry);
  return zippedBytes(entry.path, entry.entry, entry.size);
}

/** The same for a zip entry, by its names in the catalog. @param unpackedSize its size in bytes */
export async function zippedBytes(zip: string, name: string, unpackedSize: number): Promise<Bytes> {
  const { path, offset, size, stored } = await locate(zip, name);
  if (stored) return inputBytes({ path, offset, size });
  return forwardBytes(() => openEntry(zip, name), unpackedSize, COMPRESSED_LIMIT);
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
