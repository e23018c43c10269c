/**
 * A copy of the checkout for the window's tests. It is needed where the tests run as root (Chromium's sandbox wants an
 * ordinary user, who may not be able to read the checkout), and where the runtime wants an SQLite module of its own,
 * which never goes into the real `node_modules`.
 */
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../desktop/runtime/pinned-packages.ts';

/** A number that no account has. */
const ORDINARY_USER = 12_345;
/** Not copied: made by tools, or large and not needed. */
const LEFT_OUT = new Set(['.git', '.cache', 'dist', 'node_modules', 'test-results']);

export interface Runtime {
  /** The folder of Electron's program. */
  readonly dist: string;
  /** Null: the module in `node_modules` is the right one. */
  readonly sqliteBinding: string | null;
}

export interface StagedProject {
  readonly folder: string;
  /** The folder of Electron's program in the copy. */
  readonly dist: string;
  /** Whose processes work in it; null: this process's own user. */
  readonly user: number | null;
  remove(): void;
}

/** Copies the checkout at `root` and the runtime; the runtime's SQLite module becomes the copy's. */
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

/** Hard links where the file system allows them: the 24,000 files of `node_modules` take a second. */
function linkFolder(from: string, to: string): void {
  try {
    run('cp', ['-al', from, to]);
  } catch {
    rmSync(to, { recursive: true, force: true });
    run('cp', ['-a', from, to]);
  }
}

/** Modules and runtime stay root's: hard links share their owner with the checkout. */
function handOver(folder: string, user: number): void {
  const own = readdirSync(folder).filter((name) => name !== 'node_modules' && name !== 'electron');
  run('chown', ['-R', `${user}:${user}`, ...own.map((name) => join(folder, name))]);
  chownSync(folder, user, user);
  chmodSync(folder, 0o755);
}

/** Takes what the tests left for people (traces, screenshots) back into the checkout. */
export function bringBack(staged: StagedProject, root: string, names: readonly string[]): void {
  for (const name of names) {
    const from = join(staged.folder, name);
    if (existsSync(from)) cpSync(from, join(root, name), { recursive: true, force: true });
  }
}
