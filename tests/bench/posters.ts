/** Measures making posters, against a shell loop over the same ffmpeg. */
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { programPath } from '../../src-main/media/programs/programs.ts';
import { writeClips } from './archives.ts';
import type { Section } from './figure.ts';
import { run, runNode } from './process.ts';

const CLIPS = 240;

export async function benchPosters(folder: string): Promise<Section> {
  const clips = join(folder, 'clips');
  const library = join(folder, 'library-clips');
  await writeClips(clips, CLIPS);
  await runNode(['src-main/cli.ts', '--library', library, '--json', 'import', clips]);
  const loop = await shellLoop(clips, join(folder, 'loop'));
  const made = await runNode(['src-main/cli.ts', '--library', library, '--json', 'previews']);
  const count = (JSON.parse(made.stdout) as { made: number }).made;
  return {
    title: `Posters of ${CLIPS} clips`,
    how: `Ten seconds each, 704 × 1280, H.264. The plain way is the same ffmpeg in a shell loop, ${availableParallelism()} at a time, with the same decoding, scaling, encoding and low priority. Afterimage also checks each picture, makes its placeholder and stores both.`,
    figures: [
      {
        what: 'posters',
        value: count / made.seconds,
        unit: 'posters/s',
        baseline: { what: 'shell loop', value: CLIPS / loop },
      },
    ],
  };
}

async function shellLoop(clips: string, out: string): Promise<number> {
  await mkdir(out, { recursive: true });
  const ffmpeg = `nice -n 10 '${programPath('ffmpeg')}' -nostdin -loglevel error -y -threads 1 -skip_frame nokey`;
  const one = `${ffmpeg} -i "$1" -frames:v 1 -vf scale=480:480:force_original_aspect_ratio=decrease -threads 1 -c:v libwebp -quality 75 -compression_level 2 '${out}'/"$(basename "$1")".webp`;
  const { seconds } = await run('sh', [
    '-c',
    `find '${clips}' -name '*.mp4' -print0 | xargs -0 -n 1 -P ${availableParallelism()} sh -c '${one.replaceAll("'", "'\\''")}' sh`,
  ]);
  return seconds;
}
