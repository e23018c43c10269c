/** Tests the exports of other services: their names of fields, records whose media are absent, Grok's export whole. */
import { describe, expect, test, vi } from 'vitest';
import { SIGNATURE } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { collect } from './collect.ts';

vi.setConfig({ testTimeout: 60_000 });

async function read(files: Record<string, string | Uint8Array>) {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return collect(folder);
}

const uuid = (number: number): string => `3e1c1c4b-1111-4222-8333-${String(number).padStart(12, '0')}`;
const LINK = `https://example.com/media/picture?${SIGNATURE}`;

describe('the names of fields', () => {
  test.each([
    [{ original_prompt: 'a fox' }, { prompt: 'a fox' }],
    [{ prompt: '', revised_prompt: 'a fox, painted' }, { prompt: 'a fox, painted' }],
    [{ original_prompt: 'a fox', revised_prompt: 'a fox, painted' }, { prompt: 'a fox' }],
    [{ userPrompt: 'a fox', description: 'a file' }, { prompt: 'a fox' }],
    [{ 提示词: '一只狐狸' }, { prompt: '一只狐狸' }],
    [
      { prompt: 'a fox', model_version: 'v7', noise_seed: 5 },
      { prompt: 'a fox', model: 'v7', seed: 5 },
    ],
    [
      { prompt: 'a fox', imageWidth: 640, imageHeight: '480' },
      { prompt: 'a fox', width: 640, height: 480 },
    ],
    [
      { prompt: 'a fox', dimensions: { width: 640, height: 480 } },
      { prompt: 'a fox', width: 640, height: 480 },
    ],
    [{ prompt: 'a fox', size: { width: { toString: 1 }, height: 480 } }, { prompt: 'a fox' }],
    [
      { prompt: 'a fox', videoDuration: '5s' },
      { prompt: 'a fox', durationSeconds: 5 },
    ],
  ])('%j', async (fields, claims) => {
    const { records } = await read({ 'a.mp4': 'x', 'a.json': JSON.stringify(fields) });
    expect(records.map((record) => record.claims)).toEqual([claims]);
  });

  test('a link names the file that has its own name here; a name that many works share names none', async () => {
    const { records } = await read({
      'list.json': JSON.stringify([
        { prompt: 'a fox', image_url: `https://example.com/1/fox_8f14e45fceea167a.png?${SIGNATURE}` },
        { prompt: 'a hen', image_url: 'https://example.com/2/0_0.png' },
      ]),
      'pictures/fox_8f14e45fceea167a.png': 'x',
      'pictures/0_0.png': 'y',
    });
    expect(records.map(({ file, claims }) => [file, claims.prompt])).toEqual([
      ['pictures/fox_8f14e45fceea167a.png', 'a fox'],
      [undefined, 'a hen'],
    ]);
  });
});

describe('records whose media are absent', () => {
  test.each([
    ['a kind', { prompt: 'a fox', media_type: 'MEDIA_POST_TYPE_VIDEO' }],
    ['a link to a picture', { prompt: 'a fox', imageUrl: LINK }],
    ['a link that ends like a picture', { revised_prompt: 'a fox', url: 'https://example.com/a.png' }],
    ['a size and a seed', { prompt: 'a fox', width: 640, height: 480, seed: 0 }],
    ['a size and what to avoid', { prompt: 'a fox', size: '640x480', negative_prompt: 'hens' }],
  ])('%s beside the prompt makes a generation', async (_, row) => {
    const { records, documents } = await read({ 'list.json': JSON.stringify({ results: [row, row] }) });
    expect(documents.map(({ format }) => format)).toEqual(['sidecar']);
    expect(records.map(({ ids, file, claims }) => [ids, file, claims.prompt])).toEqual([
      [{}, undefined, 'a fox'],
      [{}, undefined, 'a fox'],
    ]);
  });

  test('tables are read alike', async () => {
    const { records } = await read({
      'list.csv': `prompt,video_url\na fox,${LINK}\n`,
      'log.csv': 'prompt,answer\na,b\n',
    });
    expect(records.map(({ claims }) => claims.prompt)).toEqual(['a fox']);
  });

  test.each([
    [
      'of tests of a language model',
      { original_prompt: 'write a poem', model: 'm', created_at: '2025-01-01T00:00:00Z' },
    ],
    ['with an answer', { prompt: 'translate', completion: 'x', url: 'https://example.com/page' }],
    ['of a window', { title: 'x', width: 640, height: 480, seed: 5 }],
  ])('a list %s is none', async (_, row) => {
    const { documents } = await read({ 'list.json': JSON.stringify([row, row]) });
    expect(documents).toEqual([]);
  });
});

describe('the Grok export', () => {
  const folder = 'ttl/30d/export_data/user';
  const asset = (number: number): string => `${folder}/prod-mc-asset-server/${uuid(number)}/content`;
  const moment = (seconds: number) => ({ $date: { $numberLong: String(1_758_375_900_000 + seconds * 1000) } });
  const say = (_id: string, sender: string, message: string, more: Record<string, unknown> = {}) => ({
    response: { _id, sender, message, create_time: moment(Number(_id)), ...more },
  });
  const list = JSON.stringify({
    conversations: [
      {
        conversation: { id: uuid(90), title: 'Foxes', create_time: '2025-09-20T13:45:00Z' },
        responses: [
          say('1', 'human', 'draw a fox like this', { file_attachments: [uuid(3)] }),
          say('2', 'ASSISTANT', 'There.', {
            parent_response_id: '1',
            model: 'grok-3',
            file_attachments: [uuid(4), uuid(3)],
            metadata: { generated_image_width: 640, generated_image_height: 480 },
          }),
          say('3', 'human', 'thanks'),
          say('4', 'ASSISTANT', 'You are welcome.'),
        ],
      },
      { conversation: null, responses: [7, { response: null }, { response: { file_attachments: 'x' } }] },
    ],
    media_posts: [
      {
        id: uuid(1),
        original_prompt: 'a lighthouse in fog',
        media_type: 'image',
        create_time: '2025-09-20T13:45:22Z',
        link: LINK,
      },
      { id: uuid(2), original_prompt: 'a tram leaves', media_type: 'video', create_time: moment(22), link: LINK },
      { id: uuid(5), original_prompt: '', media_type: 'image' },
      null,
    ],
  });

  test('posts have their files by id, or stand without them; pictures in conversations have the words above them', async () => {
    const found = await read({
      [`${folder}/prod-grok-backend.json`]: list,
      [`${folder}/prod-mc-auth-mgmt-api.json`]: '{"user": {"email": "ada@example.com"}}',
      [`${folder}/prod-mc-billing.json`]: '{}',
      [asset(1)]: 'a',
      [asset(3)]: 'c',
      [asset(4)]: 'd',
      [asset(6)]: 'a file of no list',
    });
    expect(found.documents.map(({ name, format, complete }) => [name, format, complete])).toEqual([
      [`${folder}/prod-grok-backend.json`, 'sidecar', true],
    ]);
    expect(found.records.map(({ file, claims }) => [file, claims])).toEqual([
      [
        asset(4),
        {
          prompt: 'draw a fox like this',
          model: 'grok-3',
          width: 640,
          height: 480,
          createdMs: 1_758_375_902_000,
          dateSource: 'record',
        },
      ],
      [asset(1), { kind: 'image', prompt: 'a lighthouse in fog', createdMs: 1_758_375_922_000, dateSource: 'record' }],
      [undefined, { kind: 'video', prompt: 'a tram leaves', createdMs: 1_758_375_922_000, dateSource: 'record' }],
    ]);
    expect(JSON.stringify(found.records)).not.toContain(SIGNATURE);
    expect(Object.fromEntries([...found.files].map(([name, { role, of }]) => [name, [role, of]]))).toEqual({
      [asset(1)]: ['original', undefined],
      [asset(3)]: ['reference', asset(4)],
      [asset(4)]: ['original', undefined],
      [asset(6)]: ['original', undefined],
    });
    expect(found.codes).toEqual([]);
    expect([...found.left.values()]).toEqual([]);
  });

  test('a cut list keeps everything before the cut', async () => {
    const { records, codes, documents } = await read({
      'prod-grok-backend.json': list.slice(0, list.indexOf('a tram')),
    });
    expect(records.map(({ claims }) => claims.prompt)).toEqual(['a lighthouse in fog']);
    expect([documents[0]?.complete, codes]).toEqual([false, ['json-truncated']]);
  });
});
