/**
 * Sends paths to the process that has the library open. They are stored in a file of the profile folder, because
 * Chromium cuts data between two starts, including the command line, at 32 KB.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';

/** The longest command line that is passed on directly, in bytes. With the working directory it stays below 32 KB. */
const LONGEST_LINE = 16_384;
/** A list older than this belongs to a process that died, in ms. */
const ABANDONED_MS = 3_600_000;

const MOST = 100_000;
const Given = z.object({
  paths: z.array(z.string().refine(isAbsolute)).max(MOST),
  refused: z.array(z.string()).max(MOST),
});
const ListName = z.uuid();

/** The arguments of a start: paths to open, and words that are no file on this computer. */
export type Given = Readonly<z.infer<typeof Given>>;
const NOTHING: Given = { paths: [], refused: [] };

/** The data that a second start sends to the running program. */
const HandedOver = z.object({ list: ListName.nullable(), newWindow: z.boolean() });
export type HandedOver = z.infer<typeof HandedOver>;

const folderOf = (profile: string): string => join(profile, 'handed-over');
const fileOf = (profile: string, name: string): string => join(folderOf(profile), `${name}.json`);

/** Whether a command line is too long to be passed on. */
export function isTooLong(argv: readonly string[]): boolean {
  return argv.reduce((bytes, word) => bytes + Buffer.byteLength(word) + 1, 0) > LONGEST_LINE;
}

/** Writes a list and returns its name; null when there is nothing to send. */
export function writeList(profile: string, given: Given): string | null {
  if (given.paths.length + given.refused.length === 0) return null;
  const name = randomUUID();
  mkdirSync(folderOf(profile), { recursive: true });
  writeFileSync(fileOf(profile, name), JSON.stringify(given), { flag: 'wx', mode: 0o600 });
  return name;
}

/**
 * Reads a list and deletes it. An invalid list counts as empty. The name is checked, so that no other file is deleted.
 */
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

/** The paths that a second start sent. */
export function takeHandedOver(profile: string, data: unknown): Given {
  const handed = HandedOver.safeParse(data);
  return handed.success ? takeList(profile, handed.data.list) : NOTHING;
}

/** Whether a second start asked for another window. */
export function asksForWindow(data: unknown): boolean {
  const handed = HandedOver.safeParse(data);
  return handed.success && handed.data.newWindow;
}

/** Deletes lists of processes that died. */
export function removeAbandoned(profile: string, now = Date.now()): void {
  const folder = folderOf(profile);
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (now - statSync(path).mtimeMs > ABANDONED_MS) rmSync(path, { force: true });
    }
  } catch {
    // Without the folder there are no lists.
  }
}
