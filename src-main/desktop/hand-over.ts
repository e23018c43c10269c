/**
 * Paths on their way to the process that has the library open. They travel in a file of the profile's folder: what Chromium passes
 * between two starts, command line included, is cut off at 32 KB.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';

/** A command line longer than this is not passed on, in bytes. With the working directory it stays below Chromium's 32 KB. */
const LONGEST_LINE = 16_384;
/** A list that nobody fetched for so long belongs to a process that died. */
const ABANDONED_MS = 3_600_000;

const MOST = 100_000;
const Given = z.object({
  paths: z.array(z.string().refine(isAbsolute)).max(MOST),
  refused: z.array(z.string()).max(MOST),
});
const ListName = z.uuid();

/** What a start was given: paths to open, and words that are no file on this computer. */
export type Given = Readonly<z.infer<typeof Given>>;
const NOTHING: Given = { paths: [], refused: [] };

/** What a second start hands over to the program that is open already. */
const HandedOver = z.object({ list: ListName.nullable(), newWindow: z.boolean() });
export type HandedOver = z.infer<typeof HandedOver>;

const folderOf = (profile: string): string => join(profile, 'handed-over');
const fileOf = (profile: string, name: string): string => join(folderOf(profile), `${name}.json`);

/** Whether a command line would be cut off on its way. */
export function isTooLong(argv: readonly string[]): boolean {
  return argv.reduce((bytes, word) => bytes + Buffer.byteLength(word) + 1, 0) > LONGEST_LINE;
}

/** Writes a list and returns its name; null when there is nothing to hand over. */
export function writeList(profile: string, given: Given): string | null {
  if (given.paths.length + given.refused.length === 0) return null;
  const name = randomUUID();
  mkdirSync(folderOf(profile), { recursive: true });
  writeFileSync(fileOf(profile, name), JSON.stringify(given), { flag: 'wx', mode: 0o600 });
  return name;
}

/** Reads a list and removes it. What is no list of ours holds nothing; the name is checked, so that no other file is touched. */
export function takeList(profile: string, name: string | null): Given {
  if (!ListName.safeParse(name).success) return NOTHING;
  const path = fileOf(profile, String(name));
  try {
    return Given.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    process.stderr.write(`The paths of another start could not be read: ${(cause as Error).message}\n`);
    return NOTHING;
  } finally {
    rmSync(path, { force: true });
  }
}

/** What a second start sent. */
export function takeHandedOver(profile: string, data: unknown): Given {
  const handed = HandedOver.safeParse(data);
  return handed.success ? takeList(profile, handed.data.list) : NOTHING;
}

/** Whether a second start asked for one more window. */
export function asksForWindow(data: unknown): boolean {
  const handed = HandedOver.safeParse(data);
  return handed.success && handed.data.newWindow;
}

/** Removes lists whose processes died before they were fetched. */
export function removeAbandoned(profile: string, now = Date.now()): void {
  const folder = folderOf(profile);
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (now - statSync(path).mtimeMs > ABANDONED_MS) rmSync(path, { force: true });
    }
  } catch {
    // No folder: nothing was ever handed over.
  }
}
