/** Reads package-lock.json: the packages that the program needs at run time. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Target, targetName } from './target.ts';

const Entry = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().default(false),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
});
const Lockfile = z.object({ packages: z.record(z.string(), Entry) });
export type Lockfile = z.infer<typeof Lockfile>;

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Its place below the project's folder: `node_modules/…`. */
  readonly folder: string;
  /** In npm's form: `sha512-<base64>`. */
  readonly integrity: string;
}

/** Packages with headers, which others need only to be compiled. */
const BUILD_ONLY: ReadonlySet<string> = new Set(['node-addon-api']);

export async function readLockfile(file: string): Promise<Lockfile> {
  return Lockfile.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** The packages that are shipped with a program for `target`, in the order of their folders. */
export function shippedPackages(lock: Lockfile, target: Target): readonly LockedPackage[] {
  return Object.entries(lock.packages).flatMap(([folder, { version, integrity, dev, os, cpu }]) => {
    const name = packageName(folder);
    if (name === null || dev || !version || !integrity || BUILD_ONLY.has(name)) return [];
    if ((os && !os.includes(target.platform)) || (cpu && !cpu.includes(target.arch))) return [];
    return [{ name, version, folder, integrity }];
  });
}

/** The names of the packages with ffmpeg and ffprobe for a target, whether they exist or not. */
export function programPackages({ platform, arch }: Target): readonly [ffmpeg: string, ffprobe: string] {
  return [`@ffmpeg-installer/${platform}-${arch}`, `@ffprobe-installer/${platform}-${arch}`];
}

/** The locked version of a package. Throws when the lock file does not list it. */
export function lockedVersion(lock: Lockfile, name: string): string {
  const version = lock.packages[`node_modules/${name}`]?.version;
  if (version === undefined) throw new Error(`package-lock.json does not name ${name}. Run “npm install”.`);
  return version;
}

function packageName(folder: string): string | null {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(folder)?.[1] ?? null;
}

/** Why no package can be made for a target, in one sentence; null when it can. */
export function whyNoPackage(lock: Lockfile, target: Target): string | null {
  const missing = programPackages(target).filter((name) => lock.packages[`node_modules/${name}`] === undefined);
  if (missing.length === 0) return null;
  const advice =
    targetName(target) === 'win32-arm64' ? ' The x64 package runs there too: Windows on ARM emulates it.' : '';
  return `There is no package for ${targetName(target)}: ${missing.join(' and ')} ${missing.length === 1 ? 'does' : 'do'} not exist.${advice}`;
}
