/** Files of one person: other users of the computer may not read them. */
import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const OTHERS = 0o077;
/** What the program makes in a library. A folder that was named by mistake, such as a home, keeps its rights. */
const OURS = /^(?:(?:catalog|seal)\.[\w.-]+|library\.json(?:\..*)?|previews|backups|unpacked|sample|window)$/;

/**
 * Takes the rights of all others from what is ours in a library's folder, and from the folder itself where nothing else lies in it.
 * Never rejects: what belongs to somebody else stays as it is.
 */
export async function keepFromOthers(folder: string): Promise<void> {
  // Windows has no such rights; a person's own folders are private there.
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
