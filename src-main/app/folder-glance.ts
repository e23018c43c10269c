/** Tells whether anything came to or went from a folder, however deep, by the times of its folders: a few at a time, none read twice. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isJunkFolder } from '../formats/names.ts';

/** What a look found out. `away`: there is nothing at the path. */
export type Glance = 'same' | 'changed' | 'away';

export interface FolderGlance {
  /** Looks at the next folders, or at `all` that are left in the round; everything is `same` when it is seen for the first time. */
  look(all?: boolean): Promise<Glance>;
}

export interface GlanceOptions {
  /** Folders looked at in one go; a large tree takes several. */
  readonly most?: number;
}

/** A question of some 20 µs each on a disk, of a few ms each on a slow network drive. */
const MOST = 4_000;
/** Folders that are remembered; a tree of more is not followed to its end. */
const MOST_KNOWN = 50_000;
const AT_ONCE = 32;

interface Known {
  readonly mtimeMs: number;
  readonly folders: readonly string[];
}

/** Begins to know a folder, or a file, with the first look. */
export function openGlance(root: string, { most = MOST }: GlanceOptions = {}): FolderGlance {
  /** Of the last round that came to its end, and of the one under way. */
  let before = new Map<string, Known>();
  let now = new Map<string, Known>();
  const waiting: string[] = [];
  let last: string | null = null;

  /** Notes a folder and those in it. True when it is not as it was. */
  const visit = async (path: string): Promise<boolean> => {
    const found = await stat(path).catch(() => null);
    // What went away shows in the folder above.
    if (!found?.isDirectory() || now.size >= MOST_KNOWN) return false;
    const known = before.get(path);
    const isSame = known?.mtimeMs === found.mtimeMs;
    const folders = isSame ? known.folders : await foldersIn(path);
    now.set(path, { mtimeMs: found.mtimeMs, folders });
    for (const name of folders) waiting.push(join(path, name));
    return known !== undefined && !isSame;
  };

  const lookOn = async (limit: number): Promise<boolean> => {
    if (waiting.length === 0) waiting.push(root);
    let changed = false;
    for (let looked = 0; waiting.length > 0 && looked < limit; looked += AT_ONCE) {
      const states = await Promise.all(waiting.splice(-AT_ONCE).map(visit));
      changed ||= states.includes(true);
    }
    if (waiting.length > 0) return changed;
    before = now;
    now = new Map();
    return changed;
  };

  const lookOnce = async (all: boolean): Promise<Glance> => {
    const found = await stat(root).catch(() => null);
    const own = found === null ? 'away' : found.isDirectory() ? 'there' : `${found.size} ${found.mtimeMs}`;
    const isOther = last !== null && last !== own;
    last = own;
    const changed = found?.isDirectory() ? await lookOn(all ? Number.POSITIVE_INFINITY : most) : false;
    if (own === 'away') return 'away';
    return isOther || changed ? 'changed' : 'same';
  };

  // One at a time: the first look at a slow drive may last longer than the pause to the next.
  let looking: Promise<unknown> = Promise.resolve();
  return {
    look(all = false) {
      const look = looking.then(() => lookOnce(all));
      looking = look;
      return look;
    },
  };
}

async function foldersIn(path: string): Promise<readonly string[]> {
  const items = await readdir(path, { withFileTypes: true }).catch(() => []);
  return items.filter((item) => item.isDirectory() && !isJunkFolder(item.name)).map(({ name }) => name);
}
