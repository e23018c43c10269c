/** Snapshots and backups of a real library: their content, refused backups, and restoring. */
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { restoreBackup } from '../../../src-main/app/backups/restore.ts';
import { writeBackup } from '../../../src-main/app/backups/write-backup.ts';
import { createApp } from '../../../src-main/app/http/routes.ts';
import type { Library } from '../../../src-main/app/library/library.ts';
import { openLibrary } from '../../../src-main/app/library/open-library.ts';
import { staticPage } from '../../../src-main/app/static-page.ts';
import { keptOf } from '../../../src-main/catalog/keeping/snapshots.ts';
import { snapshotName } from '../../../src-main/catalog/keeping/way-back.ts';
import { exportRecord, generationsJson } from '../../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../../fixtures/temp.ts';
import { post } from '../opened.ts';

interface Kept {
  readonly root: string;
  readonly directory: string;
}

/** A closed library with some items. Three have a tag and one has a note. */
async function keptLibrary(items = 20): Promise<Kept> {
  const root = await tempFolder();
  const directory = join(root, 'library');
  await writeFiles(join(root, 'part'), {
    'generations.json': generationsJson(Array.from({ length: items }, (_, at) => exportRecord(at))),
  });
  await using(directory, async (library) => {
    await library.jobs.finished((await library.jobs.import([join(root, 'part')])).id);
    const rowids = [...(await library.reads.rowids(''))];
    await tag(library, rowids.slice(0, 3), 'Keepers');
    await library.edits.edit({
      selection: { type: 'rowids', rowids: rowids.slice(0, 1) },
      change: { set: 'note', note: 'the first' },
    });
  });
  return { root, directory };
}

async function using<T>(directory: string, use: (library: Library) => Promise<T>): Promise<T> {
  const library = await openLibrary({ directory, backgroundPreviews: false });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}

const tag = (library: Library, rowids: readonly number[], name: string): Promise<unknown> =>
  library.edits.edit({ selection: { type: 'rowids', rowids: [...rowids] }, change: { set: 'tag-add', tag: name } });

const found = (directory: string, q: string): Promise<number> =>
  using(directory, async ({ reads }) => (await reads.rowids(q)).length);

describe('a backup', () => {
  test('restores the catalog, counts the differences, and the restore can be undone', async () => {
    const { root, directory } = await keptLibrary();
    const file = join(root, 'kept.zip');
    await using(directory, async (library) => {
      const { counts } = await writeBackup(library, file, false);
      expect(counts).toMatchObject({ items: 20, tagged: 3, marks: 1 });
      await tag(library, (await library.reads.rowids('')).slice(5, 9) as unknown as number[], 'Later');
      const [first = 0] = await library.reads.rowids('note:first ');
      await library.edits.edit({
        selection: { type: 'rowids', rowids: [first] },
        change: { set: 'note', note: 'another' },
      });
    });
    const restored = await restoreBackup(directory, file);
    expect(restored.differences).toMatchObject({
      items: { onlyHere: 0, onlyInBackup: 0 },
      tags: { onlyHere: 4, onlyInBackup: 0 },
      notes: { onlyHere: 1, onlyInBackup: 1 },
    });
    expect(await found(directory, 'tag:later ')).toBe(0);
    expect(await found(directory, 'note:first ')).toBe(1);
    await restoreBackup(directory, String(restored.replaced));
    expect(await found(directory, 'tag:later ')).toBe(4);
    expect(await found(directory, 'note:another ')).toBe(1);
  });

  test('restores a library whose catalog is missing or damaged', async () => {
    const { root, directory } = await keptLibrary();
    const file = join(root, 'kept.zip');
    await using(directory, (library) => writeBackup(library, file, false));
    await truncate(join(directory, 'catalog.sqlite'), 50_000);
    await expect(openLibrary({ directory, backgroundPreviews: false })).rejects.toMatchObject({
      code: 'library-damaged',
    });
    const { replaced } = await restoreBackup(directory, file);
    expect(existsSync(String(replaced))).toBe(true);
    expect(await found(directory, 'tag:keepers ')).toBe(3);
    const elsewhere = join(root, 'a new place');
    await restoreBackup(elsewhere, file);
    expect(await found(elsewhere, 'tag:keepers ')).toBe(3);
  });

  test('a cut, altered, foreign or newer backup is refused and leaves no files behind', async () => {
    const { root, directory } = await keptLibrary();
    const file = join(root, 'kept.zip');
    await using(directory, (library) => writeBackup(library, file, false));
    const whole = await readFile(file);
    const before = await readFile(join(directory, 'catalog.sqlite'));
    const listed = (await readdir(directory)).sort();
    const altered = Buffer.from(whole);
    const at = altered.indexOf('catalog.sqlite') + 4_000;
    altered.fill(0x55, at, at + 40);
    const text = { afterimage: 'backup', version: 99 };
    const newer = new (await import('yazl')).ZipFile();
    newer.addBuffer(Buffer.from(JSON.stringify(text)), 'manifest.json');
    newer.end();
    const pieces: Buffer[] = [];
    for await (const piece of newer.outputStream) pieces.push(piece as Buffer);
    const cases: readonly (readonly [bytes: Buffer, code: string])[] = [
      [whole.subarray(0, whole.length / 2), 'backup-damaged'],
      [whole.subarray(0, whole.length - 30), 'backup-damaged'],
      [altered, 'backup-damaged'],
      [Buffer.from('not a backup at all'), 'backup-foreign'],
      [Buffer.concat(pieces), 'backup-newer'],
    ];
    for (const [number, [bytes, code]] of cases.entries()) {
      const bad = join(root, `bad-${number}.zip`);
      await writeFile(bad, bytes);
      await expect(restoreBackup(directory, bad), `case ${number}`).rejects.toMatchObject({ code, path: bad });
    }
    expect((await readdir(directory)).sort()).toEqual(listed);
    expect(before.equals(await readFile(join(directory, 'catalog.sqlite')))).toBe(true);
  });

  test('cannot be restored while the library is open elsewhere', async () => {
    const { root, directory } = await keptLibrary();
    const file = join(root, 'kept.zip');
    await using(directory, async (library) => {
      await writeBackup(library, file, false);
      await expect(restoreBackup(directory, file)).rejects.toMatchObject({ code: 'library-busy' });
      expect((await library.reads.rowids('tag:keepers ')).length).toBe(3);
    });
    expect(await found(directory, 'tag:keepers ')).toBe(3);
  });

  test('an existing file is never overwritten', async () => {
    const { root, directory } = await keptLibrary();
    const file = join(root, 'mine.zip');
    await writeFile(file, 'mine');
    await using(directory, (library) =>
      expect(writeBackup(library, file, false)).rejects.toMatchObject({ code: 'file-exists' }),
    );
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect((await readdir(root)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('snapshots', () => {
  test('an edit of many items makes a snapshot of the state before it, and does not wait until it is finished', async () => {
    const { directory } = await keptLibrary(1_100);
    await using(directory, async (library) => {
      await library.edits.edit({
        selection: { type: 'query', q: '', except: [] },
        change: { set: 'rating', rating: 5 },
      });
    });
    const names = (await readdir(join(directory, 'backups'))).filter((name) => name.endsWith('-edit.sqlite'));
    expect(names).toHaveLength(1);
    const copy = new Database(join(directory, 'backups', String(names[0])), { readonly: true });
    onTestFinished(() => void copy.close());
    expect(copy.prepare('SELECT count(*) FROM mark WHERE rating = 5').pluck().get()).toBe(0);
    expect(copy.prepare('SELECT count(*) FROM generation_tag').pluck().get()).toBe(3);
  });

  test('one snapshot is made per day, with annotations and a manifest', async () => {
    const { root, directory } = await keptLibrary();
    for (let again = 0; again < 2; again++)
      await using(
        directory,
        async ({ jobs }) => void (await jobs.finished((await jobs.import([join(root, 'part')])).id)),
      );
    const names = await readdir(join(directory, 'backups'));
    expect(names.map((name) => name.replace(/^catalog-.*Z-/, '')).sort()).toEqual([
      'daily.json',
      'daily.sqlite',
      'daily.words.json',
    ]);
    const words = names.find((name) => name.endsWith('.words.json'));
    expect(JSON.parse(await readFile(join(directory, 'backups', String(words)), 'utf8')).items).toHaveLength(3);
  });

  test('every snapshot is copied to the second folder', async () => {
    const { root, directory } = await keptLibrary();
    const second = join(root, 'second');
    await mkdir(second);
    await using(directory, async ({ jobs, saveSettings }) => {
      await saveSettings({ backupFolder: second });
      await jobs.finished((await jobs.import([join(root, 'part')])).id);
    });
    expect(await readdir(second)).toHaveLength(3);
  });

  test('snapshots are deleted by day, week and month, and by total size', () => {
    const now = Date.UTC(2026, 10, 28, 12);
    const names = Array.from({ length: 400 }, (_, days) => snapshotName('daily', new Date(now - days * 86_400_000)));
    const kept = keptOf(names, () => 1_000);
    expect(kept.size).toBeGreaterThanOrEqual(18);
    expect(kept.size).toBeLessThanOrEqual(23);
    expect(names.slice(0, 7).every((name) => kept.has(name))).toBe(true);
    expect(keptOf(names, () => 3_000_000_000).size).toBe(3);
  });
});

test('the page lists snapshots, makes one, and sets the second folder', async () => {
  const { root, directory } = await keptLibrary();
  await using(directory, async (library) => {
    const app = createApp({ library, door: 'browser', page: staticPage(join(root, 'no-page')) });
    const ask = async (path: string, init?: RequestInit): Promise<unknown> =>
      (await app.fetch(new Request(`http://127.0.0.1/api${path}`, init))).json();
    expect(await ask('/backups')).toEqual([]);
    expect(await ask('/backups', { method: 'POST' })).toMatchObject([{ reason: 'asked', items: 20 }]);
    expect(await ask('/settings', post({ backupFolder: root }, 'PATCH'))).toMatchObject({ backupFolder: root });
    expect(await ask('/backups')).toHaveLength(1);
  });
});

test('lost edits are reported, and the library can be opened without them', async () => {
  const { root, directory } = await keptLibrary();
  const cut = join(root, 'cut');
  await using(directory, async (library) => {
    await tag(library, (await library.reads.rowids('')).slice(0, 9) as unknown as number[], 'Later');
    // The edit is answered before its write-ahead log is synced to the disk.
    await wait(1_000);
    await mkdir(cut);
    for (const name of ['catalog.sqlite', 'library.json', 'seal.sqlite'])
      await copyFile(join(directory, name), join(cut, name));
  });
  await expect(openLibrary({ directory: cut, backgroundPreviews: false })).rejects.toMatchObject({
    code: 'edits-missing',
  });
  const { acceptAsItIs } = await import('../../../src-main/app/backups/restore.ts');
  expect(existsSync(String((await acceptAsItIs(cut)).replaced))).toBe(true);
  expect(await found(cut, 'tag:keepers ')).toBe(3);
});

test('a hard link to the catalog that a killed restore left is deleted when the library is opened', async () => {
  const { directory } = await keptLibrary(2);
  await mkdir(join(directory, 'backups'), { recursive: true });
  const second = join(directory, 'backups', snapshotName('replaced'));
  await link(join(directory, 'catalog.sqlite'), second);
  await using(directory, async (library) => expect(await library.reads.total()).toBe(2));
  expect(existsSync(second)).toBe(false);
});
