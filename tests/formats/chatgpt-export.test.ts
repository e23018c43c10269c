/** Tests the ChatGPT export: tasks, the pictures that it made, and the source of their prompts. */
import { expect, test, vi } from 'vitest';
import { conversation, multimodal, pointer, soraJson } from '../fixtures/chatgpt-export.ts';
import { genId, taskId } from '../fixtures/ids.ts';
import { NOVEMBER } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { collect } from './collect.ts';

vi.setConfig({ testTimeout: 60_000 });

const GEN_ID = 'hnvk1pseuhzptj1c';

async function read(files: Record<string, string | Uint8Array>) {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return collect(folder);
}

test('sora.json gives prompts and titles by task; an empty sora.json gives none', async () => {
  const { documents, records, codes } = await read({
    'a/sora.json': soraJson(2),
    'b/sora.json': '{}',
    'b/chat.html': '<html>',
  });
  expect(documents.map(({ name, format, complete }) => [name, format, complete])).toEqual([
    ['a/sora.json', 'chatgpt-export', true],
    ['b/sora.json', 'chatgpt-export', true],
  ]);
  expect(records.map(({ ids }) => ids)).toEqual([
    { task: taskId(NOVEMBER, 0) },
    { task: taskId(NOVEMBER + 60_000, 1) },
  ]);
  expect(records[0]?.claims).toEqual({
    prompt: 'paper boats on canal 0 for @somebody',
    title: 'Paper Boats 0',
    mentions: ['somebody'],
    createdMs: Date.UTC(2025, 10, 3, 10, 20, 30),
    dateSource: 'record',
  });
  expect(records[1]?.claims.prompt).toBeUndefined();
  expect(codes).toEqual([]);
});

test('generations in sora.json are read, also inside their task', async () => {
  const [one, two] = [genId(NOVEMBER, 1), genId(NOVEMBER, 2)];
  const task = taskId(NOVEMBER, 3);
  const { records } = await read({
    'sora.json': JSON.stringify({
      user: {},
      generations: [{ id: one, prompt: 'a boat' }],
      tasks: [{ id: task, prompt: 'two', generations: [{ id: two }] }],
    }),
  });
  expect(records.map(({ ids }) => ids)).toEqual([{ gen: one }, { task }, { task, gen: two }]);
});

test('a sora.json of another program is ignored', async () => {
  const { documents } = await read({ 'sora.json': '{}', 'x/sora.json': '{"weights": [1]}', 'y/sora.json': '[1]' });
  expect(documents).toEqual([]);
});

test('a picture has the prompt of its own data, and its file is found by its id', async () => {
  const { records, files } = await read({
    'conversations-000.json': JSON.stringify([
      conversation(1, [
        { file: 'file-AbCdEf1234567890', prompt: 'a fox, @somebody.else', genId: 'HnVK1PsEuHzPTj1c', seed: 7 },
      ]),
    ]),
    'conversations-001.json': JSON.stringify([
      conversation(2, [{ file: 'file_00000000f3b861f7a1b2c3d4e5f60718', prompt: 'a hen' }]),
    ]),
    'dalle-generations/file-AbCdEf1234567890-0a1b2c3d-0000-4000-8000-000000000000.webp': 'x',
    'user-AbC/file_00000000f3b861f7a1b2c3d4e5f60718-0a1b2c3d-0000-4000-8000-000000000000.png': 'y',
  });
  expect(records.map(({ ids, file, claims }) => [ids, file, claims.prompt, claims.seed])).toEqual([
    [{ gen: GEN_ID }, expect.stringContaining('dalle-generations/'), 'a fox, @somebody.else', 7],
    [{}, expect.stringContaining('user-AbC/'), 'a hen', undefined],
  ]);
  expect(records[0]?.claims).toMatchObject({
    kind: 'image',
    width: 1024,
    height: 1536,
    mentions: ['somebody.else'],
    dateSource: 'record',
  });
  expect(records[0]?.raw).toMatchObject({
    conversation: { title: 'Talk 1' },
    message: { author: { name: 'dalle.text2im' } },
    request: 'please draw file-AbCdEf1234567890',
  });
  expect([...files.values()].map(({ ids, role }) => [ids, role])).toEqual([
    [{ gen: GEN_ID }, 'original'],
    [{}, 'original'],
  ]);
});

test('without a stored prompt, the tool call gives the prompt; the user’s words count only for pictures that the model drew itself', async () => {
  const { records } = await read({
    'conversations.json': JSON.stringify([
      conversation(1, [
        { file: 'file_00000001', native: true, call: 'a fox in snow', words: 'draw a fox' },
        { file: 'file_00000002', native: true, words: 'draw a hen' },
        { file: 'file_00000003', words: 'draw an owl' },
      ]),
    ]),
  });
  expect(records.map(({ claims }) => [claims.prompt, claims.title, claims.model])).toEqual([
    ['a fox in snow', 'Picture file_00000001', 'gpt-4o'],
    ['draw a hen', 'Picture file_00000002', 'gpt-4o'],
    [undefined, undefined, undefined],
  ]);
});

test('an upload of the user is not a generation but a reference of the picture made from it', async () => {
  const talk = conversation(1, [
    { file: 'file_00000001', prompt: 'as a watercolour', genId: GEN_ID, upload: 'file-Upload12345678' },
  ]);
  const alone = conversation(2, []);
  Object.assign(alone.mapping as object, {
    a: {
      id: 'a',
      parent: 'root',
      message: {
        author: { role: 'user' },
        content: multimodal([pointer('file-Other123456789', null), 'what is this?']),
      },
    },
    b: {
      id: 'b',
      parent: 'a',
      message: {
        author: { role: 'tool', name: 'python' },
        content: multimodal([pointer('file-Chart123456789', null)]),
      },
    },
  });
  const { records, files } = await read({
    'conversations.json': JSON.stringify([talk, alone]),
    'file_00000001-sanitized.png': 'a',
    'file-Upload12345678-IMG_1.jpg': 'b',
    'file-Other123456789-IMG_2.jpg': 'c',
    'file-Chart123456789-plot.png': 'd',
  });
  expect(records.map(({ ids, claims }) => [ids, claims.prompt])).toEqual([[{ gen: GEN_ID }, 'as a watercolour']]);
  expect(Object.fromEntries([...files].map(([name, { ids, role }]) => [name.slice(0, 11), [ids, role]]))).toEqual({
    file_000000: [{ gen: GEN_ID }, 'original'],
    'file-Upload': [{ gen: GEN_ID }, 'reference'],
    'file-Other1': [{}, 'original'],
    'file-Chart1': [{}, 'original'],
  });
});

test('.dat files get their display names from the list of names and the library', async () => {
  const { documents, records, files, codes } = await read({
    'e/conversations.json': JSON.stringify([
      conversation(1, [{ file: 'file-AbCdEf1234567890', prompt: 'a fox', video: true }]),
    ]),
    'e/conversation_asset_file_names.json': JSON.stringify({
      'file-AbCdEf1234567890.dat': 'Fox at dusk.png',
      'file-Lone1234567890.dat': 'Lone hen.png',
      'file-Gone1234567890.dat': 'x',
    }),
    'e/library_files.json': JSON.stringify([
      { file_id: 'file-AbCdEf1234567890', library_file_id: 'lib1' },
      { file_id: 'file-Lone1234567890', library_file_id: 'lib2' },
    ]),
    'e/file-AbCdEf1234567890.dat': 'x',
    'e/file-Lone1234567890.dat': 'y',
  });
  expect(documents.map(({ name, records: of }) => [name, of.length])).toEqual([
    ['e/conversations.json', 1],
    ['e/library_files.json', 1],
    ['e/conversation_asset_file_names.json', 1],
  ]);
  expect(records.map(({ file, claims }) => [file, claims.title, claims.kind])).toEqual([
    ['e/file-AbCdEf1234567890.dat', 'Fox at dusk', 'video'],
    ['e/file-Lone1234567890.dat', undefined, undefined],
    ['e/file-Lone1234567890.dat', 'Lone hen', undefined],
  ]);
  expect(records[0]?.raw).toMatchObject({ displayName: 'Fox at dusk.png', library: { library_file_id: 'lib1' } });
  expect([...files.values()].map(({ expected }) => expected)).toEqual([false, false]);
  expect(codes).toEqual([]);
});

test('a manifest names the shards, and a missing shard is reported', async () => {
  const manifest = {
    version: 1,
    logical_files: { 'conversations.json': { files: ['chats-a.json', 'chats-b.json', 7], sharded: true } },
  };
  const { records, codes } = await read({
    'export.zip': zip([
      { name: 'top/export_manifest.json', content: JSON.stringify(manifest) },
      {
        name: 'top/chats-a.json',
        content: JSON.stringify([conversation(1, [{ file: 'file_00000001', prompt: 'a fox' }])]),
        deflate: true,
      },
    ]),
  });
  expect(records.map(({ claims }) => claims.prompt)).toEqual(['a fox']);
  expect(codes).toEqual(['part-missing']);
});

test('a field of a wrong type is dropped, the rest of the record is kept', async () => {
  const node = (message: unknown) => ({ id: 'n', parent: 'n', message });
  const odd = [
    null,
    7,
    {},
    { mapping: [] },
    { mapping: { a: null, b: 7, c: {}, d: { message: 7 } } },
    {
      mapping: {
        a: node({ author: 7, content: 7 }),
        b: node({
          author: { role: 'tool' },
          content: { parts: [null, { content_type: 'image_asset_pointer', asset_pointer: 7 }] },
        }),
      },
    },
    {
      title: { x: 1 },
      mapping: {
        a: node({
          author: { role: 'assistant' },
          create_time: 'never',
          content: {
            parts: [
              {
                content_type: 'image_asset_pointer',
                asset_pointer: [],
                width: '9',
                metadata: { dalle: { prompt: 7, seed: 'x', gen_id: {} } },
              },
            ],
          },
        }),
      },
    },
    conversation(1, [{ file: 'file_00000001', prompt: 'kept' }]),
  ];
  const { records } = await read({ 'conversations.json': JSON.stringify(odd) });
  expect(records.map(({ claims }) => claims.prompt)).toEqual([undefined, 'kept']);
});

test('conversations of another service are ignored', async () => {
  const { documents } = await read({
    'conversations.json': JSON.stringify([{ uuid: 'x', name: 'y', chat_messages: [] }]),
  });
  expect(documents).toEqual([]);
});

test('a cut file keeps every conversation before the cut', async () => {
  const talks = [1, 2, 3].map((number) =>
    conversation(number, [{ file: `file_0000000${number}`, prompt: `fox ${number}` }]),
  );
  const whole = JSON.stringify(talks);
  const { documents, records, codes } = await read({ 'conversations.json': whole.slice(0, -400) });
  expect(records.map(({ claims }) => claims.prompt)).toEqual(['fox 1', 'fox 2']);
  expect([documents[0]?.complete, codes]).toEqual([false, ['json-truncated']]);
});
