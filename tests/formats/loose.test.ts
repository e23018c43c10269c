/** Tests files without a document: the claims from their names, for every pattern of the web app and the tools. */
import { expect, test } from 'vitest';
import { hexId, key } from '../fixtures/ids.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { collect } from './collect.ts';

const MADE = Date.UTC(2025, 3, 12, 18, 4, 30);
const K = key(MADE, 1);
const TASK = key(MADE - 9_000, 2);
const H = hexId(MADE, 3);
const GEN = { gen: `gen_${K}` };
const POST = { post: `s_${H}` };

test.each([
  [`20250412_1804_Paper Boats_simple_compose_${K}.mp4`, GEN],
  [`20250412_1804_Paper%20Boats_storyboard_${K} (1).png`, GEN],
  [`20250412_1804_New Video_remix_${K}_2.gif`, GEN],
  [`cropped-20250412_1804_Ünï-cödé_loop_${K}-ab12cd.webp`, GEN],
  [`001-6_20241112_0416_Title_remix_${K}.mp4.mp4`, GEN],
  [`20251104_0211_${K}.mp4`, GEN],
  [`19700121_0231_${H}.mp4`, POST],
  [`sora-draft-${K}.mp4`, GEN],
  [`gen_gen_${K}--Paper_slug.webp`, GEN],
  [`sora_task_${TASK}_gen_${K}.mp4`, { ...GEN, task: `task_${TASK}` }],
  [`sora_${TASK}_${K}.png`, { ...GEN, task: `task_${TASK}` }],
  [`sora_gen_${K}.mp4`, GEN],
  [`cleaned_gen_${K}.mp4`, GEN],
  [`slug-of_videos_s_${H}.mp4`, POST],
  [`s_${H}-attachment-1.mp4`, POST],
  [`11042025-s_${H}.mp4`, POST],
  [`video_${H}.mp4`, { api: `video_${H}` }],
  [`${H}.mp4`, { stem: H }],
  ['Sora_1744481070_01jrnjs248e6_1.webp', {}],
  ['0a1b2c3d4e5f4a1b8c2d3e4f5a6b7c8d_media.mp4', {}],
  ['ChatGPT Image 12. Apr. 2025, 18_04_30.png', {}],
  ['ada_fox_0a1b2c3d-0000-4000-8000-000000000000_1.png', {}],
  ['remix_0001.mp4', {}],
])('%s', async (name, ids) => {
  const folder = await tempFolder();
  await writeFiles(folder, { [name]: 'x' });
  const { files, documents } = await collect(folder);
  expect(files.get(name)).toMatchObject({ ids, role: 'original' });
  expect(documents).toEqual([]);
});

test('a thumbnail or variant gets its role only when its name has an id', async () => {
  const folder = await tempFolder();
  await writeFiles(folder, {
    [`thumbnail_s_${H}.jpg`]: 'x',
    'thumbnail.jpg': 'y',
    [`no-watermark/lost/s_${H}.mp4`]: 'z',
    'watermark/a.mp4': 'w',
  });
  const { files } = await collect(folder);
  expect(Object.fromEntries([...files].map(([name, { role }]) => [name, role]))).toEqual({
    [`thumbnail_s_${H}.jpg`]: 'thumbnail',
    'thumbnail.jpg': 'original',
    [`no-watermark/lost/s_${H}.mp4`]: 'no-watermark',
    'watermark/a.mp4': 'original',
  });
});
