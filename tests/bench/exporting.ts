/** Measures exporting against copying: the same originals, in turns on the same disk. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { DEFAULT_NAMES, type ExportForm } from '../../src-main/contract/items/export.ts';
import { mp4 } from '../fixtures/media.ts';
import { type Figure, quantile, type Section } from './figure.ts';
import { runNode } from './process.ts';

const ROUNDS = 5;
const SETS = [
  { what: 'clips of 100 KB', name: 'small', count: 2_000, size: 100_000 },
  { what: 'clips of 8 MB', name: 'clips', count: 200, size: 8_000_000 },
] as const;
const run = promisify(execFile);

export async function benchExport(folder: string): Promise<Section> {
  const figures: Figure[] = [];
  for (const set of SETS) figures.push(...(await measure(folder, set)));
  return {
    title: 'Exporting 2,000 small files and 200 clips',
    how: `Everything into a new folder of the same disk, from files that the system has in memory; medians of ${ROUNDS} in turns. The plain ways are \`cp -a\` of the same originals, which checks nothing, and \`cp -a\` with \`sha256sum\` of the copies, 2 files at a time. A folder also holds three documents for each original; a bag has a SHA-512 of each as well.`,
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
  const times = { folder: [] as number[], bag: [] as number[], cp: [] as number[], verified: [] as number[] };
  const timed = async (into: number[], work: () => Promise<unknown>): Promise<void> => {
    await run('sync');
    const begun = performance.now();
    await work();
    into.push((performance.now() - begun) / 1000);
    await rm(target, { recursive: true, force: true });
  };
  const exported = async (as: ExportForm): Promise<void> => {
    const { id } = library.exports.start({
      directory: target,
      as,
      name: DEFAULT_NAMES,
      selection: { type: 'query', q: '', except: [] },
    });
    const { state, error } = await library.jobs.finished(id);
    if (state !== 'done') throw new Error(error ?? state);
  };
  const copied = (): Promise<unknown> => run('cp', ['-a', source, target]);
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await timed(times.cp, copied);
      await timed(times.folder, () => exported('folder'));
      await timed(times.verified, async () => {
        await copied();
        await run('sh', ['-c', `find '${target}' -type f -print0 | xargs -0 -n 50 -P 2 sha256sum > /dev/null`]);
      });
      await timed(times.bag, () => exported('bag'));
    }
  } finally {
    await library.close();
  }
  const rate = (seconds: readonly number[]): number => count / quantile(seconds, 0.5);
  const baseline = [
    { what: 'cp -a', value: rate(times.cp) },
    { what: 'cp -a, sha256sum', value: rate(times.verified) },
  ];
  return [
    { what: `${what}, as a folder`, value: rate(times.folder), unit: 'files/s', baseline },
    { what: `${what}, as a bag`, value: rate(times.bag), unit: 'files/s', baseline },
  ];
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
