/**
 * The plain way to verify files: read and hash them, as many at once as verifying does, at its priority. Prints ms.
 * `node plain-verify.ts FOLDER`
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { READING } from '../../src-main/import/verify/verify.ts';
import { hashFile } from '../../src-main/media/hash.ts';
import { giveWay } from '../../src-main/threads/lower-priority.ts';

const folder = process.argv[2] ?? '.';
giveWay();
const names = readdirSync(folder);
const began = performance.now();
let next = 0;
const work = async (): Promise<void> => {
  for (let at = next++; at < names.length; at = next++) await hashFile(join(folder, names[at] as string));
};
await Promise.all(Array.from({ length: READING }, work));
process.stdout.write(String(performance.now() - began));
