/**
 * Finds the built command line in a checkout. The sources are 350 modules whose types are removed at each start; the
 * built program is a few files. From the start of the process to the address that `serve` prints: 600 ms from the
 * sources, 350 ms from the build (medians of six, in turns).
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CHECKOUT, isBuilt } from './checkout.ts';
import { isInstalled } from './command-line/installed.ts';

/** What the build is made from. A changed dependency changes the lock file. */
const SOURCES = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];
const SOURCE_FOLDERS = ['build', 'src-main'];

const BUILT = join(CHECKOUT, 'out', 'main');

/** Written last by a build: {@link sourceStamp} of the sources at its beginning. */
export const STAMP_FILE = 'built-from.txt';

/**
 * The address of the built command line when it was built from exactly these sources; otherwise null. A build that is
 * missing, unfinished or of other sources is never used.
 */
export function builtProgram(): string | null {
  if (isBuilt || isInstalled) return null;
  try {
    const stamp = readFileSync(join(BUILT, STAMP_FILE), 'utf8');
    return stamp === sourceStamp() ? pathToFileURL(join(BUILT, 'cli.js')).href : null;
  } catch {
    // Without a build, or when a source disappears meanwhile, the sources are used.
    return null;
  }
}

/** A hash of the path, size and time of change of every source. */
export function sourceStamp(root: string = CHECKOUT): string {
  const hash = createHash('sha256');
  const paths = SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .sort()
      .map((path) => join(folder, path)),
  );
  for (const path of [...SOURCES, ...paths]) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\n${size}\n${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
