/** Reads the parts of one media file for its texts, with limits that hold for hostile files too. */
import type { ReadAt } from '../../containers/parts.ts';
import { InputError, type SourceEntry } from '../source.ts';

/** Texts by their names in the file. */
export type EmbeddedTexts = ReadonlyMap<string, string>;

/** A media file whose texts are read. */
export interface TextSource {
  readonly size: number;
  /** Whether a read far into the file unpacks everything before it: the file is in a zip. */
  readonly isPacked: boolean;
  /** Returns fewer bytes at the end of the file, and none when the file is damaged or a limit is reached. */
  readonly read: ReadAt;
}

const HEAD = 16 * 1024;
/** A ComfyUI workflow of many nodes takes a megabyte. Larger texts are not read. */
export const LARGEST_TEXT = 8 * 1024 * 1024;
/** Bytes that are read of one file for its texts. */
const MOST_BYTES = 3 * LARGEST_TEXT;
/** Number of reads beyond the beginning. Each read of a packed file unpacks it again. */
const MOST_READS = { plain: 2_048, packed: 16 };
/** How far into a packed file to read. */
const PACKED_REACH = 32 * 1024 * 1024;

/** Reads the beginning once. Only reads beyond it access the disk again. Null for a file that is too small or unreadable. */
export async function textSource(entry: SourceEntry): Promise<TextSource | null> {
  const head = await bytesOf(entry, 0, HEAD);
  if (!head || head.length < 16) return null;
  const isPacked = entry.entry !== null;
  let reads = isPacked ? MOST_READS.packed : MOST_READS.plain;
  let bytes = MOST_BYTES;
  const read: ReadAt = (start, length) => {
    const wanted = Math.min(length, LARGEST_TEXT);
    if (start + wanted <= head.length) return head.subarray(start, start + wanted);
    bytes -= wanted;
    if (reads-- <= 0 || bytes < 0 || (isPacked && start + wanted > PACKED_REACH)) return Buffer.alloc(0);
    return bytesOf(entry, start, wanted).then((found) => found ?? Buffer.alloc(0));
  };
  return { size: entry.size, isPacked, read };
}

async function bytesOf(entry: SourceEntry, start: number, length: number): Promise<Buffer | null> {
  const end = Math.min(entry.size, start + length);
  if (start >= end) return null;
  try {
    return await entry.read({ start, end });
  } catch (cause) {
    // The code that reads the file as media reports the problem.
    if (cause instanceof InputError) return null;
    throw cause;
  }
}

/** The text of UTF-8 bytes; null when they are none. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The text without the zeros that end it in many formats, and what follows them. */
export function untilZero(text: string): string {
  const at = text.indexOf('\0');
  return at < 0 ? text : text.slice(0, at);
}

/** Adds texts whose names are not taken yet: the first text of a name counts. */
export function addTexts(texts: Map<string, string>, more: EmbeddedTexts): void {
  for (const [name, text] of more) if (!texts.has(name)) texts.set(name, text);
}
