/** Synthetic exports of any size, for measuring only. */
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from '../../src-main/media/programs/ffmpeg.ts';
import { type ExportRecord, exportJson } from '../../src-main/sample/plan.ts';
import { genId, taskId } from '../fixtures/ids.ts';

const PARTS = 3;
const FIRST = Date.UTC(2025, 1, 1);
const MINUTE = 60_000;

const PROMPTS = [
  'a paper dragon over the rooftops at dusk, lanterns drifting, slow tracking shot, 35mm, no text',
  'rain on a window at night, neon bokeh, extreme close-up, lofi mood @ada.inkfox',
  '雨后的老巷，两排红灯笼一直延伸到尽头，地面倒映着灯光，第一人称缓慢向前',
  '池を真上から見たカット。錦鯉が睡蓮の葉のあいだをゆっくり泳ぎ、雨粒の輪が広がる。',
  'Shot 1:\nduration: 5.0sec\nScene: a tram leaves\n\nShot 2:\nduration: 5.0sec\nScene: the stop stays empty',
];

/** A PNG of one grey pixel; what follows its end is ignored by readers, and makes each file its own. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** Writes an official export of `count` records in three parts; with `media`, a tiny picture for each. */
export async function writeExport(folder: string, count: number, media: boolean): Promise<void> {
  for (let part = 0; part < PARTS; part++) {
    const home = join(folder, `sora-data-files-export-${part + 1}`);
    await mkdir(home, { recursive: true });
    const from = Math.floor((count * part) / PARTS);
    const records = Array.from({ length: Math.floor((count * (part + 1)) / PARTS) - from }, (_, i) =>
      record(count - from - i),
    );
    await writeFile(join(home, 'generations.json'), exportJson(records));
    if (media)
      await inTurns(records, ({ id }) => writeFile(join(home, `${id}.png`), Buffer.concat([PIXEL, Buffer.from(id)])));
  }
}

function record(number: number): ExportRecord {
  const made = FIRST + number * 5 * MINUTE;
  return {
    id: genId(made, number),
    task_id: taskId(made - MINUTE, Math.floor(number / 4)),
    width: number % 3 === 0 ? 640 : 352,
    height: number % 3 === 0 ? 352 : 640,
    title: 'New Video',
    prompt: `${PROMPTS[number % PROMPTS.length]} take ${number}`,
    url: `https://videos.openai.com/az/files/00000000-0000-7280-8000-${String(number).padStart(12, '0')}%2Fraw?se=2026-04-13&sig=REMOVED`,
  };
}

/**
 * Writes `count` ten-second clips as the service made them: a few are encoded, the rest are copies that differ in a
 * last box.
 */
export async function writeClips(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const masters = await Promise.all([0, 1, 2, 3].map((hue) => encodeMaster(folder, hue)));
  await inTurns(
    Array.from({ length: count }, (_, i) => i),
    async (i) => {
      const path = join(folder, `${genId(FIRST + i * MINUTE, i)}.mp4`);
      await writeFile(path, masters[i % masters.length] ?? Buffer.alloc(0));
      await appendFile(path, freeBox(`copy ${i}`));
    },
  );
}

async function encodeMaster(folder: string, hue: number): Promise<Buffer> {
  const target = join(folder, `master-${hue}.mp4`);
  const made = await runFfmpeg(
    {
      input: ['-y', '-loglevel', 'error', '-f', 'lavfi'],
      source: `testsrc2=s=704x1280:r=30:d=10,hue=h=${hue * 90}`,
      output: [
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-g',
        '150',
        '-pix_fmt',
        'yuv420p',
        '-movflags',
        '+faststart',
      ],
      target,
    },
    { timeoutMs: 300_000 },
  );
  if (!made.ok) throw new Error(made.failure.message);
  const bytes = await readFile(target);
  await rm(target);
  return bytes;
}

/** A box that players skip. */
function freeBox(text: string): Buffer {
  const box = Buffer.alloc(8 + text.length);
  box.writeUInt32BE(box.length, 0);
  box.write(`free${text}`, 4, 'latin1');
  return box;
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < items.length; at += 64) await Promise.all(items.slice(at, at + 64).map(work));
}
