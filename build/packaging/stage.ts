/** The staging folder: the built program and the packages it needs for one system. The packager takes all of it. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isProgram, isShipped } from './file-filter.ts';
import type { LockedPackage } from './lockfile.ts';
import type { ProductManifest } from './product.ts';
import type { Target } from './target.ts';

export interface StageOptions {
  /** The built checkout. */
  readonly root: string;
  readonly stage: string;
  readonly product: ProductManifest;
  readonly packages: readonly LockedPackage[];
  readonly target: Target;
}

/** Deletes the folder and makes it again. Rejects when a package of another system cannot be fetched. */
export async function makeStage({ root, stage, product, packages, target }: StageOptions): Promise<void> {
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });
  await writeFile(join(stage, 'package.json'), `${JSON.stringify(installedManifest(product), null, 2)}\n`);
  for (const part of ['main', 'preload', 'renderer'])
    await cp(join(root, 'out', part), join(stage, 'out', part), { recursive: true });
  await rm(join(stage, 'out/renderer/.vite'), { recursive: true, force: true });
  for (const locked of packages) {
    const source = await packageFolder(root, locked);
    await copyPackage(source, join(stage, locked.folder), locked.name, target);
  }
}

/** The fields of package.json that Electron and our code read at run time. */
function installedManifest({
  name,
  version,
  description,
  license,
  author,
  type,
  main,
  desktopName,
  dependencies,
}: ProductManifest): object {
  return { name, version, description, license, author, private: true, type, main, desktopName, dependencies };
}

async function copyPackage(source: string, destination: string, name: string, target: Target): Promise<void> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(source, join(entry.parentPath, entry.name)));
  // A package inside another's node_modules belongs to that package.
  const own = files.map((file) => file.split(sep).join('/')).filter((file) => !file.startsWith('node_modules/'));
  for (const file of own.filter((path) => isShipped(name, path, target))) {
    const place = join(destination, file);
    await mkdir(dirname(place), { recursive: true });
    await copyFile(join(source, file), place);
    if (isProgram(name, file, target)) await chmod(place, 0o755);
  }
}

/** The folder of a package; a package for another system is first fetched into the cache. */
async function packageFolder(root: string, locked: LockedPackage): Promise<string> {
  const installed = join(root, locked.folder);
  if (existsSync(installed)) return installed;
  const cached = join(root, '.cache/packages', `${locked.name.replaceAll('/', '+')}-${locked.version}`);
  if (!existsSync(cached)) await fetchPackage(locked, cached);
  return cached;
}

/** Fetches a package from the registry, checks it against the lock file, and unpacks it into `folder`. */
async function fetchPackage({ name, version, integrity }: LockedPackage, folder: string): Promise<void> {
  const work = `${folder}.part`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  const packed = run('npm', ['pack', '--json', '--pack-destination', work, `${name}@${version}`]);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const hash = createHash('sha512').update(await readFile(join(work, filename)));
  if (`sha512-${hash.digest('base64')}` !== integrity)
    throw new Error(`The tarball of ${name}@${version} is not the one of package-lock.json.`);
  run('tar', ['-xzf', filename, '--strip-components=1'], work);
  await rm(join(work, filename));
  await rename(work, folder);
}

/** Runs a program of the system and returns its output. Throws with its error output when it fails. */
export function run(program: string, args: readonly string[], cwd?: string): string {
  // On Windows npm is a script, and only the shell starts scripts.
  const shell = program === 'npm' && process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    shell,
    ...(cwd && { cwd }),
  });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args[0] ?? ''} failed: ${error?.message ?? stderr.trim().slice(-2_000)}`);
}
