/** Makes the library's files private: other users of the computer cannot read them. */
import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const OTHERS = 0o077;
/**
 * The files that the program makes in a library. A folder that was chosen by mistake, such as a home, keeps its
 * permissions.
 */
const OURS = /^(?:(?:catalog|seal)\.[\w.-]+|library\.json(?:\..*)?|previews|backups|log|unpacked|sample|window)$/;

/**
 * Removes all permissions of other users from the library's own files, and from the folder when it contains nothing
 * else. Never rejects: files of another owner stay unchanged.
 */
export async function keepFromOthers(folder: string): Promise<void> {
  // Windows has no such permissions. A user's own folders are private there.
  if (process.platform === 'win32') return;
  const names = await readdir(folder).catch(() => null);
  if (names === null) return;
  const ours = names.filter((name) => OURS.test(name));
  const paths = ours.map((name) => join(folder, name));
  for (const path of ours.length === names.length ? [folder, ...paths] : paths) {
    const found = await lstat(path).catch(() => null);
    if (!found || found.isSymbolicLink() || (found.mode & OTHERS) === 0) continue;
    await chmod(path, found.mode & 0o7777 & ~OTHERS).catch(() => {});
  }
}
