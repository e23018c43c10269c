/** The window's runtime: where it is, and whether it is whole. The npm package alone holds none; `npm start` fetches it. */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Whether a runtime can be started: `why` says in a few words what is wrong with a damaged one. */
export type RuntimeState =
  | { readonly state: 'whole'; readonly program: string }
  | { readonly state: 'missing' }
  | { readonly state: 'damaged'; readonly why: string };

/** What was unpacked: sizes in bytes by path below `dist`. Lies beside `dist` as FILE_LIST. */
export interface FileList {
  readonly version: string;
  readonly files: Readonly<Record<string, number>>;
}

/** Written last but one, before `path.txt`; a runtime that Electron's own installer unpacked has none. */
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

/** The runtime's program: in ELECTRON_OVERRIDE_DIST_PATH, else in the package when it is whole there. Null when there is none. */
export function findElectron(): string | null {
  const override = overridden();
  if (override !== null) return override;
  const folder = electronPackage();
  const runtime = folder === null ? null : examineRuntime(folder);
  return runtime?.state === 'whole' ? runtime.program : null;
}

/** The program in ELECTRON_OVERRIDE_DIST_PATH; null when that names none. */
export function overridden(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return null;
  const program = join(folder, executable);
  return sizeOf(program) === null ? null : program;
}

/** The folder of the runtime that a program belongs to. */
export function distOf(program: string): string {
  return program.slice(0, -executable.length - 1);
}

/**
 * Looks at the runtime of an electron package. `path.txt` is written last, so without it an unpacking did not end; the sizes of
 * all files (some 80) are compared because a truncated file only makes the program crash without a word.
 */
export function examineRuntime(folder: string): RuntimeState {
  if (sizeOf(join(folder, 'dist')) === null) return { state: 'missing' };
  if (read(join(folder, 'path.txt')) !== executable) return { state: 'damaged', why: 'its unpacking was interrupted' };
  const version = packageVersion(folder);
  const found = read(join(folder, 'dist', 'version'))
    ?.trim()
    .replace(/^v/, '');
  if (found !== version) return { state: 'damaged', why: `it is ${found ? `version ${found}` : 'of no known version'}, not ${version}` };
  const program = join(folder, 'dist', executable);
  const fault = faultIn(folder, { [executable]: null, ...listedFiles(folder, version) });
  if (fault !== null) return { state: 'damaged', why: fault };
  const mayRun = process.platform === 'win32' || (statSync(program).mode & 0o111) !== 0;
  return mayRun ? { state: 'whole', program } : { state: 'damaged', why: `${executable} is not marked as a program` };
}

/** The version that an electron package wants its runtime to have. */
export function packageVersion(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The first file that is not there or has another size; a size of null stands for any but zero. */
function faultIn(folder: string, files: Readonly<Record<string, number | null>>): string | null {
  for (const [path, expected] of Object.entries(files)) {
    const size = sizeOf(join(folder, 'dist', path));
    if (size === null) return `${path} is missing`;
    if (expected === null ? size === 0 : size !== expected) return `${path} is damaged`;
  }
  return null;
}

/** A list that cannot be read, or is another version's, says nothing. */
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
