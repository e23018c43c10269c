/** Tests documents of unknown tools: beside a file of their name, or naming ids and files; and unrelated documents. */
import { describe, expect, test, vi } from 'vitest';
import { genId, hexId, key, postId, taskId } from '../fixtures/ids.ts';
import { NOVEMBER, SIGNATURE } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { collect } from './collect.ts';

vi.setConfig({ testTimeout: 60_000 });

const GEN = genId(NOVEMBER, 1);
const OTHER = genId(NOVEMBER, 2);
const TASK = taskId(NOVEMBER, 3);
const POST = postId(NOVEMBER, 4);

async function read(files: Record<string, string | Uint8Array>) {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return collect(folder);
}

const statements = ({ records }: Awaited<ReturnType<typeof read>>) =>
  records.map(({ ids, file, claims }) => [ids, file, claims.prompt]);

describe('beside a file of the same name', () => {
  test.each([
    ['clip.json', 'clip.mp4', '{"prompt": "a fox"}'],
    ['clip.mp4.json', 'clip.mp4', '{"Prompt": "a fox"}'],
    ['Paper Fox_metadata.json', 'Paper Fox.mp4', '{"description": "a fox"}'],
    ['clip.meta.json', 'clip.webp', '[{"prompt": "a fox"}]'],
    ['clip.txt', 'clip.mp4', 'a fox'],
    ['clip.prompt.txt', 'clip.PNG', '\uFEFFPrompt: a fox'],
    ['clip.md', 'clip.mp4', '---\ntitle: Fox\n---\n\na fox\n'],
    ['clip.txt', 'clip (1).mp4', 'Title : None\nPrompt : a fox'],
  ])('%s describes %s', async (document, media, content) => {
    const found = await read({ [`a/${document}`]: content, [`a/${media}`]: 'x', 'b/clip.mp4': 'elsewhere' });
    expect(found.documents.map(({ format, complete }) => [format, complete])).toEqual([['sidecar', true]]);
    expect(statements(found)).toEqual([[{}, `a/${media}`, 'a fox']]);
  });

  test('notes can be in a folder of their own next to the media', async () => {
    const found = await read({
      'downloads/metadata/Fox_metadata.json': JSON.stringify({
        title: 'Fox',
        prompt: 'a fox',
        url: `https://sora.chatgpt.com/p/${POST}?x=1`,
      }),
      'downloads/videos/Fox.mp4': 'x',
    });
    expect(statements(found)).toEqual([[{ post: POST }, 'downloads/videos/Fox.mp4', 'a fox']]);
    expect(found.files.get('downloads/videos/Fox.mp4')?.ids).toEqual({ post: POST });
  });

  test('the ids of name and document are joined; when they differ, the name wins', async () => {
    const found = await read({
      [`${GEN}.json`]: JSON.stringify({ prompt: 'a fox', task_id: TASK }),
      [`${GEN}.mp4`]: 'x',
      [`${OTHER}.json`]: JSON.stringify({ prompt: 'a hen', id: GEN }),
      [`${OTHER}.mp4`]: 'y',
      'plain.json': JSON.stringify({ gen_id: key(NOVEMBER, 9), text: 'an owl' }),
      'plain.mp4': 'z',
      'plain.gif': 'z',
    });
    expect(new Map(found.records.map(({ ids, claims }) => [claims.prompt, ids]))).toEqual(
      new Map([
        ['a fox', { gen: GEN, task: TASK }],
        ['a hen', { gen: OTHER }],
        ['an owl', { gen: genId(NOVEMBER, 9) }],
      ]),
    );
    expect([...found.files].map(([name, { ids, role }]) => [name, ids.gen, role]).sort()).toEqual([
      ...[GEN, OTHER].sort().map((gen) => [`${gen}.mp4`, gen, 'original']),
      ['plain.gif', genId(NOVEMBER, 9), 'thumbnail'],
      ['plain.mp4', genId(NOVEMBER, 9), 'original'],
    ]);
  });

  test('every field is kept without signatures, and the usual names become claims in any spelling', async () => {
    const found = await read({
      'clip.json': JSON.stringify({
        Prompt: 'a fox, @somebody',
        Title: 'New Video',
        'Created At': '2025-11-03T10:20:30Z',
        Width: '640',
        height: 352,
        n_seconds: '10s',
        Model: 'sy_8',
        seed: 0,
        creator: '@ada',
        is_liked: true,
        comments: [{ username: 'bo', comment_text: 'nice' }],
        video_url: `https://videos.openai.com/x?${SIGNATURE}`,
      }),
      'clip.mp4': 'x',
    });
    expect(found.records[0]?.claims).toEqual({
      prompt: 'a fox, @somebody',
      createdMs: Date.UTC(2025, 10, 3, 10, 20, 30),
      dateSource: 'record',
      width: 640,
      height: 352,
      durationSeconds: 10,
      model: 'sy_8',
      seed: 0,
      author: 'ada',
      liked: true,
      mentions: ['somebody'],
    });
    expect(found.records[0]?.raw).toMatchObject({
      comments: [{ comment_text: 'nice' }],
      video_url: 'https://videos.openai.com/x',
    });
  });

  test('a text that is only a link is not a prompt, and the word None is no value', async () => {
    const found = await read({
      'a.txt': `https://sora.chatgpt.com/g/${GEN}`,
      'a.mp4': 'x',
      'b.txt': 'None',
      'b.mp4': 'y',
    });
    expect(statements(found)).toEqual([
      [{ gen: GEN }, 'a.mp4', undefined],
      [{}, 'b.mp4', undefined],
    ]);
  });

  test('a scene in a prompt is not a field, and Shift_JIS is decoded', async () => {
    const japanese = Buffer.from('939491e482cc8fe3', 'hex');
    const found = await read({
      'a.txt': 'Scene: a tram leaves\nMood: quiet',
      'a.mp4': 'x',
      'b.txt': japanese,
      'b.mp4': 'y',
    });
    expect(found.records[0]?.claims.prompt).toBe('Scene: a tram leaves\nMood: quiet');
    expect(found.records[1]?.claims.prompt).toBe('灯台の上');
  });
});

describe('lists of ids and files', () => {
  test('a table with ids in its own columns is read', async () => {
    const found = await read({
      'sora_global.csv': `"ID","Task ID","Prompt","Like Count"\n"${GEN}","${TASK}","a fox, ""red""",4\n"${OTHER}",,,2\n`,
    });
    expect(statements(found)).toEqual([
      [{ gen: GEN, task: TASK }, undefined, 'a fox, "red"'],
      [{ gen: OTHER }, undefined, undefined],
    ]);
    expect(found.records[0]?.raw).toEqual({ ID: GEN, 'Task ID': TASK, Prompt: 'a fox, "red"', 'Like Count': '4' });
  });

  test('each section of a table has its own header', async () => {
    const found = await read({
      'sora_all_data_export_1.csv': `=== Posts ===\npost_id,likes\n${POST},3\n\n=== Drafts ===\nid,prompt\n${GEN},a fox\n`,
    });
    expect(statements(found)).toEqual([
      [{ post: POST }, undefined, undefined],
      [{ gen: GEN }, undefined, 'a fox'],
    ]);
  });

  test('an index names files by path or by name', async () => {
    const found = await read({
      'index.json': JSON.stringify({
        version: 2,
        images: [
          { filename: 'img/one.webp', prompt: 'one' },
          { file: 'C:\\sora\\two.webp', prompt: 'two' },
          { file: '../../etc/passwd.png', prompt: 'three' },
          { file: 7 },
          null,
        ],
      }),
      'img/one.webp': 'x',
      'img/two.webp': 'y',
    });
    expect(statements(found)).toEqual([
      [{}, 'img/one.webp', 'one'],
      [{}, 'img/two.webp', 'two'],
      [{}, undefined, 'three'],
    ]);
  });

  test('JSON Lines, objects by id, and one clip with its comments are read', async () => {
    const found = await read({
      'a.jsonl': `{"video_id": "${GEN}", "prompt": "a fox"}\n{"video_id": "${OTHER}", "prompt": "a hen"}\n{"video_id": "${POST}`,
      'b.json': JSON.stringify({ [GEN]: { prompt: 'a fox' }, 'clip.mp4': 'by name', other: { x: 1 } }),
      'c.json': JSON.stringify({
        url: `https://sora.chatgpt.com/p/${POST}`,
        description: 'an owl',
        downloaded_file: 'videos/remix_0001.mp4',
        comments: [{ id: 'x' }],
      }),
      'clip.mp4': 'x',
      'videos/remix_0001.mp4': 'y',
    });
    expect(statements(found)).toEqual([
      [{ gen: GEN }, undefined, 'a fox'],
      [{ gen: OTHER }, undefined, 'a hen'],
      [{ gen: GEN }, undefined, 'a fox'],
      [{}, 'clip.mp4', 'by name'],
      [{ post: POST }, 'videos/remix_0001.mp4', 'an owl'],
    ]);
    expect(found.codes).toEqual(['json-truncated']);
    expect(found.files.get('videos/remix_0001.mp4')?.ids).toEqual({ post: POST });
  });

  test('a text with an id in its name stands for a lost clip', async () => {
    expect(statements(await read({ [`${GEN}.txt`]: 'a fox' }))).toEqual([[{ gen: GEN }, undefined, 'a fox']]);
  });
});

test('a document beside no media, without known ids or files, is ignored', async () => {
  const { documents, skipped, records } = await read({
    'README.txt': 'about',
    'README.png': 'x',
    'notes.md': '# Shopping\nprompt: buy milk',
    'package.json': '{"name": "x", "version": "1", "description": "a thing"}',
    'list.json': '[{"id": 1, "prompt": "p"}, {"id": "d41d8cd98f00b204e9800998ecf8427e"}]',
    'hashes.json': JSON.stringify([{ id: `${hexId(NOVEMBER, 1).slice(0, 12)}1${'0'.repeat(19)}` }]),
    'people.csv': 'name,id\nAda,1\nBo,2\n',
    'empty.csv': '',
    'empty.json': '',
    'broken.json': '{"a',
    'log.txt': 'x'.repeat(1000),
    'other.mp4': 'y',
  });
  expect(documents).toEqual([]);
  expect(records).toEqual([]);
  expect(skipped).toBe(10);
});
