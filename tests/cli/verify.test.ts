/** `verify` on the command line: one source, its history, killed and gone on with, and where nothing can be written. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import { VerifyReport } from '../../src-main/contract/archive/report.ts';
import { VerifyRun } from '../../src-main/contract/library/verification.ts';
import { mp4 } from '../fixtures/media.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { giveToPerson, runAsPerson, setWritable } from './as-person.ts';
import { CLI, run } from './run.ts';

vi.setConfig({ testTimeout: 240_000 });

/** So many are kept at once (import/verify.ts), and some more. */
const CLIPS = 320;
/** Long ones behind them, so that there is time for a kill. */
const LONG = 8;
const LONG_BYTES = 96 * 1024 * 1024;

const report = (out: string): VerifyReport => VerifyReport.parse(JSON.parse(out));

test('a verification that was killed continues after the last stored file, and its history shows the whole run', async () => {
  const root = await tempFolder();
  const directory = join(await tempFolder(), 'library');
  const clip = await mp4('one of many');
  for (let at = 0; at < CLIPS; at += 1) {
    await writeFile(
      join(root, `clip-${String(at).padStart(4, '0')}.mp4`),
      Buffer.concat([clip, Buffer.from(String(at))]),
    );
  }
  for (let at = 0; at < LONG; at += 1) {
    const path = join(root, `long-${at}.mp4`);
    await writeFile(path, Buffer.concat([clip, Buffer.from(`long ${at}`)]));
    await truncate(path, LONG_BYTES + at);
  }
  await run('--library', directory, 'import', root);

  const child = spawn(process.execPath, [CLI, '--library', directory, 'verify'], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await vi.waitUntil(() => doneIn(directory) >= 300, { timeout: 120_000, interval: 5 });
  child.kill('SIGKILL');
  await ended;
  const kept = doneIn(directory);
  expect(kept).toBeLessThan(CLIPS + LONG);

  const resumed = await run('--library', directory, '--json', 'verify', '--resume');
  expect(resumed.code).toBe(0);
  expect(report(resumed.out).intact).toBe(CLIPS + LONG - kept);
  const { out } = await run('--library', directory, '--json', 'verify', '--history');
  expect(VerifyRun.array().parse(JSON.parse(out).runs)).toMatchObject([
    { outcome: 'done', done: CLIPS + LONG, intact: CLIPS + LONG },
  ]);
  expect((await run('--library', directory, 'verify', '--history')).out).toContain('328 files intact');
});

function doneIn(directory: string): number {
  const db = new Database(join(directory, CATALOG_FILE), { readonly: true });
  try {
    return (db.prepare('SELECT max(done) FROM verify_run').pluck().get() as number | null) ?? 0;
  } finally {
    db.close();
  }
}

test('one source is verified by its path; a path that is not a source is refused', async () => {
  const root = await tempFolder();
  const directory = join(root, 'library');
  for (const name of ['one', 'two']) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, 'clip.mp4'), await mp4(name));
    await run('--library', directory, 'import', join(root, name));
  }
  const one = await run('--library', directory, '--json', 'verify', '--source', join(root, 'one'));
  expect([one.code, report(one.out).intact]).toEqual([0, 1]);
  const nothing = await run('--library', directory, '--json', 'verify', '--source', root);
  expect(nothing).toMatchObject({ code: 2, out: '', err: expect.stringContaining('The library has no source') });
});

test('a read-only library is verified with a notice that results are not saved, and stays unchanged', async () => {
  const root = await tempFolder();
  await chmod(root, 0o755);
  const directory = join(root, 'library');
  await mkdir(join(root, 'clips'));
  const clip = join(root, 'clips', 'clip.mp4');
  await writeFile(clip, await mp4('as it was'));
  await run('--library', directory, 'import', join(root, 'clips'));
  await giveToPerson(root);
  await writeFile(clip, await mp4('as it is', 2));
  await setWritable(directory, false);
  try {
    const ran = await runAsPerson('--library', directory, '--json', 'verify');
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('not remembered') });
    expect(report(ran.out).changed).toEqual([{ path: clip }]);
    expect(JSON.parse((await runAsPerson('--library', directory, '--json', 'verify', '--history')).out)).toEqual({
      runs: [],
    });
  } finally {
    await setWritable(directory, true);
    await chmod(dirname(clip), 0o755);
  }
});

test('changed originals are accepted, taken back and left by their paths, and by their source', async () => {
  const root = await tempFolder();
  const clips = join(root, 'clips');
  const inLibrary = (...words: readonly string[]) => run('--library', join(root, 'library'), ...words);
  await mkdir(clips);
  const [one, two] = [join(clips, 'one.mp4'), join(clips, 'two.mp4')];
  await writeFile(one, await mp4('one'));
  await writeFile(two, await mp4('two'));
  await inLibrary('import', clips);
  await writeFile(one, await mp4('one, edited', 2));
  await writeFile(two, await mp4('two, edited', 2));
  expect((await inLibrary('verify')).code).toBe(1);

  expect((await inLibrary('verify', 'accept', one)).out).toBe('1 changed file accepted.\n');
  expect(report((await inLibrary('--json', 'verify')).out)).toMatchObject({ intact: 1, changed: [{ path: two }] });
  expect((await inLibrary('verify', 'take-back', one)).out).toBe('1 changed file taken back.\n');
  expect((await inLibrary('verify', 'leave', '--source', clips)).out).toBe('2 changed files left with both states.\n');
  expect(JSON.parse((await inLibrary('--json', 'verify', 'ask', one, two)).out)).toEqual({ changed: 2, refused: [] });
  expect((await inLibrary('verify', 'accept', '--source', clips)).out).toBe('2 changed files accepted.\n');
  expect((await inLibrary('verify', 'take-back', '--source', clips)).out).toBe('2 changed files taken back.\n');
  expect(await inLibrary('verify', 'leave', one, join(clips, 'none.mp4'))).toMatchObject({
    code: 0,
    out: '1 changed file left with both states.\n',
    err: expect.stringContaining('none.mp4” does not wait for this decision.'),
  });

  for (const [words, sentence] of [
    [['accept', join(clips, 'none.mp4')], 'None of these files waits for this decision.'],
    [['accept'], 'Name files or one source'],
    [['accept', one, '--source', clips], 'Name files or one source'],
    [['believe', one], 'There is no “verify believe”'],
  ] as const)
    expect(await inLibrary('verify', ...words)).toMatchObject({ code: 2, err: expect.stringContaining(sentence) });
});
