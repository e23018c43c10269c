/** Second copies from the command line, each command as a process. */
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { MirrorCheck, MirrorInfo, MirrorReport } from '../../src-main/contract/library/mirror.ts';
import { mp4 } from '../fixtures/media.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { mountSmallDisk, unmount } from './as-person.ts';
import { type Ran, run } from './run.ts';

vi.setConfig({ testTimeout: 240_000 });

async function world() {
  const root = await tempFolder();
  await writeFiles(join(root, 'Sora'), { 'one.mp4': await mp4('one'), 'deep/two.mp4': await mp4('two') });
  const go = (...args: readonly string[]): Promise<Ran> => run('--library', join(root, 'library'), ...args);
  const json = async <T>(...args: readonly string[]): Promise<T> => JSON.parse((await go('--json', ...args)).out) as T;
  await go('import', join(root, 'Sora'));
  return { root, source: join(root, 'Sora'), target: join(root, 'stick', 'copy'), go, json };
}

test('a second copy is added, run, checked, reported as not connected, and forgotten', async () => {
  const { root, source, target, go, json } = await world();
  expect((await go('mirror')).out).toContain('No second copies yet');
  const { mirror } = await json<{ mirror: unknown }>('mirror', 'add', target, '--source', source);
  expect(MirrorInfo.parse(mirror)).toMatchObject({ path: target, state: 'behind', pending: 2 });
  const ran = await go('mirror', 'run', '--json');
  expect(ran.code).toBe(0);
  const [report] = MirrorReport.array().parse(JSON.parse(ran.out).mirrors);
  expect(report).toMatchObject({ copied: 2, problems: [], directory: target });
  expect(await readdir(join(target, 'Sora', 'deep'))).toEqual(['two.mp4']);
  expect((await go('mirror', 'list')).out).toMatch(/up to date · last run \d{4}-\d\d-\d\d \d\d:\d\d UTC · 2 copies/);

  await writeFile(join(target, 'Sora', 'one.mp4'), 'spoiled');
  const checked = await go('mirror', 'check', target, '--json');
  expect(checked.code).toBe(1);
  expect(MirrorCheck.array().parse(JSON.parse(checked.out).mirrors)).toMatchObject([
    { intact: 1, changed: [{ path: join(target, 'Sora', 'one.mp4') }], missing: [] },
  ]);
  expect(await go('mirror', 'run')).toMatchObject({
    code: 1,
    out: expect.stringContaining('1 set aside in “replaced”'),
  });
  expect(await go('mirror', 'check', '1')).toMatchObject({ code: 0, out: expect.stringContaining('2 intact') });

  await rm(join(source, 'one.mp4'));
  await go('import', source);
  expect((await go('mirror', 'run')).out).toContain('1 kept whose original is in no source any more');
  expect((await go('mirror', 'run', '--set-aside')).out).toContain('1 set aside in “removed”');

  await rename(join(root, 'stick'), join(root, 'drawer'));
  expect(await go('mirror', 'run')).toMatchObject({
    code: 0,
    out: expect.stringContaining('has not been connected since'),
  });
  expect(await go('mirror', 'run', target)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('not connected'),
  });
  expect(await json('mirror', 'remove', target)).toEqual({ removed: { id: 1, path: target } });
  expect(await readdir(join(root, 'drawer', 'copy', 'Sora'))).toEqual(['deep']);
});

test('wrong usage gives one sentence and exit code 2', async () => {
  const { root, source, target, go } = await world();
  await mkdir(join(root, 'full', 'x'), { recursive: true });
  for (const wrong of [
    ['mirror', 'fly'],
    ['mirror', 'add', target],
    ['mirror', 'add', '--source', source],
    ['mirror', 'add', target, '--source', join(root, 'nowhere')],
    ['mirror', 'add', target, '--collection', 'nothing'],
    ['mirror', 'add', target, '--query', 'type:vidoe'],
    ['mirror', 'add', join(source, 'in'), '--source', source],
    ['mirror', 'add', join(root, 'full'), '--source', source],
    ['mirror', 'list', '--full'],
    ['mirror', 'run'],
    ['mirror', 'check', target],
    ['mirror', 'remove'],
  ])
    expect(await go(...wrong)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^[^\n]+\n$/) });
  expect(await readdir(root)).not.toContain('stick');
  expect((await go('help', 'mirror')).out).toContain('--set-aside');
});

test('a full drive is reported, and the next run continues when there is space', async () => {
  const { source, target, go } = await world();
  await mkdir(target, { recursive: true });
  if (!mountSmallDisk(target, '256k')) return;
  onTestFinished(() => unmount(target));
  await writeFile(join(source, 'large.mp4'), Buffer.concat([await mp4('large'), Buffer.alloc(300_000)]));
  await go('import', source);
  await go('mirror', 'add', target, '--source', source);
  expect(await go('mirror', 'run')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('is full') });
  expect((await readdir(target, { recursive: true })).filter((name) => name.endsWith('.part'))).toEqual([]);
  spawnSync('mount', ['-o', 'remount,size=4m', target]);
  expect((await go('mirror', 'run')).code).toBe(0);
  expect((await readdir(join(target, 'Sora'))).sort()).toEqual(['deep', 'large.mp4', 'one.mp4']);
});
