/** Tests ChatGPT exports of 2026: the library of files, references without a generation's id, conversations saved alone. */
import { expect, test, vi } from 'vitest';
import { conversation } from '../fixtures/chatgpt-export.ts';
import { NOVEMBER } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { collect } from './collect.ts';

vi.setConfig({ testTimeout: 60_000 });

const PICTURE = 'file_00000000143482119149f7ff2d990001';
const OTHER = 'file_0000000017748211bf78423ca8450002';
const UPLOAD = 'file_00000000271482088a0032fd0a140003';
const SERVICE_ID = 's_a04e7c8f79dc81919831a432c7ffbc01';

async function read(files: Record<string, string | Uint8Array>) {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return collect(folder);
}

/** A conversation whose messages are only texts: `[role, text]`, ten seconds apart. */
function talk(id: string, ...said: readonly (readonly [string, string])[]): Record<string, unknown> {
  const nodes = said.map(([role, text], at) => ({
    id: `${id}-${at}`,
    parent: at === 0 ? 'root' : `${id}-${at - 1}`,
    children: [],
    message: {
      id: `${id}-${at}`,
      author: { role },
      create_time: NOVEMBER / 1000 + at * 10,
      content: { content_type: 'text', parts: [text] },
    },
  }));
  const mapping = Object.fromEntries(nodes.map((node) => [node.id, node]));
  return {
    title: `Talk ${id}`,
    conversation_id: id,
    mapping: { root: { id: 'root', message: null, children: [] }, ...mapping },
  };
}

function libraryFile(file: string, more: Record<string, unknown>): Record<string, unknown> {
  return {
    file_id: file,
    mime_type: 'image/png',
    created_at: new Date(NOVEMBER + 15_000).toISOString(),
    image_gen_generation_id: SERVICE_ID,
    ...more,
  };
}

test('a picture that only the library knows has the request of its message, and its name as title', async () => {
  const { records, files } = await read({
    'conversations-000.json': JSON.stringify([talk('t1', ['user', 'draw paper lanterns'], ['assistant', 'Here.'])]),
    'library_files.json': JSON.stringify([
      libraryFile(PICTURE, {
        file_name: 'Lantern-Lit Nook.png',
        origination_thread_id: 't1',
        origination_message_id: 't1-1',
      }),
    ]),
    [`${PICTURE}.dat`]: 'x',
  });
  expect(records).toMatchObject([
    {
      ids: {},
      file: `${PICTURE}.dat`,
      claims: { prompt: 'draw paper lanterns' },
      raw: { conversation: { title: 'Talk t1' }, words: 'draw paper lanterns' },
    },
    {
      ids: {},
      file: `${PICTURE}.dat`,
      claims: { title: 'Lantern-Lit Nook', kind: 'image', dateSource: 'record' },
      raw: { file_name: 'Lantern-Lit Nook.png' },
    },
  ]);
  expect(files.get(`${PICTURE}.dat`)).toMatchObject({ ids: {}, role: 'original' });
});

test('without its message, a picture has the last request before it; a later one is not its own', async () => {
  const said = [
    ['user', 'a snail'],
    ['user', 'a brass snail'],
    ['user', 'now a crab'],
  ] as const;
  const origin = { file_name: 'image-gen-1(5).png', origination_thread_id: 't1', origination_message_id: 'gone' };
  const { records } = await read({
    'conversations.json': JSON.stringify([talk('t1', ...said), talk('t2', ...said)]),
    'library_files.json': JSON.stringify([
      libraryFile(PICTURE, origin),
      libraryFile(OTHER, { ...origin, origination_thread_id: 't2', created_at: null }),
    ]),
    [`${PICTURE}.dat`]: 'x',
    [`${OTHER}.dat`]: 'y',
  });
  expect(records.map(({ file, claims }) => [file, claims.prompt, claims.title])).toEqual([
    [`${PICTURE}.dat`, 'a brass snail', undefined],
    [`${PICTURE}.dat`, undefined, undefined],
    [`${OTHER}.dat`, undefined, undefined],
  ]);
});

test('what a conversation says about a picture of the library is not taken for gone while the library is cut', async () => {
  const library = JSON.stringify([libraryFile(PICTURE, { origination_thread_id: 't1' })]);
  const { documents, codes } = await read({
    'conversations.json': JSON.stringify([talk('t1', ['user', 'a snail'])]),
    'library_files.json': library.slice(0, -20),
    [`${PICTURE}.dat`]: 'x',
  });
  expect(documents.map(({ complete }) => complete)).toEqual([false, false]);
  expect(codes).toEqual(['json-truncated']);
});

test('documents and uploads in the lists become no items; a generated picture whose file is absent does', async () => {
  const { records, files } = await read({
    'conversations.json': JSON.stringify([talk('t1', ['user', 'an owl'])]),
    'conversation_asset_file_names.json': JSON.stringify({
      [`${UPLOAD}.dat`]: 'holiday.jpg',
      'file_0000000000000000000000000000000a.dat': 'report.pdf',
    }),
    'library_files.json': JSON.stringify([
      libraryFile(UPLOAD, { image_gen_generation_id: null, file_name: 'holiday.jpg' }),
      libraryFile('file_0000000000000000000000000000000b', { image_gen_generation_id: null, mime_type: 'text/csv' }),
      { file_id: 'file_0000000000000000000000000000000c', mime_type: 'text/csv', file_name: 'sums.csv' },
      libraryFile(OTHER, { file_name: 'Owl in rain.png', origination_thread_id: 't1' }),
    ]),
    [`${UPLOAD}.dat`]: 'x',
    'file_0000000000000000000000000000000a.dat': 'a',
    'file_0000000000000000000000000000000b.dat': 'b',
    'file_0000000000000000000000000000000c.dat': 'c',
  });
  expect(records.map(({ file, claims }) => [file, claims.prompt, claims.title])).toEqual([
    [undefined, 'an owl', 'Owl in rain'],
  ]);
  expect([...files.values()].every(({ role }) => role === 'original')).toBe(true);
});

test.each([
  ['a UUID', '0c1d2e3f-0000-4a5b-8c6d-00000000000a', { gen: '0c1d2e3f-0000-4a5b-8c6d-00000000000a' }],
  ['one like a post’s', SERVICE_ID, {}],
  ['none', undefined, {}],
])(
  'an upload is the reference of the picture made from it, when the id of the generation is %s',
  async (_, genId, ids) => {
    const { records, files } = await read({
      'conversations.json': JSON.stringify([
        conversation(1, [{ file: PICTURE, native: true, genId, upload: UPLOAD, words: 'restyle it' }]),
      ]),
      [`${PICTURE}.dat`]: 'x',
      [`${UPLOAD}.dat`]: 'y',
    });
    expect(records.map((record) => [record.ids, record.claims.prompt])).toEqual([[ids, 'restyle it']]);
    expect(files.get(`${PICTURE}.dat`)).toMatchObject({ ids, role: 'original' });
    expect(files.get(`${UPLOAD}.dat`)).toMatchObject({
      ids,
      role: 'reference',
      ...(Object.keys(ids).length === 0 ? { of: `${PICTURE}.dat` } : {}),
    });
  },
);

test('a conversation that a browser script saved alone is read, whatever its name; notes and other trees are not', async () => {
  const lone = conversation(1, [{ file: PICTURE, native: true, words: 'a paper moon' }]);
  const long = conversation(2, [{ file: OTHER, native: true, words: 'a paper sun' }]);
  Object.assign(long.mapping as object, talk('t', ['user', 'x'.repeat(300_000)]).mapping);
  const { documents, records } = await read({
    'Paper moon.json': JSON.stringify(lone),
    [`${PICTURE}.png`]: 'x',
    'long/conversations.json': JSON.stringify(long),
    'long/another.json': JSON.stringify(long),
    [`long/${OTHER}.webp`]: 'y',
    'routes.json': JSON.stringify({ mapping: { a: { target: 'b' } } }),
  });
  expect(documents.map(({ name, format }) => [name, format])).toEqual([
    ['long/conversations.json', 'chatgpt-export'],
    ['Paper moon.json', 'chatgpt-export'],
    ['long/another.json', 'chatgpt-export'],
  ]);
  expect(records.map(({ file, claims }) => [file, claims.prompt])).toEqual([
    [`long/${OTHER}.webp`, 'a paper sun'],
    [`${PICTURE}.png`, 'a paper moon'],
    [`long/${OTHER}.webp`, 'a paper sun'],
  ]);
});
