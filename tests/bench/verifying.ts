/** Verifying a library beside a loop that only reads and hashes the same files, in turns. */
import { execFileSync } from 'node:child_process';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { mp4 } from '../fixtures/media.ts';
import type { Section } from './figure.ts';

/** As many clips as this, of a size that services make. */
const CLIPS = 80;
const CLIP_BYTES = 10 * 1024 * 1024;
/** Measured in turns so often; the best of each counts. */
const TURNS = 8;

export async function benchVerifying(folder: string): Promise<Section> {
  const clips = join(folder, 'to-verify');
  await mkdir(clips);
  for (let at = 0; at < CLIPS; at += 1) {
    const path = join(clips, `clip-${String(at).padStart(3, '0')}.mp4`);
    await writeFile(path, await mp4(`clip ${at}`));
    await truncate(path, CLIP_BYTES);
  }
  const library = await openLibrary({ directory: join(folder, 'verified'), backgroundPreviews: false });
  try {
    const job = await library.jobs.import([clips]);
    await library.jobs.finished(job.id);
    const ours: number[] = [];
    const plain: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      plain.push(
        Number(
          execFileSync(process.execPath, [join(import.meta.dirname, 'plain-verify.ts'), clips], { encoding: 'utf8' }),
        ),
      );
      const began = performance.now();
      await library.verification.now({ sourceId: null, resume: false }, () => {});
      ours.push(performance.now() - began);
    }
    const rate = (times: readonly number[]): number => CLIPS / (Math.min(...times) / 1_000);
    return {
      title: 'Verifying',
      how: `${CLIPS} clips of ${CLIP_BYTES / 1024 / 1024} MB in the cache of the system; four files in parallel in both; the best of ${TURNS} turns.`,
      figures: [
        {
          what: 'originals read again, compared and recorded',
          value: rate(ours),
          unit: 'files/s',
          baseline: { what: 'a loop that only reads and hashes', value: rate(plain) },
        },
      ],
    };
  } finally {
    await library.close();
  }
}
