/** The library host: a library that cannot be opened, its recovery, and the restore of a backup. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { writeBackup } from '../../src-main/app/backups/write-backup.ts';
import { type LibraryHost, openHost } from '../../src-main/app/library/library-host.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { staticPage } from '../../src-main/app/static-page.ts';
import type { Recovered, RecoveryInfo, RestorePlan, WayBack } from '../../src-main/contract/library/backups.ts';
import type { ErrorBody, LibraryInfo } from '../../src-main/contract/library/library.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { post } from './opened.ts';

vi.setConfig({ testTimeout: 180_000 });

interface Made {
  readonly root: string;
  readonly directory: string;
  readonly catalog: string;
}

/** A closed library of 30 items, with a snapshot, a backup, and a tag that was added after both. */
async function made(): Promise<Made> {
  const root = await tempFolder();
  const directory = join(root, 'library');
  await writeFiles(join(root, 'part'), {
    'generations.json': generationsJson(Array.from({ length: 30 }, (_, at) => exportRecord(at))),
  });
  const library = await openLibrary({ directory, backgroundPreviews: false });
  await library.jobs.finished((await library.jobs.import([join(root, 'part')])).id);
  const rowids = [...(await library.reads.rowids(''))];
  await library.backups.take();
  await writeBackup(library, join(root, 'backup.zip'), false);
  await library.edits.edit({
    selection: { type: 'rowids', rowids: rowids.slice(0, 7) },
    change: { set: 'tag-add', tag: 'Later' },
  });
  await library.close();
  return { root, directory, catalog: join(directory, 'catalog.sqlite') };
}

async function hosted(directory: string): Promise<LibraryHost> {
  const host = await openHost({ directory, door: 'browser', page: staticPage(join(directory, 'no-page')) });
  onTestFinished(host.close);
  return host;
}

async function ask<T>(
  host: LibraryHost,
  path: string,
  init?: RequestInit,
): Promise<{ readonly status: number; readonly body: T }> {
  const response = await host.fetch(new Request(`http://127.0.0.1/api${path}`, init));
  return { status: response.status, body: (await response.json()) as T };
}

/** Collects the types of events from now on. */
function heard(host: LibraryHost): string[] {
  const types: string[] = [];
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  void host.fetch(new Request('http://127.0.0.1/api/events', { signal: abort.signal })).then(async (response) => {
    for await (const piece of response.body ?? []) {
      const type = /"type":"(\w+)"/.exec(Buffer.from(piece).toString())?.[1];
      if (type !== undefined) types.push(type);
    }
  });
  return types;
}

const zeroFirstPage = (path: string): void => {
  const bytes = readFileSync(path);
  bytes.fill(0, 0, 4096);
  writeFileSync(path, bytes);
};

test('a library that looks well opens while the page loads, and requests wait for it', async () => {
  const { directory } = await made();
  const host = await hosted(directory);
  let isOpen = false;
  void host.opened.then(() => {
    isOpen = true;
  });
  expect((await host.fetch(new Request('http://127.0.0.1/'))).status).toBe(503);
  expect(isOpen).toBe(false);
  expect(await ask(host, '/library')).toMatchObject({ status: 200, body: { total: 30 } });
  expect(isOpen).toBe(true);
});

test('a damaged library reports the damage, shows the recovery plan, and opens after the recovery', async () => {
  const { directory, catalog } = await made();
  zeroFirstPage(catalog);
  const host = await hosted(directory);
  expect(host.lost()).toMatchObject({ code: 'library-damaged' });
  expect(await ask<ErrorBody>(host, '/library')).toMatchObject({
    status: 503,
    body: { error: { code: 'library-damaged' } },
  });
  expect(await ask<ErrorBody>(host, '/edits', post({}))).toMatchObject({
    body: { error: { code: 'library-damaged' } },
  });
  const info = await ask<RecoveryInfo>(host, '/recovery');
  expect(info.body).toMatchObject({
    code: 'library-damaged',
    path: directory,
    canGoOn: false,
    snapshots: [{ reason: 'asked', items: 30 }],
  });
  const plan = await ask<WayBack>(host, '/recovery/plan');
  expect(plan.body).toMatchObject({ from: 'snapshot', edits: 1, unread: 0, counts: { items: 30, tagged: 7 } });
  const events = heard(host);
  const { body } = await ask<Recovered>(host, '/recovery/bring-back', { method: 'POST' });
  expect(body.items).toBe(30);
  expect((await ask<LibraryInfo>(host, '/library')).body.total).toBe(30);
  expect((await host.library.reads.rowids('tag:later ')).length).toBe(7);
  await expect.poll(() => events).toContain('replaced');
  expect((await ask(host, '/recovery')).body).toBe(null);
  expect((await ask(host, '/recovery/bring-back', { method: 'POST' })).status).toBe(400);
  // When the recovery is undone, the library is damaged as before, and recovery is offered again.
  await ask(host, '/recovery/take-back', post({ file: body.replaced }));
  expect((await ask<ErrorBody>(host, '/library')).body.error.code).toBe('library-damaged');
});

test.each([
  ['catalog-missing', async ({ catalog }: Made) => rm(catalog)],
  ['catalog-empty', async ({ catalog }: Made) => truncate(catalog, 0)],
  [
    'catalog-foreign',
    async ({ catalog, directory }: Made) => {
      for (const path of [catalog, `${catalog}-wal`, join(directory, 'seal.sqlite')]) await rm(path, { force: true });
      const db = new Database(catalog);
      db.exec('CREATE TABLE bookmarks (url TEXT); PRAGMA application_id = 7');
      db.close();
    },
  ],
] as const)('a library with "%s" comes back from its snapshot', async (code, damage) => {
  const kept = await made();
  await damage(kept);
  const host = await hosted(kept.directory);
  expect((await ask<RecoveryInfo>(host, '/recovery')).body).toMatchObject({ code, canGoOn: false });
  expect((await ask<Recovered>(host, '/recovery/bring-back', { method: 'POST' })).body.items).toBe(30);
  expect(host.lost()).toBe(null);
});

test('a new library can be started in its place, and the damaged catalog is kept', async () => {
  const { directory, catalog } = await made();
  zeroFirstPage(catalog);
  const host = await hosted(directory);
  const { body } = await ask<Recovered>(host, '/recovery/new', { method: 'POST' });
  expect(body.items).toBe(0);
  expect(existsSync(String(body.replaced))).toBe(true);
});

test('a backup is compared and restored while the library is open, and every page is told', async () => {
  const { root, directory } = await made();
  const host = await hosted(directory);
  const events = heard(host);
  const file = join(root, 'backup.zip');
  const plan = await ask<RestorePlan>(host, '/restore/plan', post({ file }));
  expect(plan.body).toMatchObject({
    counts: { items: 30, tagged: 0 },
    differences: { tags: { onlyHere: 7, onlyInBackup: 0 } },
  });
  const { body } = await ask<Recovered>(host, '/restore', post({ file }));
  expect((await host.library.reads.rowids('tag:later ')).length).toBe(0);
  await expect.poll(() => events).toContain('replaced');
  await ask(host, '/restore', post({ file: body.replaced }));
  expect((await host.library.reads.rowids('tag:later ')).length).toBe(7);
});

test('a cut backup is refused, and the library stays open unchanged', async () => {
  const { root, directory } = await made();
  const host = await hosted(directory);
  const file = join(root, 'backup.zip');
  await truncate(file, 2_000);
  for (const path of ['/restore/plan', '/restore'])
    expect((await ask<ErrorBody>(host, path, post({ file }))).body.error.code).toBe('backup-damaged');
  expect((await host.library.reads.rowids('tag:later ')).length).toBe(7);
});

test('a folder with a database of another program and no library is refused as before', async () => {
  const root = await tempFolder();
  const db = new Database(join(root, 'catalog.sqlite'));
  db.exec('CREATE TABLE x (a)');
  db.close();
  await expect(openHost({ directory: root, door: 'browser', page: staticPage(root) })).rejects.toMatchObject({
    code: 'catalog-foreign',
  });
});
