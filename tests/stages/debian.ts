/** Programs that the tests need from the system. Where this process is root on Debian, a missing one is installed. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Installs Debian's packages; does nothing where that is not possible. */
export function installPackages(packages: readonly string[]): void {
  if (process.getuid?.() !== 0) return;
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/**
 * Makes sure that programs can be run, installing their packages where they are missing.
 * @param packageOf program → Debian package
 * @returns the programs that are missing still
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

/** Whether the file is there and may be executed. */
export function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
