/** Tests batches of the sora-additions extension: manifests, their files, and the tasks that they left out. */
import { expect, test } from 'vitest';
import { genId, taskId } from '../fixtures/ids.ts';
import { APRIL } from '../fixtures/service.ts';
import { batch } from '../fixtures/sora-additions.ts';
import { SIGNATURE } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { collect } from './collect.ts';

async function read(files: Record<string, unknown>) {
  const folder = await tempFolder();
  const contents = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  ]);
  await writeFiles(folder, Object.fromEntries(contents));
  return collect(folder);
}

test('every generation of a batch is a record with the batch’s fields', async () => {
  const made = batch(1);
  const [task] = made.tasks;
  const { documents, records, codes } = await read({ 'sora_manifest_1755000000000.json': made });
  expect(documents).toMatchObject([{ format: 'sora-additions', complete: true }]);
  expect(codes).toEqual([]);
  expect(records.map(({ ids, claims }) => [ids, claims])).toEqual(
    task?.generations.map(({ id }) => [{ task: task.id, gen: id }, { kind: 'video' }]),
  );
  expect(records[0]?.raw).toMatchObject({
    mode: 'final',
    quality: 'source',
    tasks: [{ id: task?.id, generations: [{ id: task?.generations[0]?.id }] }],
  });
  expect(JSON.stringify(records)).not.toContain(SIGNATURE);
});

test('a batch’s zip is read in place, its files under their generations', async () => {
  const made = batch(1);
  const generations = made.tasks[0]?.generations ?? [];
  const files = generations.map(({ filename }) => ({ name: filename, content: 'x' }));
  const { files: found } = await read({
    'sora_batch_1755000000000.zip': zip([{ name: 'manifest.json', content: JSON.stringify(made) }, ...files]),
  });
  expect([...found.values()].map(({ ids }) => ids.gen)).toEqual(generations.map(({ id }) => id));
});

test('the manifest identifies a file, whatever its name', async () => {
  const made = batch(1, 1);
  const [{ id: task, generations: [generation] = [] } = { id: '' }] = made.tasks;
  const filename = `sora_${task.slice(5)}_${generation?.id.slice(4)}.png`;
  const renamed = {
    ...made,
    task_type: null,
    mode: 'images',
    tasks: [{ id: task, generations: [{ ...generation, filename }] }],
  };
  const { files, records } = await read({ 'a/manifest.json': renamed, [`a/${filename}`]: 'x', [`b/${filename}`]: 'x' });
  expect(files.get(`a/${filename}`)?.ids).toEqual({ gen: generation?.id });
  expect(records[0]?.claims).toEqual({ kind: 'image' });
});

test('a task that a batch left out is identified by its id', async () => {
  const [lost, failed] = [taskId(APRIL, 50), genId(APRIL, 51)];
  const pruned = [{ kind: 'task', id: lost, reason: 'not found', skipped_generations: 2 }];
  const failures = [{ kind: 'generation', id: failed, reason: 'HTTP 500' }];
  const { records } = await read({ 'manifest.json': batch(1, 0, { pruned, failures }) });
  expect(records.map(({ ids }) => ids)).toEqual([{ task: batch(1).tasks[0]?.id }, { task: lost }, { gen: failed }]);
  expect(records[1]?.raw).toMatchObject({ mode: 'final', pruned });
});

test.each([
  ['an extension', { manifest_version: 3, name: 'x', tasks: [{ id: 1 }] }],
  ['a web app', { name: 'x', icons: [], failures: [] }],
  ['tasks of the service', { tasks: [] }],
])('the manifest of %s is ignored', async (_, content) => {
  expect((await read({ 'manifest.json': content })).documents.map(({ format }) => format)).not.toContain(
    'sora-additions',
  );
});

test('a field of a wrong type is dropped, the rest of the record is kept', async () => {
  const tasks = [
    { id: 5, generations: [{ id: null, filename: '../secret.mp4' }, 'x'] },
    { id: batch(1).tasks[0]?.id, generations: 'none' },
    { generations: [{ id: {}, filename: 'here.mp4' }] },
    null,
  ];
  const { records, codes } = await read({
    'manifest.json': batch(1, 1, { tasks: [...batch(2).tasks, ...tasks], pruned: [7] }),
    'here.mp4': 'x',
  });
  expect(records.map(({ ids, file }) => [ids, file])).toEqual([
    ...(batch(2).tasks[0]?.generations ?? []).map(({ id }) => [{ task: batch(2).tasks[0]?.id, gen: id }, undefined]),
    [{}, undefined],
    [{ task: batch(1).tasks[0]?.id }, undefined],
    [{}, 'here.mp4'],
  ]);
  expect(codes).toEqual(['record-malformed', 'record-malformed']);
});
