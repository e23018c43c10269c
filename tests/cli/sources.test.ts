/** Sources and reports from the command line, each command as a process. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { FileOutcome } from '../../src-main/contract/archive/file-outcome.ts';
import { ImportReport } from '../../src-main/contract/archive/report.ts';
import { SourceInfo } from '../../src-main/contract/library/library.ts';
import { mp4 } from '../fixtures/media.ts';
import { exportPart, exportRecord } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { type Ran, run } from './run.ts';

vi.setConfig({ testTimeout: 240_000 });

async function world() {
  const root = await tempFolder();
  const library = join(root, 'library');
  await writeFiles(join(root, 'one'), await exportPart([exportRecord(1), exportRecord(2)]));
  await writeFiles(join(root, 'two'), { 'holiday.mp4': await mp4('holiday'), 'notes.docx': 'x' });
  const go = (...args: readonly string[]): Promise<Ran> => run('--library', library, ...args);
  const json = async <T>(...args: readonly string[]): Promise<T> => JSON.parse((await go('--json', ...args)).out) as T;
  return { root, go, json };
}

test('file outcomes are printed on request, at once and later', async () => {
  const { root, json, go } = await world();
  const { accounts, ...report } = await json<{ accounts: FileOutcome[] }>('import', join(root, 'two'), '--files');
  expect(ImportReport.parse(report)).toMatchObject({ walked: 2, files: { added: 1, skipped: 1 } });
  expect(FileOutcome.array().parse(accounts)).toMatchObject([
    { fate: 'new', path: join(root, 'two', 'holiday.mp4') },
    { fate: 'skipped', reason: 'not-media', path: join(root, 'two', 'notes.docx') },
  ]);
  const later = await json<{ id: number; accounts: FileOutcome[] }>('report', '--files', '--fate', 'skipped');
  expect(later).toMatchObject({ id: 1, accounts: [{ fate: 'skipped' }] });
  expect(await go('report', '1')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 new, 1 skipped (not-media)'),
  });
  for (const wrong of [
    ['report', '7'],
    ['report', 'x'],
    ['report', '--files', '--fate', 'eaten'],
    ['report', '--fate', 'new'],
  ])
    expect(await go(...wrong)).toMatchObject({ code: 2, out: '' });
});

test('sources are listed with their format and its reason, moved, reported as not connected, and removed', async () => {
  const { root, json, go } = await world();
  await go('import', join(root, 'one'), join(root, 'two'));
  const { sources } = await json<{ sources: unknown }>('sources');
  expect(SourceInfo.array().parse(sources)).toMatchObject([
    { path: join(root, 'one'), generations: 2, files: 2, beliefs: [{ format: 'sora-export', documents: 1 }] },
    { path: join(root, 'two'), generations: 1, files: 1, beliefs: [{ format: 'loose' }] },
  ]);
  expect((await go('sources')).out).toContain('It lists generations with their task and prompt.');
  await rename(join(root, 'one'), join(root, 'three'));
  const away = await go('sources', 'rescan', join(root, 'one'), '--json');
  expect(away.code).toBe(1);
  expect(JSON.parse(away.out)).toMatchObject({ problems: [{ code: 'source-missing' }], files: { missing: 2 } });
  const moved = await go('sources', 'move', join(root, 'one'), join(root, 'three'), '--json');
  expect(moved.code).toBe(0);
  expect(JSON.parse(moved.out)).toMatchObject({
    moved: { path: join(root, 'three'), found: 2, lost: 0 },
    report: { files: { missing: 0, added: 0 } },
  });
  await mkdir(join(root, 'empty'));
  await writeFile(join(root, 'empty', 'x.txt'), 'x');
  expect(await go('sources', 'move', '2', join(root, 'empty'))).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('Nothing of this source'),
  });
  expect(await json('sources', 'remove', '2')).toMatchObject({
    removed: { path: join(root, 'two'), vanished: 1, edited: 0 },
  });
  expect((await json<{ total: number }>('search')).total).toBe(2);
  expect(await go('sources', 'remove', '2')).toMatchObject({
    code: 2,
    err: expect.stringContaining('No source is at'),
  });
});

test('a source is read as the chosen format, and as detected again', async () => {
  const { root, json, go } = await world();
  await go('import', join(root, 'one'));
  expect(await json('sources', 'read', join(root, 'one'), '--as', 'loose')).toMatchObject({
    beliefs: [{ format: 'loose', asked: true }],
    mediaOnly: 2,
  });
  expect(await json('sources', 'read', '1', '--as', 'auto')).toMatchObject({
    beliefs: [{ format: 'sora-export', asked: false }],
    mediaOnly: 0,
  });
  expect(await json('sources', 'watch', '1')).toMatchObject({ source: { watched: true } });
  expect(await json('sources', 'unwatch', join(root, 'one'))).toMatchObject({ source: { watched: false } });
  for (const wrong of [['read', '1'], ['read', '1', '--as', 'sora'], ['fly'], ['watch'], ['rescan', '--as', 'loose']])
    expect(await go('sources', ...wrong)).toMatchObject({ code: 2, out: '' });
});
