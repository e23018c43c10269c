/** Imports damaged sources into a real library, and checks that only the library changes on disk. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { filesOfCase } from './case.ts';
import { subjects } from './subjects.ts';

/** Imports this many cases of a reader into one library. Returns the failures as sentences. */
export async function importCases(format: string, from: number, count: number): Promise<string[]> {
  const subject = subjects().find((each) => each.format === format);
  if (!subject) return [`There is no reader ${format}.`];
  const root = await mkdtemp(join(tmpdir(), 'afterimage-fuzz-'));
  const failures: string[] = [];
  try {
    const library = await openLibrary({ directory: join(root, 'library'), backgroundPreviews: false });
    try {
      for (let number = from; number < from + count; number++) {
        await writeCase(join(root, 'archives', String(number)), await filesOfCase(subject, number));
        const before = await digest(root);
        const { id } = await library.jobs.import([join(root, 'archives', String(number))]);
        const job = await library.jobs.finished(id);
        if (job.state !== 'done')
          failures.push(`${format} case ${number}: the import ended ${job.state}: ${job.error}`);
        if ((await digest(root)) !== before)
          failures.push(`${format} case ${number}: something beside the library changed`);
      }
    } finally {
      await library.close();
    }
  } catch (cause) {
    failures.push(
      `${format}: importing threw ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
    );
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return failures;
}

/** Names that no file system accepts are left out. They occur only in zips. */
async function writeCase(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [name, bytes] of files) {
    const parts = name.split('/');
    if (
      parts.some(
        (part) => part === '..' || part === '.' || part === '' || part.includes('\0') || Buffer.byteLength(part) > 255,
      )
    )
      continue;
    const path = join(folder, ...parts);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}

/** A hash of all files under a folder, by name and content, except the library. */
async function digest(root: string): Promise<string> {
  const hash = createHash('sha256');
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  const files = found.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name));
  for (const path of files.filter((each) => !each.startsWith(join(root, 'library'))).sort())
    hash.update(path).update(await readFile(path));
  return hash.digest('hex');
}
