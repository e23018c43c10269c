/**
 * A start in a process of its own: it fetches Electron and is killed as soon as something is unpacked, unless it may
 * `finish`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fetchElectron } from '../../build/fetch-electron.ts';

const [folder = '', finish] = process.argv.slice(2);
const unpacked = join(folder, `.fetching-${process.pid}`, 'dist');
if (finish === undefined)
  setInterval(() => {
    if (existsSync(unpacked)) process.kill(process.pid, 'SIGKILL');
  }, 1);
const fetched = await fetchElectron({
  folder,
  env: process.env,
  signal: new AbortController().signal,
  onProgress: () => {},
});
process.exit(fetched.kind === 'fetched' ? 0 : 1);
