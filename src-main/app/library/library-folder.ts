/** The default library folder, and places inside a library. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The operating system's per-user data folder for Afterimage. */
export function defaultLibraryFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Afterimage');
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Afterimage');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'afterimage');
}

/** The folder in a library for zips that must be unpacked. */
export const unpackedFolder = (directory: string): string => join(directory, 'unpacked');
