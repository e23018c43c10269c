/** The plain way to read sidecars: list the folder, read every note, parse those that are JSON. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns how many notes there are. */
export async function readPairs(folder: string): Promise<number> {
  let notes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    if (!/\.(?:json|txt)$/.test(name)) continue;
    const text = await readFile(join(folder, name), 'utf8');
    if (name.endsWith('.json')) JSON.parse(text);
    notes++;
  }
  return notes;
}
