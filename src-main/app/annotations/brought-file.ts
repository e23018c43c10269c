/**
 * Text that is brought along, as a file of the library's own for as long as it is read: no thread holds the whole of
 * it.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Text, or its bytes piece by piece. */
export type Content = string | AsyncIterable<Uint8Array>;

/**
 * Writes the content into a file in `folder` and removes it after `use`, however that ends.
 * @param folder the one for what is unpacked: what a process that is no more left there is cleared away at the next
 * start
 */
export async function asFile<T>(folder: string, content: Content, use: (path: string) => Promise<T>): Promise<T> {
  const own = join(folder, String(process.pid));
  const path = join(own, `words-${randomUUID()}`);
  await mkdir(own, { recursive: true, mode: 0o700 });
  try {
    await pipeline(
      typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content,
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    );
    return await use(path);
  } finally {
    await rm(path, { force: true });
  }
}
