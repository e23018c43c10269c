/** Tests archives changed by users and their programs: copies, previews, folders named by ids, lists within lists. */
import { describe, expect, test } from 'vitest';
import { genId, hexId, postId, taskId } from '../fixtures/ids.ts';
import { NOVEMBER } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { collect } from './collect.ts';

const gen = (number: number): string => genId(NOVEMBER + number * 60_000, number);
const POST = postId(NOVEMBER, 4);
const JOB = `video_${hexId(NOVEMBER, 7)}`;

async function read(files: Record<string, string | Uint8Array>) {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return collect(folder);
}

type Found = Awaited<ReturnType<typeof read>>;
const prompts = ({ records }: Found) =>
  records.map(({ ids, file, claims }) => [ids.gen ?? ids.post ?? file, claims.prompt]).sort();
const roles = ({ files }: Found) =>
  Object.fromEntries([...files].map(([name, { ids, role }]) => [name, [ids.gen ?? ids.post ?? ids.api ?? null, role]]));

describe('the file that a note describes', () => {
  test('a copy and its original each keep their own note', async () => {
    const found = await read({
      'clip.mp4': 'a',
      'clip.json': '{"prompt":"the original"}',
      'clip (1).mp4': 'b',
      'clip (1).json': '{"prompt":"the copy"}',
    });
    expect(prompts(found)).toEqual([
      ['clip (1).mp4', 'the copy'],
      ['clip.mp4', 'the original'],
    ]);
  });

  test('Google Photos writes the number of a copy at the end of the note’s name', async () => {
    const note = (description: string) => JSON.stringify({ title: 'x', description });
    const found = await read({
      'a/VID_1.mp4': 'a',
      'a/VID_1(1).mp4': 'b',
      'a/VID_1.mp4.supplemental-metadata.json': note('a parade of whales, seen from a balcony'),
      'a/VID_1.mp4.supplemental-metadata(1).json': note('a snail'),
      'a/PIC.jpg': 'c',
      'a/PIC(1).jpg': 'd',
      'a/PIC(2).jpg': 'e',
      'a/PIC.jpg.json': note('a heron'),
      'a/PIC.jpg(1).json': note('a moth'),
      'a/PIC(2).jpg.suppl.json': note('an owl'),
      'a/PIC.jpg(3).json': note('of a picture that is gone'),
    });
    expect(prompts(found)).toEqual([
      ['a/PIC(1).jpg', 'a moth'],
      ['a/PIC(2).jpg', 'an owl'],
      ['a/PIC.jpg', 'a heron'],
      ['a/VID_1(1).mp4', 'a snail'],
      ['a/VID_1.mp4', 'a parade of whales, seen from a balcony'],
    ]);
    expect(found.left.get('a/PIC.jpg(3).json')).toBe('unrecognised-document');
  });

  test('the note of a copy that is gone is not about the file that has its own note', async () => {
    const found = await read({
      'a/clip.mp4': 'a',
      'a/clip.json': '{"prompt":"the original"}',
      'a/clip (1).json': '{"prompt":"a longer text of the copy"}',
      'b/clip.mp4': 'b',
      'b/clip (1).json': '{"prompt":"downloaded again"}',
    });
    expect(prompts(found)).toEqual([
      ['a/clip.mp4', 'the original'],
      ['b/clip.mp4', 'downloaded again'],
    ]);
  });

  test('a note with a generic name describes the only video of its folder', async () => {
    const found = await read({
      'one/video.mp4': 'a',
      'one/thumbnail.jpg': 'p',
      'one/prompt.txt': 'a tram',
      'two/a.mp4': 'b',
      'two/b.mp4': 'c',
      'two/prompt.txt': 'of which?',
    });
    expect(prompts(found)).toEqual([['one/video.mp4', 'a tram']]);
    expect(found.left.get('two/prompt.txt')).toBe('unrecognised-document');
  });

  test('note.txt beside note.mp4 is its prompt; alone it is ignored', async () => {
    const found = await read({ 'a/note.mp4': 'x', 'a/note.txt': 'a fox', 'b/note.txt': 'buy milk' });
    expect(prompts(found)).toEqual([['a/note.mp4', 'a fox']]);
  });

  test('a note with the line that A1111 writes into pictures is read like such a picture', async () => {
    const line = 'Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1234567890, Size: 512x768, Model: dreamshaper_8';
    const found = await read({
      'a.png': 'x',
      'a.txt': `a castle\r\non a hill\r\nNegative prompt: ugly\r\n${line}\r\n`,
    });
    expect(found.records).toMatchObject([
      { file: 'a.png', claims: { prompt: 'a castle\non a hill', seed: 1234567890, model: 'dreamshaper_8' } },
    ]);
    expect(JSON.stringify(found.records[0]?.raw)).toContain('Negative prompt: ugly');
  });

  test('a note with near-JSON is read', async () => {
    const found = await read({ 'a.mp4': 'x', 'a.json': '{"prompt": "one\ntwo", "seed": NaN, "title": "T",}' });
    expect(found.records).toMatchObject([{ claims: { prompt: 'one\ntwo', title: 'T' } }]);
    expect(found.codes).toEqual(['json-malformed']);
    expect(found.documents.map(({ complete }) => complete)).toEqual([true]);
  });

  test('YAML’s forms of texts are read', async () => {
    const head = 'title: "A \\"fox\\""\nprompt: |\n  one\n  Scene: two\nseed: 0\n';
    const found = await read({ 'a.mp4': 'x', 'a.md': `---\n${head}---\nbody`, 'b.mp4': 'y', 'b.yaml': head });
    for (const { claims } of found.records)
      expect(claims).toMatchObject({ prompt: expect.stringContaining('one\nScene: two'), title: 'A "fox"', seed: 0 });
    expect(found.records).toHaveLength(2);
  });
});

describe('lists of files', () => {
  const note = (number: number, files: readonly string[]) => ({ gen_id: gen(number), prompt: `clip ${number}`, files });

  test('a note can name all files of its folder, or of the folder named by its id', async () => {
    const folder = `generations/${gen(1)}`;
    const found = await read({
      [`${folder}/image.webp`]: 'a',
      [`${folder}/original.png`]: 'b',
      [`${folder}/metadata.json`]: JSON.stringify(note(1, ['image.webp', 'original.png'])),
      [`generations/${gen(2)}/image.webp`]: 'c',
      [`generations/${gen(2)}/video.mp4`]: 'd',
      'index.json': JSON.stringify([
        note(1, ['image.webp', 'original.png']),
        note(2, ['image.webp', 'video.mp4']),
        note(3, ['other.mp4']),
      ]),
      'elsewhere/other.mp4': 'e',
    });
    expect(roles(found)).toEqual({
      [`${folder}/image.webp`]: [gen(1), 'original'],
      [`${folder}/original.png`]: [gen(1), 'original'],
      [`generations/${gen(2)}/image.webp`]: [gen(2), 'thumbnail'],
      [`generations/${gen(2)}/video.mp4`]: [gen(2), 'original'],
      'elsewhere/other.mp4': [null, 'original'],
    });
  });

  test('lines of JSON beside the only clip are a list', async () => {
    const rows = [
      { video_id: POST, prompt: 'one' },
      { video_id: gen(2), prompt: 'two' },
    ];
    const found = await read({ [`${POST}.mp4`]: 'a', 'data.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') });
    expect(prompts(found)).toEqual([
      [gen(2), 'two'],
      [POST, 'one'],
    ]);
    expect(found.codes).toEqual([]);
  });
});

describe('a file that a list names', () => {
  const other = `video_${hexId(NOVEMBER, 8)}`;

  test.each([
    ['jobs of the API', JOB, { object: 'video', status: 'completed' }],
    ['generations of the service', gen(1), { task_id: taskId(NOVEMBER, 1), encodings: {} }],
    ['posts of the service', POST, { text: 'one', posted_at: NOVEMBER / 1000 }],
  ])('belongs to its row, whatever keys the rows have: %s', async (_, id, keys) => {
    const row = { ...keys, id, prompt: 'one', file: 'clips/one.mp4' };
    const found = await read({
      'all.json': JSON.stringify([row, { ...row, id: 'another', file: `${other}.mp4` }]),
      'clips/one.mp4': 'x',
      'clips/one_thumbnail.webp': 'p',
      [`${other}.mp4`]: 'y',
    });
    expect(roles(found)).toMatchObject({ 'clips/one.mp4': [id, 'original'], [`${other}.mp4`]: [other, 'original'] });
  });
});

describe('previews are files of their generation', () => {
  test('pictures that viewers and downloaders left beside a clip under its name are its previews', async () => {
    const clip = `${POST}-attachment-0_2025-11-03_boats`;
    const found = await read({
      [`${clip}.mp4`]: 'x',
      [`${clip}.jpg`]: 'a',
      [`${clip}.preview.webp`]: 'b',
      [`${clip}.gif.gif`]: 'c',
      [`${POST}-attachment-1.png`]: 'd',
      [`videos/${gen(2)}.mp4`]: 'e',
      [`thumbs/${gen(2)}.jpg`]: 'f',
      [`${gen(3)}.png`]: 'g',
      [`${gen(3)}.webp`]: 'h',
      [`${hexId(NOVEMBER, 9)}.mp4`]: 'i',
      [`${hexId(NOVEMBER, 9)}.jpg`]: 'j',
    });
    const previews = Object.entries(roles(found)).flatMap(([name, [, role]]) => (role === 'thumbnail' ? [name] : []));
    expect(previews.sort()).toEqual(
      [
        `${clip}.jpg`,
        `${clip}.preview.webp`,
        `${clip}.gif.gif`,
        `thumbs/${gen(2)}.jpg`,
        `${hexId(NOVEMBER, 9)}.jpg`,
      ].sort(),
    );
  });

  test('a note with the service’s keys claims the clip beside it', async () => {
    const note = {
      id: gen(1),
      title: 'Boats',
      prompt: 'boats',
      created_at: '2025-11-04T07:29:58Z',
      url: 'https://x.test/y',
    };
    const found = await read({
      'videos/Paper Boats.mp4': 'x',
      'videos/Paper Boats_thumbnail.webp': 'p',
      'metadata/Paper Boats_metadata.json': JSON.stringify(note),
      [`${gen(3)}.mp4`]: 'y',
      [`${gen(3)}.json`]: JSON.stringify({ ...note, id: gen(2) }),
    });
    expect(roles(found)).toEqual({
      'videos/Paper Boats.mp4': [gen(1), 'original'],
      'videos/Paper Boats_thumbnail.webp': [gen(1), 'thumbnail'],
      [`${gen(3)}.mp4`]: [gen(3), 'original'],
    });
  });

  test('a picture named after a clip, or beside it with a note, is its thumbnail', async () => {
    const found = await read({
      'Boats.mp4': 'x',
      'Boats_thumbnail.webp': 'p',
      'Boats_metadata.json': JSON.stringify({ prompt: 'boats', url: `https://sora.chatgpt.com/p/${POST}` }),
      'Tram.mp4': 'y',
      'Tram_thumb.jpg': 'q',
      'two.mp4': 'z',
      'two.png': 'r',
      'two.json': JSON.stringify({ id: gen(1), prompt: 'two' }),
    });
    expect(roles(found)).toEqual({
      'Boats.mp4': [POST, 'original'],
      'Boats_thumbnail.webp': [POST, 'thumbnail'],
      'Tram.mp4': [null, 'original'],
      'Tram_thumb.jpg': [null, 'thumbnail'],
      'two.mp4': [gen(1), 'original'],
      'two.png': [gen(1), 'thumbnail'],
    });
  });

  test('the same picture in two formats is one generation', async () => {
    const found = await read({
      'a.webp': 'x',
      'a.png': 'y',
      'index.json': JSON.stringify([{ id: gen(1), file: 'a.webp', prompt: 'boats' }]),
    });
    expect(roles(found)).toEqual({ 'a.webp': [gen(1), 'original'], 'a.png': [gen(1), 'original'] });
  });
});

describe('a folder named by an id', () => {
  test('names the only work in it, with its previews and notes', async () => {
    const found = await read({
      [`${JOB}/output.mp4`]: 'x',
      [`${JOB}/thumbnail.webp`]: 'p',
      [`${JOB}/prompt.txt`]: 'a lighthouse',
      [`sora/${gen(1)}/image.png`]: 'y',
    });
    expect(roles(found)).toEqual({
      [`${JOB}/output.mp4`]: [JOB, 'original'],
      [`${JOB}/thumbnail.webp`]: [JOB, 'thumbnail'],
      [`sora/${gen(1)}/image.png`]: [gen(1), 'original'],
    });
    expect(found.records.map(({ ids, claims }) => [ids, claims.kind, claims.prompt])).toEqual([
      [{ api: JOB }, 'video', 'a lighthouse'],
    ]);
  });

  test('names nothing when it contains several works', async () => {
    const found = await read({ [`${gen(1)}/a.mp4`]: 'x', [`${gen(1)}/b.mp4`]: 'y' });
    expect(roles(found)).toEqual({ [`${gen(1)}/a.mp4`]: [null, 'original'], [`${gen(1)}/b.mp4`]: [null, 'original'] });
  });
});

describe('lists within lists', () => {
  const clip = (number: number) => ({ generation_id: gen(number), caption: `clip ${number}` });

  test.each([
    ['an unknown key', { clips: [clip(1), clip(2)] }],
    ['two keys deep', { result: { clips: [clip(1), clip(2)] }, cursor: null }],
    ['under their ids, a key deep', { items: { [gen(1)]: { caption: 'clip 1' }, [gen(2)]: 'clip 2' } }],
    ['wrapped one by one', [{ node: { media: clip(1) } }, { node: { media: clip(2) } }]],
  ])('%s', async (_, value) => {
    expect(prompts(await read({ 'data.json': JSON.stringify(value) }))).toEqual([
      [gen(1), 'clip 1'],
      [gen(2), 'clip 2'],
    ]);
  });

  test.each([
    ['an unknown key', (clips: unknown) => ({ about: 'x', clips })],
    ['two keys deep', (clips: unknown) => ({ result: { about: { n: 1 }, clips } })],
  ])('very long lists are read: %s', async (_, wrap) => {
    const clips = Array.from({ length: 3_000 }, (_, at) => ({ ...clip(at), note: 'x'.repeat(150) }));
    const { records, documents } = await read({ 'data.json': JSON.stringify(wrap(clips)) });
    expect(records).toHaveLength(3_000);
    expect(documents.map(({ complete }) => complete)).toEqual([true]);
  });
});

test('a table can name clips in another folder of a user’s tree', async () => {
  const found = await read({
    "@ada's Sora Posts - No Watermark/light.mp4": 'x',
    "@ada's Sora Posts/statistics.csv": `Post ID,Prompt,Filename\n${POST},light,light.mp4\n`,
    "@ada's Sora Drafts/drafts.csv": `Draft ID,Prompt\n${gen(3)},a draft\n`,
    "@bo's Sora Posts - With Watermark/other.mp4": 'y',
  });
  expect(roles(found)).toEqual({
    "@ada's Sora Posts - No Watermark/light.mp4": [POST, 'no-watermark'],
    "@bo's Sora Posts - With Watermark/other.mp4": [null, 'watermark'],
  });
  expect(found.records.map(({ ids, claims }) => [ids, claims.kind, claims.draft])).toEqual([
    [{ gen: gen(3) }, 'video', true],
    [{ post: POST }, 'video', undefined],
  ]);
});

test('names of Veo clips and of the Simple Image Downloader give the creation time', async () => {
  const task = taskId(NOVEMBER, 5).slice('task_'.length, 'task_'.length + 12);
  const { files } = await read({
    'Neon_City_Chase_202511031020_ab1cd.mp4': 'x',
    'Neon City 202511031020.mp4': 'y',
    [`Sora_1762300000_${task}_1.webp`]: 'z',
    'Sora_1762300000_01zzzzzzzzzz_1.webp': 'no date that can be',
  });
  expect([...files.values()].map(({ namedMs }) => namedMs)).toEqual([
    undefined,
    new Date(2025, 10, 3, 10, 20).getTime(),
    NOVEMBER,
    undefined,
  ]);
});

test('works of other services are found by the UUIDs in their names', async () => {
  const [castle, wave] = ['3e1c1c4b-1111-4222-8333-444444444444', '4e1c1c4b-1111-4222-8333-444444444444'];
  const found = await read({
    'archived_jobs.json': JSON.stringify([
      {
        id: castle,
        full_command: 'a castle --ar 2:3',
        prompt: 'a castle',
        enqueue_time: '2024-02-03 04:05:06.789',
        username: 'ada',
      },
    ]),
    [`ada_a_castle_${castle}_0.png`]: 'x',
    [`ada_a_castle_${castle}_1.png`]: 'y',
    'grok/prod-grok-backend.json': JSON.stringify({
      conversations: [{ conversation: { title: 'Talk' }, responses: [] }],
      media_posts: [
        {
          id: wave,
          prompt: 'a wave',
          create_time: '2025-11-03T10:00:00Z',
          link: 'https://assets.grok.com/x.mp4?sig=1',
        },
      ],
    }),
    [`grok/prod-mc-asset-server/${wave}/content`]: 'z',
  });
  expect(found.records.map(({ file, claims }) => [file, claims.prompt, claims.createdMs])).toEqual([
    [`ada_a_castle_${castle}_0.png`, 'a castle --ar 2:3', Date.UTC(2024, 1, 3, 4, 5, 6, 789)],
    [`ada_a_castle_${castle}_1.png`, 'a castle --ar 2:3', Date.UTC(2024, 1, 3, 4, 5, 6, 789)],
    [`grok/prod-mc-asset-server/${wave}/content`, 'a wave', Date.UTC(2025, 10, 3, 10)],
  ]);
});

test('avatars beside SoraVault’s clips are not generations', async () => {
  const stem = `sora_v2_@ada/${POST}-attachment-0_2025-11-03`;
  const text = `Source         : v2_@ada\nGeneration ID  : ${POST}-attachment-0\nPost ID        : ${POST}\n\n── Prompt ──\nlight\n`;
  const found = await read({
    [`${stem}.mp4`]: 'x',
    [`${stem}.txt`]: text,
    'avatars/ada.jpg': 'y',
    'profiles/bob.x/bob.x.profile.png': 'z',
  });
  expect(roles(found)).toEqual({
    [`${stem}.mp4`]: [POST, 'original'],
    'avatars/ada.jpg': [null, 'reference'],
    'profiles/bob.x/bob.x.profile.png': [null, 'reference'],
  });
});

test.each([
  ['Google Photos', { photoTakenTime: { timestamp: '1758375922' }, creationTime: { timestamp: '1758549448' } }],
  ['MongoDB', { create_time: { $date: { $numberLong: '1758375922000' } } }],
  ['MongoDB, relaxed', { created: { $date: '2025-09-20T13:45:22Z' } }],
  ['Firestore', { createdAt: { _seconds: 1_758_375_922, _nanoseconds: 5 } }],
  ['a script', { created_at: { seconds: 1_758_375_922, nanos: 0 } }],
])('a moment inside an object, as %s writes it, is the date', async (_, fields) => {
  const { records } = await read({ 'a.mp4': 'x', 'a.json': JSON.stringify({ prompt: 'a fox', ...fields }) });
  expect(records[0]?.claims).toMatchObject({ createdMs: 1_758_375_922_000, dateSource: 'record' });
});

test.each([
  [{ created_at: {} }],
  [{ created_at: { timestamp: null, $date: { x: 1 } } }],
  [{ created_at: { timestamp: { timestamp: 1_758_375_922 } } }],
  [{ created_at: { timestamp: 'never' } }],
])('an object without a moment is no date: %j', async (fields) => {
  const { records } = await read({ 'a.mp4': 'x', 'a.json': JSON.stringify({ prompt: 'a fox', ...fields }) });
  expect(records[0]?.claims).toEqual({ prompt: 'a fox' });
});
