/** Finds ffmpeg and ffprobe: an override by environment variable, the bundled program, or one on the PATH. */
import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

export type Program = 'ffmpeg' | 'ffprobe';

const OVERRIDES = { ffmpeg: 'AFTERIMAGE_FFMPEG', ffprobe: 'AFTERIMAGE_FFPROBE' } as const;
const BUNDLED = { ffmpeg: '@ffmpeg-installer/ffmpeg', ffprobe: '@ffprobe-installer/ffprobe' } as const;
const found = new Map<Program, string>();

/**
 * The program's path: `AFTERIMAGE_FFMPEG` or `AFTERIMAGE_FFPROBE` when that is executable. Else the bundled program,
 * which is made executable when an archive lost that mode. Else the first on PATH. Null when there is none.
 */
export function programPath(program: Program): string | null {
  const known = found.get(program);
  if (known) return known;
  const path = candidates(program).find(isRunnable) ?? null;
  if (path) found.set(program, path);
  return path;
}

/**
 * The first line of the program's version output, such as "ffmpeg version 7.1"; null when it is missing or does not
 * run.
 */
export function programVersion(program: Program): Promise<string | null> {
  const path = programPath(program);
  if (!path) return Promise.resolve(null);
  return new Promise((resolve) => {
    execFile(path, ['-hide_banner', '-version'], { timeout: 10_000, windowsHide: true }, (error, stdout) => {
      resolve(error ? null : (stdout.split('\n')[0]?.trim() ?? null));
    });
  });
}

function candidates(program: Program): readonly string[] {
  const name = process.platform === 'win32' ? `${program}.exe` : program;
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [process.env[OVERRIDES[program]], bundled(program), ...onPath.map((folder) => join(folder, name))].filter(
    (path): path is string => Boolean(path),
  );
}

/** In a packaged application, the programs are beside the code archive, because they cannot run inside it. */
function bundled(program: Program): string | null {
  try {
    const { path } = createRequire(import.meta.url)(BUNDLED[program]) as { path: string };
    return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
  } catch {
    // The installer throws a string on systems for which it has no program.
    return null;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    // The user has no access to this folder of the PATH.
    return false;
  }
}

function isRunnable(path: string): boolean {
  if (!isFile(path)) return false;
  if (mayRun(path)) return true;
  try {
    chmodSync(path, 0o755);
  } catch {
    // The file belongs to another user. The next candidate is tried.
    return false;
  }
  return mayRun(path);
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
