/** Runs the command line as somebody without special rights: root may write everywhere. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CLI, type Ran } from './run.ts';

const ID = 12_345;
const isRoot = process.getuid?.() === 0;

/** Runs it to its end. */
export async function runAsPerson(...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
    ...(isRoot && { uid: ID, gid: ID }),
  });
  const text = async (stream: NodeJS.ReadableStream): Promise<string> =>
    Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>)).toString();
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

/** Gives a folder and everything in it to that person. */
export async function giveToPerson(path: string): Promise<void> {
  if (!isRoot) return;
  await chown(path, ID, ID);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveToPerson(join(path, name));
}

/** Lets a folder and everything in it be written, or not. */
export async function setWritable(path: string, isWritable: boolean): Promise<void> {
  const isFolder = (await lstat(path)).isDirectory();
  if (isWritable) await chmod(path, isFolder ? 0o700 : 0o600);
  for (const name of isFolder ? await readdir(path) : []) await setWritable(join(path, name), isWritable);
  if (!isWritable) await chmod(path, isFolder ? 0o555 : 0o444);
}

/** A small disk of its own at `folder`; false where this computer does not let the tests make one. */
export function mountSmallDisk(folder: string, size: string): boolean {
  return (
    isRoot &&
    process.platform === 'linux' &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=777`, 'none', folder]).status === 0
  );
}

export function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}
