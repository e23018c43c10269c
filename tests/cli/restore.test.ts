/** A damaged library on the command line: what is said, the way back, what it would be, and taking it back. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import type { WayBack } from '../../src-main/contract/library/backups.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { run } from './run.ts';

vi.setConfig({ testTimeout: 180_000 });

test('a damaged library ends commands with code 2; --dry-run shows the recovery; it is recovered, and the recovery is undone', async () => {
  const root = await tempFolder();
  const library = join(root, 'library');
  const catalog = join(library, 'catalog.sqlite');
  const inLibrary = (...words: readonly string[]) => run('--library', library, ...words);
  await writeFiles(join(root, 'part'), {
    'generations.json': generationsJson(Array.from({ length: 12 }, (_, at) => exportRecord(at))),
  });
  await inLibrary('import', join(root, 'part'));
  await inLibrary('backup');
  await inLibrary('tag', 'add', 'later', '--query', 'date:>2000-01-01');
  expect(await inLibrary('restore')).toMatchObject({
    code: 2,
    err: expect.stringContaining('The catalog of this library is sound.'),
  });

  const bytes = await readFile(catalog);
  bytes.fill(0, 0, 4096);
  await writeFile(catalog, bytes);
  for (const words of [
    ['search', ''],
    ['tag', 'list'],
    ['export', join(root, 'out')],
  ])
    expect(await inLibrary(...words)).toMatchObject({ code: 2, err: expect.stringContaining('afterimage restore') });

  const plan = await inLibrary('restore', '--dry-run');
  expect(plan.out).toContain('Would recover 12 items, 12 tags and 0 marks.');
  expect(plan.out).toContain('with 1 change made since');
  expect(JSON.parse((await inLibrary('--json', 'restore', '--dry-run')).out) as WayBack).toMatchObject({
    from: 'snapshot',
    edits: 1,
  });
  expect(bytes.equals(await readFile(catalog))).toBe(true);

  const back = await inLibrary('restore');
  expect(back).toMatchObject({ code: 0, out: expect.stringContaining('Recovered 12 items, 12 tags and 0 marks.') });
  expect((await inLibrary('search', 'tag:later', '--limit', '1')).code).toBe(0);

  const replaced = /The previous catalog: (\S+\.sqlite)/.exec(back.out)?.[1] ?? '';
  expect((await inLibrary('restore', replaced)).out).toContain('its damaged catalog again');
  expect(bytes.equals(await readFile(catalog))).toBe(true);
  expect((await inLibrary('search', '')).code).toBe(2);
});

test('a library whose creation was interrupted does not count as a library, and the next command creates it', async () => {
  const library = join(await tempFolder(), 'library');
  const inLibrary = (...words: readonly string[]) => run('--library', library, ...words);
  await mkdir(library);
  const db = new Database(join(library, 'catalog.sqlite'));
  db.pragma('journal_mode = WAL');
  db.close();
  const { checks } = JSON.parse((await inLibrary('doctor', '--json')).out) as {
    checks: readonly { name: string; ok: boolean; detail: string }[];
  };
  expect(checks.find(({ name }) => name === 'Catalog')).toMatchObject({ ok: true, detail: 'None yet' });
  expect((await inLibrary('restore')).err).toContain('There was never a library here.');
  expect(await inLibrary('search', '')).toMatchObject({ code: 0 });
  expect((await inLibrary('restore')).err).toContain('The catalog of this library is sound.');
});
