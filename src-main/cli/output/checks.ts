/** Checks what Afterimage needs: programs, runtime, disk, catalog. Creates and changes nothing. */
import { access, constants, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { defaultLibraryFolder } from '../../app/library/library-folder.ts';
import { BUILT_PAGE } from '../../app/static-page.ts';
import { CATALOG_FILE } from '../../catalog/connection.ts';
import { type Program, programPath, programVersion } from '../../media/programs/programs.ts';
import { isThere } from '../../storage/is-there.ts';
import { logOf } from '../../storage/log.ts';
import { electronPackage, examineRuntime, findElectron } from '../command-line/electron-runtime.ts';
import { isInstalled } from '../command-line/installed.ts';
import { bytes } from './terminal.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** Whether Afterimage cannot work fully without it. */
  readonly essential: boolean;
}

/** Previews soon use up less free space than this. */
const ENOUGH_BYTES = 1e9;

/** Runs all checks for a library. @param library null for the default library */
export async function diagnose(library: string | null): Promise<readonly Check[]> {
  const folder = resolve(library ?? defaultLibraryFolder());
  return Promise.all([
    node(),
    sqlite(),
    program('ffmpeg'),
    program('ffprobe'),
    electron(),
    page(),
    writable(folder),
    space(folder),
    catalog(folder),
    log(folder),
  ]);
}

/** Checks Node.js. A checkout needs a version that runs TypeScript; an installed program contains its own. */
function node(): Check {
  const ok = isInstalled || Boolean(process.features.typescript);
  return { name: 'Node.js', ok, detail: `${process.version}, ${process.execPath}`, essential: true };
}

async function sqlite(): Promise<Check> {
  try {
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(':memory:');
    const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
    const fts5 = (db.pragma('compile_options') as { compile_options: string }[]).some(
      (row) => row.compile_options === 'ENABLE_FTS5',
    );
    db.close();
    return {
      name: 'SQLite',
      ok: fts5,
      detail: `${version}, ${fts5 ? 'with' : 'without'} full-text search (FTS5)`,
      essential: true,
    };
  } catch (cause) {
    return { name: 'SQLite', ok: false, detail: `Cannot be loaded: ${firstLine(cause)}`, essential: true };
  }
}

async function program(name: Program): Promise<Check> {
  const path = programPath(name);
  const version = await programVersion(name);
  const missing = path === null ? 'Not found: no pictures can be made of videos.' : `Does not run: ${path}`;
  const detail = version === null ? missing : `${/version (\S+)/.exec(version)?.[1] ?? version}, ${path}`;
  return { name, ok: version !== null, detail, essential: true };
}

function electron(): Check {
  const path = isInstalled ? `${process.versions.electron}, ${process.execPath}` : findElectron();
  return { name: 'Electron', ok: path !== null, detail: path ?? whyNoElectron(), essential: false };
}

function whyNoElectron(): string {
  const folder = electronPackage();
  if (folder === null) return 'Not installed: Afterimage opens in the browser instead.';
  const runtime = examineRuntime(folder);
  if (runtime.type === 'damaged') return `Not whole: ${runtime.why}. npm start fetches it again.`;
  return 'No runtime here: npm start fetches it, or opens Afterimage in the browser.';
}

async function page(): Promise<Check> {
  const built = await isThere(join(BUILT_PAGE, 'index.html'));
  return { name: 'Page', ok: built, detail: built ? 'Built' : 'Not built yet: npm run build', essential: false };
}

async function writable(folder: string): Promise<Check> {
  const existing = await nearestFolder(folder);
  const file = join(folder, CATALOG_FILE);
  const places = (await isThere(file)) ? [existing, file] : [existing];
  const ok = await Promise.all(places.map((place) => access(place, constants.W_OK))).then(
    () => true,
    () => false,
  );
  const detail = ok
    ? `${folder}${existing === folder ? '' : ' (made when it is needed)'}`
    : `Cannot be written: ${existing}. What is in it can be looked at, but changes cannot be kept.`;
  return { name: 'Library', ok, detail, essential: true };
}

async function space(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(await nearestFolder(folder));
  const free = bavail * bsize;
  return { name: 'Disk space', ok: free >= ENOUGH_BYTES, detail: `${bytes(free)} free`, essential: true };
}

const INTACT = {
  sealed: 'Intact',
  open: 'Intact in its structure; it was not closed in order the last time',
  unread: 'Intact in its structure; its seal cannot be opened where nothing can be written',
} as const;

async function catalog(folder: string): Promise<Check> {
  const check = (ok: boolean, detail: string): Check => ({ name: 'Catalog', ok, detail, essential: true });
  try {
    const { state, sentence, seal } = (await import('../../catalog/keeping/examine.ts')).examineCatalog(folder);
    if (state === 'none') return check(true, 'None yet');
    if (state !== 'sound') return check(false, sentence);
    return check(true, INTACT[seal]);
  } catch (cause) {
    return check(false, `Cannot be read: ${firstLine(cause)}`);
  }
}

/** The log can be missing: it is made when the library is opened for the first time. */
function log(folder: string): Check {
  const { file, bytes: size } = logOf(folder);
  return {
    name: 'Log',
    ok: true,
    detail: size === 0 ? `None yet: ${file}` : `${bytes(size)}, ${file}`,
    essential: false,
  };
}

/** The folder, or its nearest existing parent. */
async function nearestFolder(folder: string): Promise<string> {
  const parent = dirname(folder);
  return (await isThere(folder)) || parent === folder ? folder : nearestFolder(parent);
}

function firstLine(cause: unknown): string {
  return String(cause instanceof Error ? cause.message : cause).split('\n', 1)[0] ?? '';
}
