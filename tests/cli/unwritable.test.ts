/** A library that cannot be written can still be looked at: in a folder that is read-only, and on a full disk. */
import { appendFile, chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SearchResult } from '../../src-main/contract/searching/search.ts';
import { type Archive, DRAGON, makeArchive } from '../app/archive.ts';
import { giveToPerson, mountSmallDisk, runAsPerson, setWritable, unmount } from './as-person.ts';
import { type Ran, run } from './run.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let archive: Archive;
let library: string;

beforeAll(async () => {
  archive = await makeArchive();
  library = join(archive.root, 'library');
  await run('--library', library, 'import', archive.folder, archive.zip);
  await run('--library', library, 'previews');
  await run('--library', library, 'tag', 'add', 'kept', '--id', DRAGON);
  await chmod(archive.root, 0o755);
});
afterAll(() => archive?.remove());

async function canBeLookedAt(inLibrary: (...args: readonly string[]) => Promise<Ran>, sentence: RegExp): Promise<void> {
  const found = await inLibrary('--json', 'search', 'tag:kept');
  expect(found).toMatchObject({ code: 0, err: expect.stringMatching(sentence) });
  expect(SearchResult.parse(JSON.parse(found.out)).total).toBe(1);
  const shown = await inLibrary('--json', 'show', DRAGON);
  expect(JSON.parse(shown.out)).toMatchObject({ id: DRAGON, tags: ['kept'] });
  const facets = await inLibrary('--json', 'facets');
  expect(JSON.parse(facets.out)).toMatchObject({ kind: { video: 3 } });
  expect((await inLibrary('words', 'export', '/dev/stdout')).code).not.toBe(0);
  for (const change of [
    ['tag', 'add', 'no', '--query', ''],
    ['rate', '3', '--id', DRAGON],
    ['import', archive.folder],
  ]) {
    const refused = await inLibrary('--json', ...change);
    expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringMatching(sentence) });
    expect(refused.err).not.toContain('Something went wrong');
  }
  expect(SearchResult.parse(JSON.parse((await inLibrary('--json', 'search', 'tag:no')).out)).total).toBe(0);
}

describe('in a folder that is read-only', () => {
  let place: string;
  const inPlace = (...args: readonly string[]): Promise<Ran> => runAsPerson('--library', place, ...args);

  test('everything can be read, and every change is refused with a sentence', async () => {
    place = join(archive.root, 'read-only');
    await cp(library, place, { recursive: true });
    await giveToPerson(place);
    await setWritable(place, false);
    await canBeLookedAt(
      inPlace,
      /^This library cannot be written: you can look at everything, but changes cannot be kept\./,
    );
    const { code, out } = await inPlace('--json', 'doctor');
    expect(code).toBe(1);
    expect(JSON.parse(out).checks).toEqual(
      expect.arrayContaining([
        { name: 'Library', ok: false, detail: expect.stringContaining('can be looked at') },
        {
          name: 'Catalog',
          ok: true,
          detail: 'Intact in its structure; its seal cannot be opened where nothing can be written',
        },
      ]),
    );
  });

  test('the data in SQLite’s log is read, too, when the index of the log is missing', async () => {
    place = join(archive.root, 'with-log');
    await cp(library, place, { recursive: true });
    const open = new Database(join(place, 'catalog.sqlite'));
    // As long as somebody reads, the log stays.
    open.prepare('SELECT count(*) FROM generation').get();
    await run('--library', place, 'rate', '4', '--id', DRAGON);
    const copy = join(archive.root, 'copy-with-log');
    await cp(place, copy, { recursive: true });
    open.close();
    await rm(join(copy, 'catalog.sqlite-shm'));
    // Half a frame at the end, as a power cut leaves it.
    await appendFile(join(copy, 'catalog.sqlite-wal'), Buffer.alloc(1000, 7));
    place = copy;
    await giveToPerson(place);
    await setWritable(place, false);
    const shown = await inPlace('--json', 'show', DRAGON);
    expect(JSON.parse(shown.out)).toMatchObject({ rating: 4, tags: ['kept'] });
  });
});

describe('on a full disk', () => {
  let disk: string;
  let isMounted = false;
  beforeAll(async () => {
    disk = join(archive.root, 'disk');
    await mkdir(disk);
    isMounted = mountSmallDisk(disk, '16m');
    if (!isMounted) return;
    await cp(library, join(disk, 'library'), { recursive: true });
    await writeFile(join(disk, 'filler'), Buffer.alloc(64 * 1024 * 1024)).catch(() => {});
    for (let room = 4096; room > 0; room >>= 1)
      await appendFile(join(disk, 'filler'), Buffer.alloc(room)).catch(() => {});
  });
  afterAll(() => unmount(disk));

  test('everything can be read, and every change is refused with a sentence', async ({ skip }) => {
    if (!isMounted) skip();
    const onDisk = (...args: readonly string[]): Promise<Ran> => run('--library', join(disk, 'library'), ...args);
    await canBeLookedAt(
      onDisk,
      /^The disk that holds the library is full: you can look at everything, but changes cannot be kept/,
    );
  });
});
