/** Tests pictures and videos with embedded generation texts of several programs. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ffmpeg from '@ffmpeg-installer/ffmpeg';
import { describe, expect, test, vi } from 'vitest';
import { readSource } from '../../src-main/formats/registry.ts';
import { openSource } from '../../src-main/formats/source-files/open-source.ts';
import { exif, GRAPH, jpegWith, mp4With, PARAMETERS, pngWith, webpWith, xmp } from '../fixtures/embedded.ts';
import { genId } from '../fixtures/ids.ts';
import { mp4, png, webp } from '../fixtures/media.ts';
import { NOVEMBER, SIGNATURE } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { collect } from './collect.ts';

vi.setConfig({ testTimeout: 60_000 });

async function read(files: Record<string, string | Uint8Array>) {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return collect(folder);
}

const A1111 = {
  kind: 'image',
  prompt: 'a fox in the snow,\nred coat, (sharp:1.2)',
  negativePrompt: 'blurry, dog',
  seed: 1_234_567_890,
  model: 'v1-5-pruned',
  width: 512,
  height: 768,
};
const COMFY = {
  prompt: 'a fox in the snow',
  negativePrompt: 'blurry, and a much longer text that nobody wanted',
  seed: 42,
  model: 'sdxl.safetensors',
};
const FOOOCUS = {
  base_model: 'paint_v8',
  full_prompt: ['a fox of wool, cinematic still'],
  metadata_scheme: 'fooocus',
  negative_prompt: 'ugly',
  prompt: 'a fox of wool',
  resolution: '(1152, 896)',
  seed: '4892184523',
  styles: "['Fooocus V2']",
};
const FOOOCUS_SAYS = {
  kind: 'image',
  prompt: 'a fox of wool',
  negativePrompt: 'ugly',
  seed: 4_892_184_523,
  model: 'paint_v8',
  width: 1152,
  height: 896,
};
const NOVEL = {
  Software: 'NovelAI',
  Source: 'NovelAI Diffusion V3',
  Description: 'a fox',
  Comment: JSON.stringify({ prompt: 'a fox', uc: 'dog', seed: 7, width: 832, height: 1216 }),
};
const JOURNEY = {
  Description: 'a fox in the snow --ar 2:3 --v 6 Job ID: 0a1b2c3d-0000-4000-8000-000000000000',
  Author: 'ada',
  'Creation Time': 'Mon, 06 Nov 2023 12:00:00 GMT',
};
const SWARM = JSON.stringify({
  sui_image_params: { prompt: 'a fox', model: 'flux', seed: 9, width: 1024, height: 1024 },
});

describe('texts of each program', () => {
  test.each([
    ['A1111', 'a.png', pngWith({ parameters: PARAMETERS }), A1111],
    ['A1111, compressed', 'a.png', pngWith({ parameters: PARAMETERS }, 'zTXt'), A1111],
    ['A1111, international', 'a.png', pngWith({ parameters: PARAMETERS }, 'iTXt'), A1111],
    ['A1111 in JPEG', 'a.jpg', jpegWith(exif(PARAMETERS)), A1111],
    ['A1111 in WebP', 'a.webp', webpWith(exif(PARAMETERS)), A1111],
    ['ComfyUI', 'a.png', pngWith({ prompt: JSON.stringify(GRAPH), workflow: '{"nodes": []}' }), COMFY],
    ['ComfyUI in WebP', 'a.webp', webpWith(exif('', `prompt:${JSON.stringify(GRAPH)}`)), COMFY],
    ['ComfyUI in MP4', 'a.mp4', mp4With(JSON.stringify({ prompt: JSON.stringify(GRAPH), workflow: {} })), COMFY],
    [
      'MetaHub in MP4',
      'a.mp4',
      mp4With(JSON.stringify({ videometahub_data: { prompt: 'a fox', seed: 3, model: 'wan' } })),
      { prompt: 'a fox', seed: 3, model: 'wan' },
    ],
    [
      'NovelAI',
      'a.png',
      pngWith(NOVEL),
      {
        kind: 'image',
        prompt: 'a fox',
        negativePrompt: 'dog',
        seed: 7,
        width: 832,
        height: 1216,
        model: 'NovelAI Diffusion V3',
      },
    ],
    [
      'NovelAI in JPEG',
      'a.jpg',
      jpegWith(exif(JSON.stringify(NOVEL))),
      {
        kind: 'image',
        prompt: 'a fox',
        negativePrompt: 'dog',
        seed: 7,
        width: 832,
        height: 1216,
        model: 'NovelAI Diffusion V3',
      },
    ],
    [
      'Fooocus, JSON in PNG',
      'a.png',
      pngWith({ parameters: JSON.stringify(FOOOCUS), fooocus_scheme: 'fooocus' }),
      FOOOCUS_SAYS,
    ],
    ['Fooocus, JSON in JPEG', 'a.jpg', jpegWith(exif(JSON.stringify(FOOOCUS))), FOOOCUS_SAYS],
    [
      'Fooocus MRE',
      'a.png',
      pngWith({
        Comment: JSON.stringify({
          prompt: 'a fox in glass',
          negative_prompt: '',
          style: 'sai-comic book',
          seed: 8_834,
          base_model: 'morph_v10.safetensors',
          software: 'Fooocus 1.0.43 MRE',
        }),
      }),
      {
        kind: 'image',
        prompt: 'a fox in glass',
        seed: 8_834,
        model: 'morph_v10.safetensors',
        preset: 'sai-comic book',
      },
    ],
    [
      'Draw Things',
      'a.png',
      pngWith(
        {
          'XML:com.adobe.xmp': xmp(
            JSON.stringify({ c: 'a fox & <owl>', uc: 'dog', seed: 11, model: 'sd3', size: '512x768', v2: {} }),
          ),
        },
        'iTXt',
      ),
      {
        kind: 'image',
        prompt: 'a fox & <owl>',
        negativePrompt: 'dog',
        seed: 11,
        model: 'sd3',
        width: 512,
        height: 768,
      },
    ],
    [
      'Easy Diffusion',
      'a.png',
      pngWith({ prompt: 'a fox', negative_prompt: 'dog', seed: '12', use_stable_diffusion_model: 'sd-v1-5' }),
      { prompt: 'a fox', negativePrompt: 'dog', seed: 12, model: 'sd-v1-5' },
    ],
    [
      'InvokeAI 2',
      'a.png',
      pngWith({
        'sd-metadata': JSON.stringify({
          model_weights: 'stable-diffusion-1.5',
          image: { prompt: [{ prompt: 'a fox [dog]', weight: 1 }], seed: 13, width: 512, height: 512 },
        }),
      }),
      {
        kind: 'image',
        prompt: 'a fox',
        negativePrompt: 'dog',
        seed: 13,
        width: 512,
        height: 512,
        model: 'stable-diffusion-1.5',
      },
    ],
    [
      'InvokeAI 1',
      'a.png',
      pngWith({ Dream: '"a fox" -s 50 -S 14 -W 512 -H 768 -C 7.5 -A k_lms' }),
      { kind: 'image', prompt: 'a fox', seed: 14, width: 512, height: 768 },
    ],
    [
      'Midjourney',
      'a.png',
      pngWith(JOURNEY),
      {
        kind: 'image',
        prompt: 'a fox in the snow --ar 2:3 --v 6',
        author: 'ada',
        createdMs: Date.UTC(2023, 10, 6, 12),
        dateSource: 'record',
      },
    ],
    [
      'SwarmUI',
      'a.png',
      pngWith({ parameters: SWARM }),
      { prompt: 'a fox', model: 'flux', seed: 9, width: 1024, height: 1024 },
    ],
    [
      'InvokeAI',
      'a.png',
      pngWith({ invokeai_metadata: '{"positive_prompt": "a fox", "seed": 5, "model": {"name": "dream"}}' }),
      { kind: 'image', prompt: 'a fox', seed: 5, model: 'dream' },
    ],
  ])('%s', async (_, name, bytes, claims) => {
    const { documents, records, files, skipped } = await read({ [name]: bytes });
    expect(documents.map(({ format, complete }) => [format, complete])).toEqual([['embedded', true]]);
    expect(records.map(({ ids, file, claims: actual }) => [ids, file, actual])).toEqual([[{}, name, claims]]);
    expect([[...files.keys()], skipped]).toEqual([[name], 0]);
  });
});

test('every text is kept, JSON as JSON, without signatures', async () => {
  const { records } = await read({
    'a.png': pngWith({
      prompt: JSON.stringify(GRAPH),
      workflow: JSON.stringify({ from: `https://x.com/y?${SIGNATURE}` }),
      Note: 'mine',
    }),
  });
  expect(records[0]?.raw).toMatchObject({
    prompt: { 3: { class_type: 'KSampler' } },
    workflow: { from: 'https://x.com/y' },
    Note: 'mine',
  });
});

test('a comment that ffmpeg wrote is found, in a folder and in a zip', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'real.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=5:duration=0.4'];
  await promisify(execFile)(ffmpeg.path, [
    '-v',
    'error',
    '-nostdin',
    ...source,
    '-metadata',
    `comment=${JSON.stringify({ prompt: 'a fox' })}`,
    path,
  ]);
  await writeFiles(folder, {
    'packed.zip': zip([{ name: 'a.png', content: pngWith({ parameters: PARAMETERS }), deflate: true }]),
  });
  const { records } = await collect(folder);
  expect(records.map(({ file, claims }) => [file, claims.prompt])).toEqual([
    ['real.mp4', 'a fox'],
    ['packed.zip/a.png', A1111.prompt],
  ]);
});

test('pictures without generation texts are not documents, and files with Sora ids in their names are not opened', async () => {
  const { documents, files } = await read({
    'plain.png': png('x'),
    'plain.mp4': await mp4('x'),
    'plain.webp': await webp('x'),
    'software.png': pngWith({ Software: 'Paint', Description: 'My holiday', Comment: 'Created with GIMP' }),
    'not.png': 'parameters',
    [`${genId(NOVEMBER, 1)}.png`]: pngWith({ parameters: PARAMETERS }),
  });
  expect(documents).toEqual([]);
  expect(files.size).toBe(6);
});

test('an unchanged file is not opened again', async () => {
  const folder = await tempFolder();
  await writeFiles(folder, { 'a.png': pngWith({ parameters: PARAMETERS }) });
  const types: string[] = [];
  for await (const { type } of readSource(await openSource(folder), { isUnchanged: () => true })) types.push(type);
  expect(types).toEqual(['file']);
});

test('reading ends with circular graphs and with wrong lengths', async () => {
  const circle = {
    1: { class_type: 'KSampler', inputs: { seed: 1, positive: ['2', 0] } },
    2: { class_type: 'X', inputs: { conditioning: ['2', 0] } },
  };
  const long = pngWith({ parameters: PARAMETERS });
  long.writeUInt32BE(0xffffffff, 33);
  const { records } = await read({
    'circle.png': pngWith({ prompt: JSON.stringify(circle) }),
    'long.png': long,
    'cut.png': long.subarray(0, 40),
  });
  expect(records.map(({ claims }) => claims)).toEqual([{ seed: 1 }]);
});
