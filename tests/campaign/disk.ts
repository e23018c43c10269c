/**
 * A disk that counts, logs, refuses or stops the changes of a program: disk.c, compiled where there is a C compiler.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('./disk.c', import.meta.url));

export const NO_COMPILER = 'Left out: it needs Linux and a C compiler (cc).';

export interface DiskWish {
  /** The folder whose changes count. */
  readonly root: string;
  /** A file of 8 bytes that holds the number of changes so far. */
  readonly count?: string;
  /** Ends the process with SIGKILL instead of making this change; the first is 1. */
  readonly kill?: number;
  /** From this change on, the disk is full. */
  readonly full?: number;
  /** The number of changes that are refused; absent: all later ones. */
  readonly refusals?: number;
  /** The log of all changes, for `replay.ts`. */
  readonly log?: string;
}

let library: string | null | undefined;

/** Whether this computer can use it. */
export const hasDisk = (): boolean => compiled() !== null;

/** The environment for a program on such a disk. */
export function diskEnv({ root, count, kill, full, refusals, log }: DiskWish): Record<string, string> {
  const path = compiled();
  if (path === null) throw new Error(NO_COMPILER);
  const said = { COUNT: count, KILL: kill, FULL: full, REFUSALS: refusals, LOG: log };
  const set = Object.entries(said).flatMap(([name, value]) =>
    value === undefined ? [] : [[`AFTERIMAGE_DISK_${name}`, String(value)]],
  );
  // io_uring calls do not pass through the library.
  return { LD_PRELOAD: path, AFTERIMAGE_DISK_ROOT: root, UV_USE_IO_URING: '0', ...Object.fromEntries(set) };
}

/** The number of changes that a program made. */
export const changesIn = (count: string): number => Number(readFileSync(count).readBigInt64LE());

function compiled(): string | null {
  library ??= process.platform === 'linux' ? compile() : null;
  return library;
}

function compile(): string | null {
  const name = createHash('sha256').update(readFileSync(SOURCE)).digest('hex').slice(0, 16);
  const path = join(tmpdir(), `afterimage-disk-${name}.so`);
  if (existsSync(path)) return path;
  const part = `${path}.${process.pid}`;
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', part, SOURCE, '-ldl', '-lpthread']);
  if (status !== 0) return null;
  renameSync(part, path);
  return path;
}
