/** Detects added and removed files in a folder tree by the times of its folders. It checks a few folders per call. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isJunkFolder } from '../../formats/naming/file-names.ts';

/** The result of a check. `away`: the path does not exist. */
export type FolderState = 'same' | 'changed' | 'away';

export interface FolderChangeDetector {
  /** Checks the next folders, or `all` remaining folders of the round. In the first round everything is `same`. */
  look(all?: boolean): Promise<FolderState>;
}

export interface GlanceOptions {
  /** Folders per check; a large tree needs several checks. */
  readonly most?: number;
}

/** Folders per check. A folder takes about 20 µs on a disk, a few ms on a slow network drive. */
const MOST = 4_000;
/** The largest number of remembered folders; further folders of a larger tree are ignored. */
const MOST_KNOWN = 50_000;
const AT_ONCE = 32;

interface Known {
  readonly mtimeMs: number;
  readonly folders: readonly string[];
}

/** Opens a detector for a folder or file. The first check records the state. */
export function openFolderChangeDetector(root: string, { most = MOST }: GlanceOptions = {}): FolderChangeDetector {
  /** The folders of the last complete round, and of the current round. */
  let before = new Map<string, Known>();
  let now = new Map<string, Known>();
  const waiting: string[] = [];
  let last: string | null = null;

  /** Records a folder and its subfolders. True when it changed. */
  const visit = async (path: string): Promise<boolean> => {
    const found = await stat(path).catch(() => null);
    // A removed folder changes its parent folder.
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

  const lookOnce = async (all: boolean): Promise<FolderState> => {
    const found = await stat(root).catch(() => null);
    const own = found === null ? 'away' : found.isDirectory() ? 'there' : `${found.size} ${found.mtimeMs}`;
    const isOther = last !== null && last !== own;
    last = own;
    const changed = found?.isDirectory() ? await lookOn(all ? Number.POSITIVE_INFINITY : most) : false;
    if (own === 'away') return 'away';
    return isOther || changed ? 'changed' : 'same';
  };

  // One check at a time: on a slow drive the first check may take longer than the pause between checks.
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
