/** Measures exporting against copying: the same originals, in turns on the same disk. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import type { ExportForm } from '../../src-main/contract/items/export.ts';
import { runExport } from '../app/export/exported.ts';
import { mp4 } from '../fixtures/media.ts';
import { type Figure, quantile, type Section } from './figure.ts';
import { runNode } from './process.ts';

const ROUNDS = 5;
/** Rounds from the disk to the disk: each takes as long as the disk needs. */
const DISK_ROUNDS = 3;
/** Empties the cache of the system (Linux, root). */
const DROP_CACHES = '/proc/sys/vm/drop_caches';
const SETS = [
  { what: 'clips of 100 KB', name: 'small', count: 1_000, size: 100_000 },
  { what: 'clips of 8 MB', name: 'clips', count: 60, size: 8_000_000 },
] as const;
const run = promisify(execFile);

export async function benchExport(folder: string): Promise<Section> {
  const figures: Figure[] = [];
  for (const set of SETS) figures.push(...(await measure(folder, set)));
  return {
    title: 'Exporting 1,000 small files and 60 clips',
    how: `All items into a new folder on the same disk; medians, in turns. In the cache: the originals are in the cache of the system, and nothing waits for the disk; medians of ${ROUNDS}. On the disk: the originals are read from the disk (as root on Linux), and each way ends with \`sync\`; medians of ${DISK_ROUNDS}. The plain ways are \`cp -a\` of the originals, which checks nothing; \`cp -a\` of a finished export, which has three documents beside each original; and \`cp -a\` of the originals with \`sha256sum\` of the copies, 2 files at a time. A bag also has a SHA-512 of each.`,
    figures,
  };
}

async function measure(folder: string, { what, name, count, size }: (typeof SETS)[number]): Promise<Figure[]> {
  const source = join(folder, `export-${name}`);
  await writeOriginals(source, count, size);
  const directory = join(folder, `library-export-${name}`);
  await runNode(['src-main/cli.ts', '--library', directory, '--json', 'import', source]);
  const library = await openLibrary({ directory, backgroundPreviews: false });
  const target = join(folder, 'exported');
  const finished = join(folder, 'exported-before');
  const exportTo = async (place: string, as: ExportForm): Promise<void> => {
    const { state, error } = await runExport(library, { directory: place, as });
    if (state !== 'done') throw new Error(error ?? state);
  };
  const copy = (from: string) => (): Promise<unknown> => run('cp', ['-a', from, target]);
  const verify = (): Promise<unknown> =>
    run('sh', ['-c', `find '${target}' -type f -print0 | xargs -0 -n 50 -P 2 sha256sum > /dev/null`]);
  const ways = {
    'cp -a': copy(source),
    folder: () => exportTo(target, 'folder'),
    'cp -a, sha256sum': async () => {
      await copy(source)();
      await verify();
    },
    bag: () => exportTo(target, 'bag'),
    'cp -a of the export': copy(finished),
  };
  const timed = async (way: () => Promise<unknown>, isFromDisk: boolean): Promise<number> => {
    await run('sync');
    if (isFromDisk) await writeFile(DROP_CACHES, '3').catch(() => {});
    const begun = performance.now();
    await way();
    if (isFromDisk) await run('sync');
    const seconds = (performance.now() - begun) / 1000;
    await rm(target, { recursive: true, force: true });
    return seconds;
  };
  /** Files per second of each way, the ways in turns. */
  const ratesOf = async (rounds: number, isFromDisk: boolean): Promise<Record<keyof typeof ways, number>> => {
    const times = Object.fromEntries(Object.keys(ways).map((way) => [way, [] as number[]]));
    for (let round = 0; round < rounds; round++)
      for (const [way, work] of Object.entries(ways)) times[way]?.push(await timed(work, isFromDisk));
    return Object.fromEntries(
      Object.entries(times).map(([way, seconds]) => [way, count / quantile(seconds, 0.5)]),
    ) as Record<keyof typeof ways, number>;
  };
  try {
    await exportTo(finished, 'folder');
    const figures: Figure[] = [];
    for (const [place, rounds] of [
      ['in the cache', ROUNDS],
      ['on the disk', DISK_ROUNDS],
    ] as const) {
      const rates = await ratesOf(rounds, place === 'on the disk');
      const baseline = (['cp -a', 'cp -a of the export', 'cp -a, sha256sum'] as const).map((way) => ({
        what: way,
        value: rates[way],
      }));
      for (const as of ['folder', 'bag'] as const)
        figures.push({ what: `${what}, ${place}, as a ${as}`, value: rates[as], unit: 'files/s', baseline });
    }
    return figures;
  } finally {
    await library.close();
    await rm(finished, { recursive: true, force: true });
  }
}

/** A clip each, made its own by a last box that players skip. */
async function writeOriginals(folder: string, count: number, size: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const clip = await mp4('export');
  const rest = Buffer.alloc(size - clip.length);
  rest.writeUInt32BE(rest.length, 0);
  rest.write('free', 4, 'latin1');
  for (let at = 0; at < count; at++) {
    rest.write(createHash('sha256').update(String(at)).digest('hex'), 8, 'latin1');
    await writeFile(
      join(folder, `clip ${String(at).padStart(4, '0')} a tram leaves at dusk.mp4`),
      Buffer.concat([clip, rest]),
    );
  }
}
