/**
 * A copy of the checkout for the window's tests. It is needed where the tests run as root, because Chromium's sandbox
 * needs an ordinary user, who may be unable to read the checkout. It is also needed where the runtime needs its own
 * SQLite module, which must not replace the one in the real `node_modules`.
 */
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../desktop/runtime/pinned-packages.ts';

/** A user number without an account. */
const ORDINARY_USER = 12_345;
/** Not copied: made by tools, or large and not needed. */
const LEFT_OUT = new Set(['.git', '.cache', 'dist', 'node_modules', 'test-results']);

export interface Runtime {
  /** The folder of Electron's program. */
  readonly dist: string;
  /** Null: the module in `node_modules` works. */
  readonly sqliteBinding: string | null;
}

export interface StagedProject {
  readonly folder: string;
  /** The folder of Electron's program in the copy. */
  readonly dist: string;
  /** The user whose processes work in the copy; null: this process's own user. */
  readonly user: number | null;
  remove(): void;
}

/** Copies the checkout at `root` and the runtime; the copy gets the runtime's SQLite module. */
export function stageProject(root: string, { dist, sqliteBinding }: Runtime): StagedProject {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-stage-'));
  for (const name of readdirSync(root)) if (!LEFT_OUT.has(name)) run('cp', ['-a', join(root, name), folder]);
  linkFolder(join(root, 'node_modules'), join(folder, 'node_modules'));
  linkFolder(dist, join(folder, 'electron'));
  if (sqliteBinding) {
    const release = join(folder, 'node_modules/better-sqlite3/build/Release');
    mkdirSync(release, { recursive: true });
    cpSync(sqliteBinding, join(release, 'better_sqlite3.node'));
  }
  mkdirSync(join(folder, 'home'));
  const user = process.getuid?.() === 0 ? ORDINARY_USER : null;
  if (user !== null) handOver(folder, user);
  return {
    folder,
    dist: join(folder, 'electron'),
    user,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Uses hard links where the file system allows them: the 24,000 files of `node_modules` then take one second. */
function linkFolder(from: string, to: string): void {
  try {
    run('cp', ['-al', from, to]);
  } catch {
    rmSync(to, { recursive: true, force: true });
    run('cp', ['-a', from, to]);
  }
}

/** Modules and runtime still belong to root, because a hard link has the same owner as its original. */
function handOver(folder: string, user: number): void {
  const own = readdirSync(folder).filter((name) => name !== 'node_modules' && name !== 'electron');
  run('chown', ['-R', `${user}:${user}`, ...own.map((name) => join(folder, name))]);
  chownSync(folder, user, user);
  chmodSync(folder, 0o755);
}

/** Copies the results of the tests for people (traces, screenshots) back into the checkout. */
export function bringBack(staged: StagedProject, root: string, names: readonly string[]): void {
  for (const name of names) {
    const from = join(staged.folder, name);
    if (existsSync(from)) cpSync(from, join(root, name), { recursive: true, force: true });
  }
}
