/** SHA-256 of the packages, in the format of `sha256sum --check`. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Writes `SHA256SUMS` into `folder` for files in that folder; returns its path. */
export async function writeChecksums(folder: string, files: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const file of files.toSorted()) lines.push(`${await sha256(file)}  ${basename(file)}\n`);
  const sums = join(folder, 'SHA256SUMS');
  await writeFile(sums, lines.join(''));
  return sums;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
