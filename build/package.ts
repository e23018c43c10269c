/**
 * `npm run package`: makes the packages that a person can install, for the system it runs on. Options: `--dir` (only
 * the unpacked program), `--targets deb,tar.gz`, `--arch arm64`. More in docs/packaging.md.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Arch, build, Platform } from 'electron-builder';
import { builderConfig } from './packaging/builder-config.ts';
import { writeChecksums } from './packaging/checksums.ts';
import { readComponents } from './packaging/components.ts';
import { type LinuxPackage, makeDeb, makeTarball } from './packaging/linux-packages.ts';
import { lockedVersion, readLockfile, shippedPackages, whyNoPackage } from './packaging/lockfile.ts';
import { PRODUCT_NAME, type ProductManifest, readProduct, readPublisher } from './packaging/product.ts';
import { makeResources } from './packaging/resources.ts';
import { readSigning } from './packaging/signing.ts';
import { makeStage } from './packaging/stage.ts';
import { ARCHITECTURES, KINDS, PLATFORMS, type Target, targetName } from './packaging/target.ts';
import { bringUpToDate } from './page.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUILDER_PLATFORMS = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS } as const;
/** The kinds that the system's own tools make; electron-builder makes the others. */
const OURS: Readonly<Record<string, (linux: LinuxPackage) => Promise<void>>> = { 'tar.gz': makeTarball, deb: makeDeb };

export interface PackageOptions {
  readonly target: Target;
  /** Empty: only the unpacked program. */
  readonly kinds: readonly string[];
  /** The folder for packages; they go into a subfolder named after the target. */
  readonly output: string;
  /** A folder with an unpacked Electron runtime; null: electron-builder fetches one. */
  readonly electronFolder: string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly note: (sentence: string) => void;
}

export interface Packages {
  /** The folder of the unpacked program. */
  readonly unpacked: string;
  readonly files: readonly string[];
  /** The kinds that could not be made, with the reasons. */
  readonly failures: readonly string[];
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), process.env);

async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const note = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  try {
    const made = await makePackages({ ...readOptions(argv, env), note });
    for (const file of [made.unpacked, ...made.files]) process.stdout.write(`${file}\n`);
    for (const failure of made.failures) note(failure);
    return made.failures.length > 0 ? 1 : 0;
  } catch (cause) {
    note(cause instanceof Error ? cause.message : String(cause));
    return 2;
  }
}

function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv): Omit<PackageOptions, 'note'> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      dir: { type: 'boolean' },
      targets: { type: 'string' },
      arch: { type: 'string' },
      output: { type: 'string' },
    },
  });
  const platform = oneOf(process.platform, PLATFORMS, 'system');
  const arch = oneOf(values.arch ?? process.arch, ARCHITECTURES, '--arch');
  const known: readonly string[] = KINDS[platform];
  const kinds = values.dir ? [] : (values.targets?.split(',') ?? known).map((kind) => oneOf(kind, known, '--targets'));
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH;
  return {
    target: { platform, arch },
    kinds,
    output: resolve(values.output ?? join(ROOT, 'dist')),
    electronFolder: folder ? resolve(folder) : null,
    env,
  };
}

function oneOf<T extends string>(word: string, known: readonly T[], name: string): T {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw new Error(`${name}: “${word}” is none of ${known.join(', ')}.`);
  return found;
}

/** Makes the unpacked program and its packages. Rejects when even the unpacked program cannot be made. */
export async function makePackages(options: PackageOptions): Promise<Packages> {
  const work = await prepare(options);
  try {
    const { kinds, target, note, env } = options;
    const others = kinds.filter((kind) => OURS[kind] === undefined);
    // On Linux the unpacked program comes first: the kinds that need only the system's tools are made from it.
    const isStepwise = target.platform === 'linux' || others.length === 0;
    const files = [...(await work.build(isStepwise ? ['dir'] : others))];
    const unpacked = await findUnpacked(work.folder);
    const failures: string[] = [];
    for (const kind of isStepwise ? kinds : []) {
      const make = OURS[kind] ? makeOurs(kind, unpacked, work, options) : work.build([kind], unpacked);
      await make.then(
        (made) => files.push(...made),
        (cause: unknown) =>
          failures.push(`The ${kind} could not be made. ${cause instanceof Error ? cause.message : String(cause)}`),
      );
    }
    for (const sentence of [
      ...(kinds.includes('deb') ? readPublisher(env).notes : []),
      ...readSigning(env, target.platform).notes,
    ])
      note(sentence);
    return { unpacked, files: files.length > 0 ? [...files, await writeChecksums(work.folder, files)] : [], failures };
  } finally {
    await work.clear();
  }
}

interface Work {
  readonly product: ProductManifest;
  readonly folder: string;
  /** Runs electron-builder for some kinds; returns the packages. */
  build(kinds: readonly string[], unpacked?: string): Promise<readonly string[]>;
  clear(): Promise<void>;
}

/** Prepares everything that goes into the program, in folders beside the results. */
async function prepare({ target, output, electronFolder, env }: PackageOptions): Promise<Work> {
  const lock = await readLockfile(join(ROOT, 'package-lock.json'));
  const reason = whyNoPackage(lock, target);
  if (reason !== null) throw new Error(reason);
  const product = await readProduct(join(ROOT, 'package.json'));
  const signing = readSigning(env, target.platform);
  if (!(await bringUpToDate())) throw new Error('Afterimage could not be built; see the reason above.');

  const folder = join(output, targetName(target));
  const [stage, resources] = [join(folder, 'stage'), join(folder, 'resources')];
  await rm(folder, { recursive: true, force: true });
  const packages = shippedPackages(lock, target);
  await makeStage({ root: ROOT, stage, product, packages, target });
  const electronVersion = (await runtimeVersion(electronFolder)) ?? lockedVersion(lock, 'electron');
  const components = await readComponents({ root: ROOT, stage, lock, packages, electronVersion, target });
  await makeResources({ root: ROOT, stage, folder: resources, product, components, target });
  const config = builderConfig({
    product,
    electronVersion,
    electronFolder,
    output: folder,
    resources,
    build: join(ROOT, 'build'),
    signing,
  });
  return {
    product,
    folder,
    async build(kinds, unpacked) {
      const targets = BUILDER_PLATFORMS[target.platform].createTarget([...kinds], Arch[target.arch]);
      const made = await build({ projectDir: stage, config, targets, ...(unpacked && { prepackaged: unpacked }) });
      // electron-builder also lists files that an updater would need.
      return made.filter((file) => /\.(?:AppImage|dmg|zip|exe)$/.test(file));
    },
    clear: async () =>
      void (await Promise.all(
        [stage, resources, join(folder, 'builder-debug.yml')].map((path) => rm(path, { recursive: true, force: true })),
      )),
  };
}

async function makeOurs(
  kind: string,
  unpacked: string,
  { product, folder }: Work,
  { target, env }: PackageOptions,
): Promise<readonly string[]> {
  const file = join(folder, `${PRODUCT_NAME}-${product.version}-linux-${target.arch}.${kind}`);
  await OURS[kind]?.({
    product,
    publisher: readPublisher(env),
    unpacked,
    file,
    target,
    icons: join(ROOT, 'build/icons'),
  });
  return [file];
}

/** The folder of the unpacked program of a target: `linux-unpacked`, `mac-arm64`, …. Rejects when there is none. */
export async function findUnpacked(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.find((entry) => entry.isDirectory() && /^(?:linux|win|mac)(?:-|$)/.test(entry.name));
  if (!found) throw new Error(`There is no unpacked program in ${folder}.`);
  return join(folder, found.name);
}

/** The version of a local runtime, from the file beside its program; null without one. */
async function runtimeVersion(folder: string | null): Promise<string | null> {
  if (folder === null) return null;
  const file = join(folder, 'version');
  if (!existsSync(file)) throw new Error(`There is no Electron runtime in ${folder}.`);
  return (await readFile(file, 'utf8')).trim().replace(/^v/, '');
}
