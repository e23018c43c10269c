/** Fetches Electron in its own process and is killed as soon as something is unpacked; with `finish` it completes. */
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
