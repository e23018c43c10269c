/** Where the Electron runtime is, if it is there at all: the npm package alone holds none. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const EXECUTABLE: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The folder of the installed electron package; null when it is not installed. */
export function electronPackage(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** The runtime's program: in ELECTRON_OVERRIDE_DIST_PATH, else in the package. Null when there is none. */
export function findElectron(): string | null {
  const folder = electronPackage();
  const folders = [process.env.ELECTRON_OVERRIDE_DIST_PATH, folder && join(folder, 'dist')].filter((path) => path != null && path !== '');
  return folders.map((path) => join(String(path), EXECUTABLE[process.platform] ?? 'electron')).find((path) => existsSync(path)) ?? null;
}
