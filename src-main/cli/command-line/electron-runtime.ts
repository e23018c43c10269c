/** Finds and checks the Electron runtime. The npm package does not contain it; `npm start` downloads it. */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Whether a runtime can be started; `why` says what is damaged. */
export type RuntimeState =
  | { readonly type: 'whole'; readonly program: string }
  | { readonly type: 'missing' }
  | { readonly type: 'damaged'; readonly why: string };

/** The unpacked files: sizes in bytes by path below `dist`. Stored beside `dist` as FILE_LIST. */
export interface FileList {
  readonly version: string;
  readonly files: Readonly<Record<string, number>>;
}

/** Written just before `path.txt`. A runtime from Electron's own installer has no such file. */
export const FILE_LIST = 'dist-files.json';

const EXECUTABLE: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The executable's path below `dist`, as `path.txt` names it. */
export const executable = EXECUTABLE[process.platform] ?? 'electron';

/** The folder of the installed electron package; null when it is not installed. */
export function electronPackage(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/**
 * The runtime's program: from ELECTRON_OVERRIDE_DIST_PATH, otherwise from the package if it is complete. Null when
 * there is none.
 */
export function findElectron(): string | null {
  const override = overridden();
  if (override !== null) return override;
  const folder = electronPackage();
  const runtime = folder === null ? null : examineRuntime(folder);
  return runtime?.type === 'whole' ? runtime.program : null;
}

/** The program in ELECTRON_OVERRIDE_DIST_PATH; null when it is not set or has no program. */
export function overridden(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return null;
  const program = join(folder, executable);
  return sizeOf(program) === null ? null : program;
}

/** The runtime folder of a program. */
export function distOf(program: string): string {
  return program.slice(0, -executable.length - 1);
}

/**
 * Checks the runtime of an electron package. `path.txt` is written last, so without it the unpacking was interrupted.
 * The sizes of all files (about 80) are compared, because a truncated file makes the program crash without a message.
 */
export function examineRuntime(folder: string): RuntimeState {
  if (sizeOf(join(folder, 'dist')) === null) return { type: 'missing' };
  if (read(join(folder, 'path.txt')) !== executable) return { type: 'damaged', why: 'its unpacking was interrupted' };
  const version = packageVersion(folder);
  const found = read(join(folder, 'dist', 'version'))
    ?.trim()
    .replace(/^v/, '');
  if (found !== version)
    return { type: 'damaged', why: `it is ${found ? `version ${found}` : 'of no known version'}, not ${version}` };
  const program = join(folder, 'dist', executable);
  const fault = faultIn(folder, { [executable]: null, ...listedFiles(folder, version) });
  if (fault !== null) return { type: 'damaged', why: fault };
  const mayRun = process.platform === 'win32' || (statSync(program).mode & 0o111) !== 0;
  return mayRun ? { type: 'whole', program } : { type: 'damaged', why: `${executable} is not marked as a program` };
}

/** The runtime version that an electron package needs. */
export function packageVersion(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The first file that is missing or has a wrong size; a size of null means any size above zero. */
function faultIn(folder: string, files: Readonly<Record<string, number | null>>): string | null {
  for (const [path, expected] of Object.entries(files)) {
    const size = sizeOf(join(folder, 'dist', path));
    if (size === null) return `${path} is missing`;
    if (expected === null ? size === 0 : size !== expected) return `${path} is damaged`;
  }
  return null;
}

/** The listed files; empty for an unreadable list or one of another version. */
function listedFiles(folder: string, version: string): FileList['files'] {
  try {
    const list = JSON.parse(read(join(folder, FILE_LIST)) ?? '{}') as Partial<FileList>;
    return list.version === version ? (list.files ?? {}) : {};
  } catch {
    return {};
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
