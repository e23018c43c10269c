/** The opening of a library of an older version: the page and the command line tell how far it has come. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openHost } from '../../src-main/app/library/library-host.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import { sql as first } from '../../src-main/catalog/migrations/0001-catalog.ts';
import { sql as second } from '../../src-main/catalog/migrations/0002-order.ts';
import { sql as third } from '../../src-main/catalog/migrations/0003-beginnings.ts';
import { sql as fourth } from '../../src-main/catalog/migrations/0004-verifying.ts';
import { sql as fifth } from '../../src-main/catalog/migrations/0005-mirrors.ts';
import { migrate } from '../../src-main/catalog/migrations/migrate.ts';
import type { Opening } from '../../src-main/contract/library/start.ts';
import { seed, syntheticSeeds } from '../catalog/seed.ts';
import { run } from '../cli/run.ts';
import { tempFolder } from '../fixtures/temp.ts';

vi.setConfig({ testTimeout: 120_000 });

/** A library of the version before names were searched. */
async function oldLibrary(items: number): Promise<string> {
  const directory = await tempFolder();
  const db = new Database(join(directory, 'catalog.sqlite'));
  migrate(db, { steps: [first, second, third, fourth, fifth] });
  seed(db, syntheticSeeds(items));
  db.close();
  return directory;
}

test('the page can ask how far the opening is, while its other requests wait', async () => {
  const directory = await oldLibrary(6_000);
  const heard: Opening[] = [];
  const host = await openHost({
    directory,
    door: 'browser',
    page: staticPage(join(directory, 'no-page')),
    onOpening: (opening) => heard.push(opening),
  });
  onTestFinished(host.close);
  const opening = async (): Promise<Opening | null> =>
    (await host.fetch(new Request('http://127.0.0.1/api/opening'))).json() as Promise<Opening | null>;
  const total = host.fetch(new Request('http://127.0.0.1/api/library')).then((answer) => answer.json());
  await vi.waitUntil(async () => ((await opening())?.total ?? 0) > 0, { interval: 5, timeout: 60_000 });
  expect(await total).toMatchObject({ total: 6_000 });
  expect(await opening()).toBeNull();
  expect(heard[0]).toEqual({ done: 0, total: null });
  expect(heard.at(-1)).toEqual({ done: 6_000, total: 6_000 });
});

test('a command tells on standard error that it prepares the library, once', async () => {
  const directory = await oldLibrary(3);
  const once = await run('search', '--library', directory, '--json');
  expect([once.code, once.err]).toEqual([0, expect.stringContaining('made by an older version')]);
  expect(JSON.parse(once.out)).toMatchObject({ total: 3 });
  expect((await run('search', '--library', directory, '--json')).err).toBe('');
});
