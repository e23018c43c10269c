/** For which systems packages are made, and of which kinds. */
import { type Lockfile, programPackages } from './lockfile.ts';

export const PLATFORMS = ['linux', 'darwin', 'win32'] as const;
export const ARCHITECTURES = ['x64', 'arm64'] as const;

export interface Target {
  readonly platform: (typeof PLATFORMS)[number];
  readonly arch: (typeof ARCHITECTURES)[number];
}

/** Everything that is made when nothing is asked for. `dir` is the unpacked program, which is always made. */
export const KINDS = {
  linux: ['tar.gz', 'deb', 'AppImage'],
  darwin: ['dmg', 'zip'],
  win32: ['nsis', 'zip'],
} as const satisfies Record<Target['platform'], readonly string[]>;

export const targetName = ({ platform, arch }: Target): string => `${platform}-${arch}`;

/** Why no package can be made for a target, in a sentence; null when one can. */
export function impossible(lock: Lockfile, target: Target): string | null {
  const missing = programPackages(target).filter((name) => lock.packages[`node_modules/${name}`] === undefined);
  if (missing.length === 0) return null;
  const advice = targetName(target) === 'win32-arm64' ? ' The x64 package runs there too: Windows on ARM emulates it.' : '';
  return `There is no package for ${targetName(target)}: ${missing.join(' and ')} ${missing.length === 1 ? 'does' : 'do'} not exist.${advice}`;
}
