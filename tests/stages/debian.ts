/** Checks for programs of the system that the tests need. As root on Debian, installs missing ones. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Installs packages of Debian; does nothing where that is not possible. */
export function installPackages(packages: readonly string[]): void {
  if (process.getuid?.() !== 0) return;
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/**
 * Checks that programs can run, and installs the packages of missing ones.
 * @param packageOf program → Debian package
 * @returns the programs that are still missing
 */
export function ensurePrograms(packageOf: Readonly<Record<string, string>>): readonly string[] {
  const missing = (): string[] => Object.keys(packageOf).filter((name) => !isOnPath(name));
  const before = missing();
  if (before.length > 0) installPackages(before.map((name) => packageOf[name] ?? name));
  return missing();
}

function isOnPath(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => mayRun(join(folder, program)));
}

/** Whether the file exists and is executable. */
export function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
