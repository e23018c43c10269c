/** How large the installed program is, beside the Electron runtime alone. */
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePackages } from '../../build/package.ts';
import type { Target } from '../../build/packaging/target.ts';
import { findRuntime } from '../stages/window-machine.ts';
import type { Figure, Section } from './figure.ts';

export async function benchPackages(): Promise<Section> {
  const { dist } = await findRuntime();
  const output = await mkdtemp(join(tmpdir(), 'afterimage-packages-'));
  try {
    const target = { platform: process.platform, arch: process.arch } as Target;
    const { unpacked } = await makePackages({
      target,
      kinds: [],
      output,
      electronFolder: dist,
      env: process.env,
      note: () => {},
    });
    const resources = join(unpacked, ...(process.platform === 'darwin' ? ['Contents', 'Resources'] : ['resources']));
    const figure = (what: string, bytes: number): Figure => ({ what, value: bytes / 1e6, unit: 'MB', baseline: null });
    const whole = figure('unpacked, as it is installed', await sizeOf(unpacked));
    return {
      title: 'The size of a package',
      how: `The unpacked program for ${process.platform} ${process.arch}, made with the Electron runtime of the tests. The plain way is that runtime alone.`,
      figures: [
        { ...whole, baseline: { what: 'Electron alone', value: (await sizeOf(dist)) / 1e6 } },
        figure('of it the program, its packages and the page', await sizeOf(join(resources, 'app.asar'))),
        figure('of it ffmpeg, ffprobe and SQLite', await sizeOf(join(resources, 'app.asar.unpacked'))),
      ],
    };
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/** The bytes of a file, or of all files below a folder. Links count for themselves. */
async function sizeOf(path: string): Promise<number> {
  const info = await lstat(path);
  if (!info.isDirectory()) return info.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
