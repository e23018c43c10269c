/** Tests the official export as users have it: parts, copies, renamed, damaged and cut. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { readSource } from '../../src-main/formats/registry.ts';
import { openSource } from '../../src-main/formats/source-files/open-source.ts';
import {
  exportPart,
  exportRecord,
  exportZip,
  generationsJson,
  hexRecord,
  SIGNATURE,
  storyboardRecord,
} from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { collect } from './collect.ts';

// Slow only when many processes run at the same time.
vi.setConfig({ testTimeout: 60_000 });

async function readJson(content: string | Uint8Array, name = 'generations.json') {
  const folder = await tempFolder();
  await writeFiles(folder, { [name]: content });
  return collect(folder);
}

test('a whole export is read: three parts as folder, zip and renamed list, in any order', async () => {
  const folder = await tempFolder();
  const [one, two, three, lost] = [exportRecord(1), storyboardRecord(2), hexRecord(3), exportRecord(4, { prompt: '' })];
  await writeFiles(folder, {
    ...prefixed('sora-data-files-export-1/', await exportPart([one, lost], [lost])),
    'sora-data-files-export-2.zip': await exportZip([two, one]),
    'sora-data-files-export-3-generations.json': generationsJson([three]),
    [`videos/${three.id.toUpperCase()}.MP4`]: 'x',
  });
  const { documents, files, codes, skipped } = await collect(folder);
  expect(documents.map(({ name, complete, records }) => [name, complete, records.length])).toEqual([
    ['sora-data-files-export-1/generations.json', true, 2],
    ['sora-data-files-export-3-generations.json', true, 1],
    ['sora-data-files-export-2.zip/generations.json', true, 2],
  ]);
  expect([...files].map(([name, { ids, expected, account }]) => [name, ids, expected, account])).toEqual([
    [`sora-data-files-export-1/${one.id}.mp4`, { gen: one.id }, true, undefined],
    [`videos/${three.id.toUpperCase()}.MP4`, { gen: three.id }, true, undefined],
    [`sora-data-files-export-2.zip/${two.id}.mp4`, { gen: two.id }, true, undefined],
    [`sora-data-files-export-2.zip/${one.id}.mp4`, { gen: one.id }, true, undefined],
  ]);
  expect({ codes, skipped }).toEqual({ codes: [], skipped: 0 });
});

test('a record gives all its fields, without placeholders and signatures', async () => {
  const record = exportRecord(1);
  const { records } = await readJson(generationsJson([record, storyboardRecord(2), hexRecord(3)]));
  expect(records[0]).toEqual({
    ids: { gen: record.id, task: record.task_id },
    claims: { prompt: record.prompt, width: 352, height: 640, mentions: ['somebody.lantern'] },
    raw: { ...record, url: record.url.split('?')[0] },
  });
  expect(records[1]?.claims.shots).toEqual([
    { seconds: 5, text: 'a tram leaves' },
    { seconds: 5, text: 'the stop stays empty' },
  ]);
  expect(records[2]?.ids.gen).toMatch(/^[0-9a-f]{32}$/);
  expect(records[2]?.claims).toEqual({ width: 352, height: 640 });
  expect(JSON.stringify(records)).not.toContain(SIGNATURE);
});

describe('which files belong to a record', () => {
  const one = exportRecord(1);
  const hex = hexRecord(2);
  test.each([
    [`${one.id}.mp4`, { gen: one.id }],
    [`${one.id.toUpperCase()} (1).MOV`, { gen: one.id }],
    [`gen_${one.id}--Paper.webm`, { gen: one.id }],
    [`${one.id.slice(4)}.mp4`, { gen: one.id }],
    [`cropped-${one.id}-ab12cd.png`, { gen: one.id }],
    [`${hex.id}.mp4`, { gen: hex.id }],
    [`my favourite ${hex.id}.mp4`, { gen: hex.id }],
    [`19700121_0231_${hex.id}.mp4`, { post: `s_${hex.id}` }],
    ['holiday.mp4', {}],
  ])('%s', async (name, ids) => {
    const folder = await tempFolder();
    await writeFiles(folder, { 'generations.json': generationsJson([one, hex]), [`elsewhere/${name}`]: 'x' });
    const { files } = await collect(folder);
    expect(files.get(`elsewhere/${name}`)?.ids).toEqual(ids);
  });

  test('an id of an unknown shape still finds the file with its name', async () => {
    const record = exportRecord(1, { id: 'Legacy-Clip_0001-abcdef' });
    const folder = await tempFolder();
    await writeFiles(folder, { 'generations.json': generationsJson([record]), 'Legacy-Clip_0001-abcdef.mp4': 'x' });
    const { records, files } = await collect(folder);
    expect(records[0]?.ids.gen).toBe('legacy-clip_0001-abcdef');
    expect(files.get('Legacy-Clip_0001-abcdef.mp4')?.ids).toEqual({ gen: 'legacy-clip_0001-abcdef' });
  });
});

describe('accounts', () => {
  const part = generationsJson([exportRecord(1)]);
  const one = exportRecord(1);
  const accountsIn = async (files: Record<string, string | Uint8Array>, root = 'backup') => {
    const folder = join(await tempFolder(), root);
    await writeFiles(folder, files);
    const { records, files: found } = await collect(folder);
    return [...records.map(({ claims }) => claims.account), ...[...found.values()].map(({ account }) => account)];
  };

  test('several folders of parts are several accounts, for their files too', async () => {
    expect(
      await accountsIn({
        'ada/sora-data-files-export-1/generations.json': part,
        'ada/sora-data-files-export-2/generations.json': part,
        'bo/sora-data-files-export-1.zip': zip([{ name: 'generations.json', content: part }]),
        [`ada/other/${one.id}.mp4`]: 'x',
        'bo/loose.mp4': 'x',
        'else.mp4': 'x',
      }),
    ).toEqual(['ada', 'ada', 'bo', 'ada', 'bo', undefined]);
  });

  test('folders that contain a list directly and zips of whole accounts also count', async () => {
    expect(
      await accountsIn({
        'ada/generations.json': part,
        'bo.zip': zip([{ name: 'sora-data-files-export-1/generations.json', content: part }]),
      }),
    ).toEqual(['ada', 'bo']);
  });

  test('one folder under `videos` is an account, inside the source or as its name', async () => {
    expect(await accountsIn({ 'videos/ada/sora-data-files-export-1/generations.json': part })).toEqual(['ada']);
    expect(await accountsIn({ 'ada/sora-data-files-export-1/generations.json': part }, 'videos')).toEqual(['ada']);
  });

  test.each([
    [
      'parts at the top',
      { 'sora-data-files-export-1/generations.json': part, 'sora-data-files-export-2/generations.json': part },
    ],
    [
      'a single folder of parts',
      {
        'my sora/sora-data-files-export-1/generations.json': part,
        'my sora/sora-data-files-export-2/generations.json': part,
      },
    ],
    [
      'a folder inside a similar folder',
      { 'sora-data-files-export-1/sora-data-files-export-1/generations.json': part, 'generations.json': part },
    ],
    ['parts by number', { '1/generations.json': part, '2/generations.json': part }],
    ['parts by name', { 'part 1/generations.json': part, 'part 2/generations.json': part }],
    [
      'renamed lists beside each other',
      { 'sora-data-files-export-1-generations.json': part, 'sora-data-files-export-2-generations.json': part },
    ],
  ])('%s are not accounts', async (_, files) => {
    expect(new Set(await accountsIn(files as Record<string, string>))).toEqual(new Set([undefined]));
  });
});

describe('cut, damaged and foreign lists', () => {
  const [first, second] = [exportRecord(1), exportRecord(2)];
  test.each([
    ['one record alone', JSON.stringify(first), 1],
    ['one record per line', `${JSON.stringify(first)}\n${JSON.stringify(second)}\n`, 2],
    ['wrapped in an object', JSON.stringify({ generations: [first, second], count: 2 }), 2],
  ])('records are read from a list that was split: %s', async (_, content, count) => {
    const { documents, codes } = await readJson(content, 'generations (1).json');
    expect(documents.map(({ format, records }) => [format, records.length])).toEqual([['sora-export', count]]);
    expect(codes).toEqual([]);
  });

  const good = [exportRecord(1), exportRecord(2), exportRecord(3)];

  test('a cut list keeps the records before the cut and is not complete', async () => {
    const text = generationsJson(good);
    const { documents, codes } = await readJson(text.slice(0, text.length - 40));
    expect(documents[0]).toMatchObject({ complete: false, records: { length: 2 } });
    expect(codes).toEqual(['json-truncated']);
  });

  test.each([
    ['cut before its first record', '[{"id": "gen_01k94', 'json-truncated', false],
    ['without bytes', '', 'json-empty', false],
    ['without records', '[]', 'no-records', true],
  ])('a list %s is still recognised by its name', async (_, text, code, complete) => {
    const { documents, codes } = await readJson(text);
    expect(documents).toMatchObject([{ format: 'sora-export', complete, records: [] }]);
    expect(codes).toEqual([code]);
  });

  test.each([
    ['another program’s list', '[{"id": 1, "prompt": "x", "model": "sd"}]'],
    ['an object', '{"generations": []}'],
    ['a web page', '<!doctype html>'],
    ['numbers', '[1, 2, 3]'],
  ])('%s of the same name is skipped and reported', async (_, text) => {
    const { documents, codes, skipped } = await readJson(text);
    expect(documents).toEqual([]);
    expect(codes).toEqual(['unrecognised-json']);
    expect(skipped).toBe(1);
  });

  test.each([
    'generations (1).json',
    'Generations.JSON',
    'part-1-generations.json',
    'generations copy.json',
    'my list.json',
    'generations.json.txt',
  ])('%s is recognised', async (name) => {
    expect((await readJson(generationsJson(good), name)).documents).toMatchObject([{ records: { length: 3 } }]);
  });

  test('other documents are skipped without a problem', async () => {
    const folder = await tempFolder();
    await writeFiles(folder, {
      'package.json': '{"name":"x"}',
      'notes.txt': 'hello',
      'list.json': '[{"a":1}]',
      'cut.json': '[{"a"',
    });
    expect(await collect(folder)).toMatchObject({ documents: [], codes: [], skipped: 4 });
  });

  test('a field of a wrong type is dropped, the rest of the record is kept', async () => {
    const odd = [
      {
        id: 'gen_01k94kq2hbetfb59tdwh9edd1r',
        task_id: 7,
        width: 'wide',
        height: null,
        title: ['x'],
        prompt: 42,
        url: {},
      },
      { id: null, task_id: 'task_01k94kd0mmfhead8x4a1jh69re', prompt: 'by its task' },
      { id: { nested: true }, task_id: [], prompt: 'nothing but a prompt', width: '640', height: 352.5 },
      { id: 12345, task_id: null, prompt: null },
      { ['__proto__']: { polluted: true }, id: 'gen_01k94kd0mmfhead8x4a1jh69rf', task_id: 'x', prompt: 'half \ud83d' },
      'not a record',
      null,
      [1],
    ];
    const json = JSON.stringify(odd).replace(
      '{"id":"gen_01k94kd0mmfhead8x4a1jh69rf"',
      '{"__proto__":{"polluted":true},"id":"gen_01k94kd0mmfhead8x4a1jh69rf"',
    );
    const { records, codes, documents } = await readJson(json);
    expect(records.map(({ ids, claims }) => ({ ids, claims }))).toEqual([
      { ids: { gen: 'gen_01k94kq2hbetfb59tdwh9edd1r' }, claims: {} },
      { ids: { task: 'task_01k94kd0mmfhead8x4a1jh69re' }, claims: { prompt: 'by its task' } },
      { ids: {}, claims: { prompt: 'nothing but a prompt' } },
      { ids: {}, claims: {} },
      { ids: { gen: 'gen_01k94kd0mmfhead8x4a1jh69rf' }, claims: { prompt: 'half \ufffd' } },
    ]);
    expect(codes).toEqual(['record-malformed', 'record-malformed', 'record-malformed']);
    expect(documents[0]?.complete).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each([
    ['a byte-order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 BE', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('%s is decoded', async (_, encode) => {
    const { records, codes } = await readJson(encode(generationsJson([exportRecord(1, { prompt: '紙の龍 🐉' })])));
    expect(records[0]?.claims.prompt).toBe('紙の龍 🐉');
    expect(codes).toEqual([]);
  });

  test('a list that disappeared after listing is a problem, and its records do not count as gone', async () => {
    const folder = await tempFolder();
    await writeFiles(folder, { 'generations.json': generationsJson(good) });
    const source = await openSource(folder);
    await rm(join(folder, 'generations.json'));
    const readings = await Array.fromAsync(readSource(source));
    expect(readings).toMatchObject([
      { type: 'document' },
      { type: 'problem', problem: { code: 'file-missing' } },
      { type: 'document-end', complete: false, beside: null },
    ]);
  });

  test('a list in a zip that is cut short is read up to the cut', async () => {
    const records = Array.from({ length: 200 }, (_, i) => exportRecord(i));
    const path = join(await tempFolder(), 'part.zip');
    const whole = zip([{ name: 'generations.json', content: generationsJson(records), deflate: true }]);
    await writeFile(path, whole.subarray(0, Math.floor(whole.length / 2)));
    const { documents, codes, source } = await collect(path);
    expect(documents[0]?.records.length).toBeGreaterThan(10);
    expect(documents[0]?.complete).toBe(false);
    expect(codes).toEqual(['zip-damaged', 'json-truncated']);
    expect(source.complete).toBe(false);
  });
});

describe('files alone', () => {
  test('every media file is yielded once, with the claim from its name', async () => {
    const folder = await tempFolder();
    const post = hexRecord(5).id;
    await writeFiles(folder, {
      [`19700121_0231_${post}.mp4`]: 'x',
      'a/IMG.PNG': 'x',
      'file-AbC.dat': 'x',
      noextension: 'x',
      [`thumbnail_s_${post}.jpg`]: 'x',
      '20250412_1804_Paper Boats_simple_compose_01jrnjth82f4qs4fr84g98pbsk.png': 'x',
      'empty.mp4': '',
      'readme.txt': 'x',
    });
    const { files, skipped, documents, codes } = await collect(folder);
    expect(
      Object.fromEntries([...files].map(([name, { ids, role, expected }]) => [name, { ids, role, expected }])),
    ).toEqual({
      [`19700121_0231_${post}.mp4`]: { ids: { post: `s_${post}` }, role: 'original', expected: true },
      'a/IMG.PNG': { ids: {}, role: 'original', expected: true },
      'file-AbC.dat': { ids: {}, role: 'original', expected: false },
      noextension: { ids: {}, role: 'original', expected: false },
      [`thumbnail_s_${post}.jpg`]: { ids: { post: `s_${post}` }, role: 'thumbnail', expected: true },
      '20250412_1804_Paper Boats_simple_compose_01jrnjth82f4qs4fr84g98pbsk.png': {
        ids: { gen: 'gen_01jrnjth82f4qs4fr84g98pbsk' },
        role: 'original',
        expected: true,
      },
      'empty.mp4': { ids: {}, role: 'original', expected: true },
    });
    expect(files.get('20250412_1804_Paper Boats_simple_compose_01jrnjth82f4qs4fr84g98pbsk.png')?.namedMs).toBe(
      new Date(2025, 3, 12, 18, 4).getTime(),
    );
    expect({ skipped, documents, codes }).toEqual({ skipped: 1, documents: [], codes: [] });
  });

  test('with filesOnly, no document is opened', async () => {
    const folder = await tempFolder();
    await writeFiles(folder, await exportPart([exportRecord(1)]));
    const types: string[] = [];
    for await (const reading of readSource(await openSource(folder), { filesOnly: true })) types.push(reading.type);
    expect(types).toEqual(['file']);
  });
});

function prefixed<T>(prefix: string, files: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [prefix + name, content]));
}
