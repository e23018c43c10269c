/** Imports as a person makes them: folders and zips through the library's own door. */
import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { genId, taskId } from '../fixtures/ids.ts';
import { mp4 } from '../fixtures/media.ts';
import {
  exportPart,
  exportRecord,
  exportZip,
  generationsJson,
  hexRecord,
  NOVEMBER,
  storyboardRecord,
} from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { dumpOf, testLibrary } from './library.ts';

const part1 = [exportRecord(1), exportRecord(2), hexRecord(3), storyboardRecord(4)];
const part2 = [exportRecord(5), exportRecord(6), exportRecord(1)];

async function threeSources(): Promise<string> {
  const root = await tempFolder();
  await writeFiles(join(root, 'sora-data-files-export-1'), await exportPart(part1, part1.slice(1, 2)));
  await writeFile(join(root, 'sora-data-files-export-2.zip'), await exportZip(part2));
  await writeFiles(join(root, 'loose'), { 'holiday.mp4': await mp4('holiday') });
  return root;
}

test('a Sora 1 download has the title of its file name until a record has a better one', async () => {
  const root = await tempFolder();
  const { id } = exportRecord(1);
  await writeFile(join(root, `20251103_1020_Paper_Boats_remix_${id.slice(4)}.mp4`), await mp4('boats'));
  const { library, import: bring } = await testLibrary();
  await bring(root);
  const find = async (q: string) =>
    (await library.reads.search({ q, sort: 'newest', seed: 0, limit: 5, offsetId: null })).items;
  expect(await find('paper boats')).toMatchObject([
    { id, title: 'Paper Boats', operation: 'remix', state: 'media-only' },
  ]);
  expect((await library.reads.show(id))?.provenance).toMatchObject({ title: 'name', operation: 'name' });
  await writeFile(join(root, 'generations.json'), generationsJson([exportRecord(1, { title: 'The boats' })]));
  await bring(root);
  expect(await find('boats')).toMatchObject([{ id, title: 'The boats', operation: 'remix', state: 'complete' }]);
});

describe('an export in parts', () => {
  test('every record and every file is an item with its id, and duplicates are one item', async () => {
    const root = await threeSources();
    const { library, import: bring } = await testLibrary();
    const report = await bring(root);
    expect(report.problems).toEqual([]);
    expect(report.generations).toEqual({ added: 7, updated: 0, unchanged: 0 });
    expect(report.files).toMatchObject({ added: 6, duplicates: 1, missing: 0 });
    expect(report).toMatchObject({ promptOnly: 1, mediaOnly: 1, sources: [{ path: root, format: 'sora-export' }] });
    const { items, total } = await library.reads.search({ q: '', sort: 'newest', seed: 0, limit: 50, offsetId: null });
    expect(total).toBe(7);
    expect(items.flatMap((item) => item.files).every((file) => file.sha256 !== null)).toBe(true);
    const twice = await library.reads.show(exportRecord(1).id);
    expect(twice?.records).toHaveLength(2);
    expect(twice?.files.map((file) => file.entry)).toEqual(expect.arrayContaining([null, `${exportRecord(1).id}.mp4`]));
  });

  test('a second import changes nothing and reports that', async () => {
    const root = await threeSources();
    const { directory, import: bring } = await testLibrary();
    const first = await bring(root);
    const before = dumpOf(directory);
    const again = await bring(root);
    expect(again.generations).toEqual({ added: 0, updated: 0, unchanged: first.generations.added });
    expect(again.files).toEqual({ ...first.files, added: 0, unchanged: first.files.added });
    expect(dumpOf(directory)).toEqual(before);
  });

  test('parts imported one by one in reverse order give the same catalog', async () => {
    const root = await threeSources();
    const whole = await testLibrary();
    await whole.import(
      join(root, 'sora-data-files-export-1'),
      join(root, 'sora-data-files-export-2.zip'),
      join(root, 'loose'),
    );
    const pieces = await testLibrary();
    await pieces.import(join(root, 'loose'));
    await pieces.import(join(root, 'sora-data-files-export-2.zip'));
    await pieces.import(join(root, 'sora-data-files-export-1'));
    expect(dumpOf(pieces.directory)).toEqual(dumpOf(whole.directory));
  });

  test('dates come from ids, placeholders do not become titles, storyboards have shots', async () => {
    const { library, import: bring } = await testLibrary();
    await bring(await threeSources());
    const item = await library.reads.show(exportRecord(1).id);
    expect(item).toMatchObject({
      createdAt: new Date(NOVEMBER + 60_000).toISOString(),
      dateSource: 'id',
      title: null,
      mentions: ['somebody.lantern'],
    });
    const board = await library.reads.show(storyboardRecord(4).id);
    expect(board?.shots).toEqual([
      { seconds: 5, text: 'a tram leaves' },
      { seconds: 5, text: 'the stop stays empty' },
    ]);
    expect(await library.reads.show(hexRecord(3).id)).toMatchObject({
      id: hexRecord(3).id,
      prompt: null,
      state: 'complete',
    });
  });

  test('no link signature is kept anywhere', async () => {
    const { library, import: bring } = await testLibrary();
    await bring(await threeSources());
    const item = await library.reads.show(exportRecord(1).id);
    expect(JSON.stringify(item)).not.toMatch(/sig=|\?se=/);
  });
});

describe('changes on disk', () => {
  test('a deleted file is marked missing, keeps its item and edits, and is present again when it returns', async () => {
    const root = await threeSources();
    const { library, import: bring } = await testLibrary();
    await bring(root);
    const clip = join(root, 'loose', 'holiday.mp4');
    const [item] = (
      await library.reads.search({ q: 'state:media-only', sort: 'newest', seed: 0, limit: 1, offsetId: null })
    ).items;
    await library.edits.edit({
      selection: { type: 'query', q: 'state:media-only', except: [] },
      change: { set: 'tag-add', tag: 'beach' },
    });
    await rename(clip, `${clip}.away`);
    const gone = await bring(root);
    expect(gone.files.missing).toBe(1);
    expect(await library.reads.show(item?.id ?? '')).toMatchObject({ tags: ['beach'], files: [{ missing: true }] });
    await rename(`${clip}.away`, clip);
    const back = await bring(root);
    expect(back.files).toMatchObject({ missing: 0, added: 0 });
    expect(await library.reads.show(item?.id ?? '')).toMatchObject({ tags: ['beach'], files: [{ missing: false }] });
  });

  test('an absent source changes no item', async () => {
    const root = await threeSources();
    const { directory, library, import: bring } = await testLibrary();
    await bring(root);
    const before = dumpOf(directory);
    await rename(root, `${root}-away`);
    await expect(library.jobs.import([root])).rejects.toMatchObject({ code: 'not-found', path: root });
    await rename(`${root}-away`, root);
    expect(dumpOf(directory)).toEqual(before);
  });

  test('a record missing from a complete list is removed; one missing from a cut list stays', async () => {
    const root = await tempFolder();
    const list = join(root, 'generations.json');
    await writeFile(list, generationsJson(part1));
    const { library, import: bring } = await testLibrary();
    await bring(root);
    await writeFile(list, generationsJson(part1).slice(0, -200));
    const cut = await bring(root);
    expect(cut.problems.map((problem) => problem.code)).toContain('json-truncated');
    expect(await library.reads.total()).toBe(4);
    await writeFile(list, generationsJson(part1.slice(0, 2)));
    await bring(root);
    expect(await library.reads.total()).toBe(2);
  });
});

describe('invalid input', () => {
  test('each bad file is one problem, and everything else is imported', async () => {
    const root = await tempFolder();
    const good = await mp4('good', 2);
    await writeFiles(root, {
      'generations.json': generationsJson([exportRecord(1), exportRecord(2), exportRecord(3), exportRecord(4)]),
      [`${exportRecord(1).id}.mp4`]: good,
      [`${exportRecord(2).id}.mp4`]: '',
      [`${exportRecord(3).id}.mp4`]: 'I am no video, I am a letter to somebody.',
      [`${exportRecord(4).id}.MP4`]: good.subarray(0, 600),
      [`._${exportRecord(1).id}.mp4`]: 'resource fork',
      '__MACOSX/x.mp4': 'junk',
      'notes.txt': 'hello',
    });
    const { library, import: bring } = await testLibrary();
    const report = await bring(root);
    expect(report.problems.map((problem) => problem.code).sort()).toEqual(['file-empty', 'media-damaged', 'not-media']);
    expect(report.generations.added).toBe(4);
    expect(await library.reads.show(exportRecord(2).id)).toMatchObject({ state: 'prompt-only', files: [] });
    const damaged = await library.reads.show(exportRecord(4).id);
    expect(damaged).toMatchObject({ state: 'complete', files: [{ mime: 'video/mp4' }] });
    expect(damaged?.files[0]?.damage).toMatch(/\.$/);
    const again = await bring(root);
    expect(again.problems).toEqual(report.problems);
    expect(again.generations).toEqual({ added: 0, updated: 0, unchanged: 4 });
  });

  test('records with invalid fields are kept with their valid fields', async () => {
    const root = await tempFolder();
    const records = [
      { ...exportRecord(1), prompt: 17 },
      { ...exportRecord(2), width: 'wide', height: null, prompt: '\ud800 half a pair' },
      { ...exportRecord(3), id: null },
      { ...exportRecord(4), id: null, task_id: { not: 'text' }, prompt: 'nobody knows my name' },
      JSON.parse(
        '{"__proto__": {"polluted": true}, "id": "gen_01k94kq2hbetfb59tdwh9edd1r", "task_id": "x", "prompt": "proto"}',
      ),
      'a string',
      null,
    ];
    await writeFile(join(root, 'generations.json'), `\ufeff${JSON.stringify(records)}`);
    const { library, import: bring } = await testLibrary();
    await bring(root);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(await library.reads.show(exportRecord(1).id)).toMatchObject({ prompt: null });
    expect(await library.reads.show(exportRecord(2).id)).toMatchObject({
      prompt: expect.stringContaining('half a pair'),
    });
    expect(await library.reads.show(taskId(NOVEMBER + 3 * 60_000 - 9_000, 3))).toMatchObject({ state: 'prompt-only' });
    const nameless = await library.reads.search({
      q: '"nobody knows my name"',
      sort: 'newest',
      seed: 0,
      limit: 5,
      offsetId: null,
    });
    expect(nameless.items).toMatchObject([{ id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) }]);
  });

  test('links out of the source are reported and not followed; circular links end', async () => {
    const root = await tempFolder();
    const outside = await tempFolder();
    await writeFiles(outside, { 'secret.mp4': await mp4('secret') });
    await writeFiles(root, { 'a/clip.mp4': await mp4('clip') });
    await symlink(outside, join(root, 'a', 'out'));
    await symlink(root, join(root, 'a', 'round'));
    const { library, import: bring } = await testLibrary();
    const report = await bring(root);
    expect(report.files.added).toBe(1);
    expect(report.problems.map((problem) => problem.code)).toContain('link-outside');
    expect(await library.reads.total()).toBe(1);
  });

  test('names with line breaks, of 255 bytes and in two normal forms are all kept', async () => {
    const root = await tempFolder();
    const names = ['line\nbreak.mp4', `${'n'.repeat(251)}.mp4`, 'caf\u00e9.mp4', 'cafe\u0301.mp4'];
    for (const name of names) await writeFile(join(root, name), await mp4(name));
    const { import: bring } = await testLibrary();
    expect((await bring(root)).files).toMatchObject({ added: 4, skipped: 0 });
  });

  test('an unrecognised folder is reported in plain words', async () => {
    const root = await tempFolder();
    await writeFiles(root, { 'letter.txt': 'hello' });
    const { import: bring } = await testLibrary();
    expect((await bring(root)).problems).toMatchObject([{ code: 'nothing-found', path: root }]);
  });

  test('when one of several paths is empty, the others are imported', async () => {
    const root = await threeSources();
    const empty = await tempFolder();
    const { import: bring } = await testLibrary();
    const report = await bring(empty, root);
    expect(report.generations.added).toBe(7);
    expect(report.problems).toMatchObject([{ code: 'nothing-found', path: empty }]);
  });
});

describe('cancelling', () => {
  test('finished work stays, and the next import continues', async () => {
    const root = await tempFolder();
    const records = Array.from({ length: 4000 }, (_, at) => exportRecord(at));
    await writeFile(join(root, 'generations.json'), generationsJson(records));
    const { library, import: bring } = await testLibrary();
    const job = await library.jobs.import([root]);
    const unsubscribe = library.subscribe((event) => {
      if (event.type === 'job' && event.job.progress?.phase === 'catalogue') library.jobs.cancel(job.id);
    });
    expect((await library.jobs.finished(job.id)).state).toBe('cancelled');
    unsubscribe();
    const report = await bring(root);
    expect(report.generations.added + report.generations.unchanged).toBe(4000);
    expect(await library.reads.total()).toBe(4000);
  });
});

describe('dates without any id', () => {
  test('a file without a dated name gets its own time; a time before 1981 is ignored', async () => {
    const root = await tempFolder();
    await mkdir(join(root, 'x'));
    const paths = [join(root, 'x', 'new.mp4'), join(root, 'x', 'old.mp4')] as const;
    for (const path of paths) await writeFile(path, await mp4(path));
    await utimes(paths[0], new Date('2025-06-01T12:00:00Z'), new Date('2025-06-01T12:00:00Z'));
    await utimes(paths[1], new Date(0), new Date(0));
    const { library, import: bring } = await testLibrary();
    await bring(root);
    const { items } = await library.reads.search({ q: '', sort: 'newest', seed: 0, limit: 5, offsetId: null });
    expect(items.map((item) => [item.createdAt, item.dateSource])).toEqual([
      ['2025-06-01T12:00:00.000Z', 'file-time'],
      [null, null],
    ]);
    await rm(root, { recursive: true });
  });

  test('the id in the name of a single file gives its identity and date', async () => {
    const root = await tempFolder();
    const id = genId(NOVEMBER, 9);
    await writeFile(join(root, `My clip ${id.slice(4)} (1).mp4`), await mp4('loose'));
    const { library, import: bring } = await testLibrary();
    await bring(root);
    expect(await library.reads.show(id)).toMatchObject({
      id,
      state: 'media-only',
      createdAt: new Date(NOVEMBER).toISOString(),
      formats: ['loose'],
    });
  });
});
