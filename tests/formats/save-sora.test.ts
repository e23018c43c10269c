/** Tests save-sora's libraries: parts, variants, memberships, values of several lines, payloads. */
import { expect, test, vi } from 'vitest';
import { genId, hexId, taskId } from '../fixtures/ids.ts';
import { savedPost, sidecar } from '../fixtures/save-sora.ts';
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

test('sidecars find their media in any part of a library, each with its variant', async () => {
  const [one, two] = [savedPost(1), savedPost(2)];
  const posts = 'save-sora-library/me/published/posts';
  const { documents, records, files, codes, skipped } = await read({
    'save-sora-library.part-01-of-02.zip': zip([
      { name: 'save-sora-library/README-EXTRACTION.txt', content: 'Read me: unpack all parts.' },
      { name: `${posts}/watermark/${one.stem}.txt`, content: sidecar(one.fields, one.payload), deflate: true },
      { name: `${posts}/watermark/${one.stem}.mp4`, content: 'a' },
      { name: `${posts}/no-watermark/${two.stem}.txt`, content: sidecar(two.fields, two.payload) },
    ]),
    'save-sora-library.part-02-of-02.zip': zip([{ name: `${posts}/no-watermark/${two.stem}.mp4`, content: 'b' }]),
  });
  expect(documents.map(({ format, complete, records: of }) => [format, complete, of.length])).toEqual([
    ['save-sora', true, 1],
    ['save-sora', true, 1],
  ]);
  expect(records.map(({ ids }) => ids)).toEqual([one, two].map(({ gen, post, task }) => ({ gen, post, task })));
  expect([...files.values()].map(({ ids, role }) => [ids, role])).toEqual([
    [{ gen: one.gen, post: one.post }, 'watermark'],
    [{ gen: two.gen, post: two.post }, 'no-watermark'],
  ]);
  expect([codes, skipped]).toEqual([[], 0]);
});

test('a sidecar’s fields are all kept, without signatures', async () => {
  const one = savedPost(1);
  const { records } = await read({
    [`save-sora-library/me/published/posts/watermark/${one.stem}.txt`]: sidecar(one.fields, one.payload),
  });
  expect(records[0]?.claims).toMatchObject({
    kind: 'video',
    prompt: 'lighthouse 1 blinking in morse\nat night: no wind',
    durationSeconds: 10.1,
    width: 352,
    height: 640,
    author: 'ada',
    collections: ['profile'],
    dateSource: 'sidecar',
  });
  expect(records[0]?.claims.title).toBeUndefined();
  expect(records[0]?.raw).toMatchObject({
    video_id: one.post,
    like_count: '4',
    raw_payload_json: { post: { like_count: 4 } },
  });
  expect(JSON.stringify(records)).not.toContain(SIGNATURE);
});

test('the payload wins over the lines, and a damaged payload is dropped alone', async () => {
  const one = savedPost(1);
  const fields = { ...one.fields, prompt: 'shortened…', width: 1 };
  const { records } = await read({
    [`save-sora-library/liked/watermark/${one.stem}.txt`]: sidecar(fields, one.payload),
    [`save-sora-library/liked/no-watermark/${one.stem}.txt`]: `${sidecar(fields)}raw_payload_json: {"post": {"id`,
  });
  const told = records.map(({ ids, claims }) => [ids.gen, claims.prompt?.slice(0, 12), claims.width, claims.liked]);
  expect(told.sort()).toEqual([
    [undefined, 'shortened…', 1, true],
    [one.gen, 'lighthouse 1', 352, true],
  ]);
});

test('a value of several lines ends at the next key, not at any colon', async () => {
  const gen = genId(NOVEMBER, 1);
  const text = `video_id: ${gen}\r\nprompt: first line\r\n\r\nScene: a tram\r\nnote: wide\r\ntitle: Tram\r\nprompt: not again\r\nwidth: 640\r\nheight: 352\r\n`;
  const { records } = await read({ [`save-sora-library/me/drafts/posts/watermark/11032025-${gen}.txt`]: text });
  expect(records[0]?.claims).toMatchObject({
    prompt: 'first line\n\nScene: a tram\nnote: wide',
    title: 'Tram\nprompt: not again',
    width: 640,
    draft: true,
  });
});

test.each([
  ['me/published/posts/watermark', { collections: ['profile'] }],
  ['me/drafts/posts/no-watermark', { draft: true, collections: ['drafts'] }],
  ['liked/watermark', { liked: true, collections: ['liked'] }],
  ['me/published/cameo/Lantern Man/watermark', { collections: ['cameos', 'Lantern Man'] }],
  ['me/drafts/character/Lantern Man/watermark', { draft: true, collections: ['drafts', 'characters', 'Lantern Man'] }],
  ['me/published/characters/watermark/Lantern Man', { collections: ['characters', 'Lantern Man'] }],
  ['side-characters/Lantern Man/watermark', { collections: ['characters', 'Lantern Man'] }],
  ['creators/watermark', { collections: ['creators'] }],
])('the folder %s gives the membership', async (folder, claims) => {
  const gen = genId(NOVEMBER, 1);
  const { records, files } = await read({
    [`unpacked/save-sora-library/${folder}/11032025-${gen}.txt`]: sidecar({ video_id: gen, prompt: 'x' }),
    [`unpacked/save-sora-library/${folder}/11032025-${gen}.mp4`]: 'x',
  });
  expect(records[0]?.claims).toEqual({ prompt: 'x', ...claims });
  expect([...files.values()][0]).toMatchObject({
    ids: { gen },
    role: folder.includes('no-watermark') ? 'no-watermark' : 'watermark',
  });
});

test('without library folders, the source type gives the membership', async () => {
  const gen = genId(NOVEMBER, 1);
  const made = new Date(NOVEMBER).toISOString();
  const { records } = await read({
    [`00000000-${gen}.txt`]: sidecar({
      video_id: gen,
      prompt: 'x',
      source_type: 'likes',
      created_at: made,
      character_names: 'Fox, Hen',
    }),
    'notes-2025.txt': 'video_id: not a sidecar by its name',
    '20250101-diary.txt': 'It rained.',
  });
  expect(records).toHaveLength(1);
  expect(records[0]?.claims).toMatchObject({
    liked: true,
    collections: ['liked', 'Fox', 'Hen'],
    createdMs: NOVEMBER,
    dateSource: 'record',
  });
});

test('an edited sidecar without keys is the prompt of the file beside it', async () => {
  const task = taskId(NOVEMBER, 1);
  const hex = hexId(NOVEMBER, 3);
  const { records } = await read({
    [`save-sora-library/liked/watermark/11032025-s_${hex}.txt`]: 'my own words',
    'save-sora-library/liked/watermark/11032025-odd.txt': sidecar({
      prompt: 'no id',
      raw_payload_json: JSON.stringify({ task_id: task }),
    }),
    'save-sora-library/liked/watermark/11032025-odd.mp4': 'x',
    'save-sora-library/liked/watermark/11032025-empty.txt': '\n',
  });
  expect(records.map(({ ids, file, claims }) => [ids, file, claims.prompt]).sort()).toEqual([
    [{ post: `s_${hex}` }, undefined, 'my own words'],
    [{ task }, 'save-sora-library/liked/watermark/11032025-odd.mp4', 'no id'],
  ]);
});

test('the prompt list of an older version gives each prompt once, unless a sidecar has it', async () => {
  const gen = genId(NOVEMBER, 1);
  const { records, codes } = await read({
    [`save-sora-library/liked/watermark/11032025-${gen}.txt`]: sidecar({ video_id: gen, prompt: 'known' }),
    'metadata/save-sora-selected-prompts-2026-03-01.csv':
      '\uFEFFprompt\r\n"two ""quoted""\r\nlines"\r\nknown\r\n"two ""quoted""\r\nlines"\r\n\r\n',
    'metadata/save-sora-selected-urls-2026-03-01.csv': `url\r\nhttps://sora.chatgpt.com/p/s_${hexId(NOVEMBER, 5)}?x=1\r\nhttps://videos.openai.com/x\r\n`,
  });
  expect(records.map(({ ids, claims }) => [ids, claims.prompt])).toEqual([
    [{ gen }, 'known'],
    [{}, 'two "quoted"\r\nlines'],
    [{ post: `s_${hexId(NOVEMBER, 5)}` }, undefined],
  ]);
  expect(codes).toEqual([]);
});
