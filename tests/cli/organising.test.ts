/** Putting a library in order on the command line, every command as a process over a real archive. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { SidecarReport, WordsReport } from '../../src-main/contract/organising/organised.ts';
import { SearchResult } from '../../src-main/contract/searching/search.ts';
import { type Archive, DRAGON, makeArchive, TRAM } from '../app/archive.ts';
import { type Ran, run } from './run.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let archive: Archive;
let library: string;

const inLibrary = (...args: readonly string[]): Promise<Ran> => run('--library', library, ...args);
const json = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse((await inLibrary('--json', ...args)).out);
const found = async (query: string): Promise<number> => SearchResult.parse(await json('search', query)).total;

beforeAll(async () => {
  archive = await makeArchive();
  library = join(archive.root, 'library');
  await inLibrary('import', archive.folder, archive.zip);
});
afterAll(() => archive?.remove());

function expectRefusal({ code, out, err }: Ran, sentence: RegExp): void {
  expect(err).toMatch(sentence);
  expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
}

test('tags are renamed, moved, coloured, given aliases, merged and deleted', async () => {
  await json('tag', 'add', 'project/lanterns', '--query', 'paper');
  await json('tag', 'add', 'old', '--id', TRAM);
  expect(await json('tag', 'rename', 'project', 'work')).toEqual({ changed: 2, done: true });
  expect(await found('tag:work')).toBe(2);
  expect(await json('tag', 'color', 'work/lanterns', 'teal')).toEqual({ changed: 0, done: true });
  expect(await json('tag', 'alias', 'work/lanterns', 'lamps')).toEqual({ changed: 0, done: true });
  expect(await found('tag:lamps')).toBe(2);
  expect(await json('tag', 'list')).toEqual({
    tags: [
      { name: 'old', color: null, aliases: [], count: 1, total: 1 },
      { name: 'work', color: null, aliases: [], count: 0, total: 2 },
      { name: 'work/lanterns', color: 'teal', aliases: ['lamps'], count: 2, total: 2 },
    ],
  });
  expect((await inLibrary('tag', 'list')).out).toContain('  2  work/lanterns  teal · also lamps\n');
  expect(await json('tag', 'move', 'work/lanterns', '/')).toEqual({ changed: 2, done: true });
  expectRefusal(await inLibrary('tag', 'rename', 'old', 'lanterns'), /already.*--merge/);
  expect(await json('tag', 'merge', 'old', 'lanterns')).toEqual({ changed: 1, done: true });
  expect(await found('tag:lanterns')).toBe(3);
  expect((await inLibrary('tag', 'unalias', 'lamps')).out).toBe('Alias removed.\n');
  expect((await inLibrary('tag', 'delete', 'lanterns')).out).toBe('Deleted, with its children. 3 items changed.\n');
  expectRefusal(await inLibrary('tag', 'delete', 'lanterns'), /There is no tag “lanterns”/);
  expectRefusal(await inLibrary('tag', 'color', 'x', 'pink'), /orange, green/);
  expectRefusal(await inLibrary('tag', 'rename', 'x'), /missing: afterimage tag rename TAG NEW/);
});

test('a collection is filled by hand, put in order, shown and deleted', async () => {
  expect(await json('collection', 'create', 'Reel')).toEqual({ changed: 0, done: true });
  expect(await json('collection', 'add', 'Reel', '--id', TRAM, DRAGON)).toEqual({ changed: 2 });
  const ids = async (): Promise<readonly string[]> =>
    (SearchResult.parse(await json('collection', 'show', 'reel')).items ?? []).map(({ id }) => id);
  expect(await ids()).toEqual([TRAM, DRAGON]);
  expect(await json('collection', 'order', 'Reel', '--id', DRAGON, '--before', TRAM)).toEqual({ changed: 1 });
  expect(await ids()).toEqual([DRAGON, TRAM]);
  const sorted = SearchResult.parse(await json('search', 'collection:Reel', '--sort', 'collection'));
  expect(sorted.items.map(({ id }) => id)).toEqual([DRAGON, TRAM]);
  expect(await json('collection', 'remove', 'Reel', '--query', 'tram')).toEqual({ changed: 1 });
  await json('collection', 'create', 'Papers', '--query', 'paper');
  expectRefusal(await inLibrary('collection', 'add', 'Papers', '--id', TRAM), /smart collection/);
  await json('collection', 'order', 'Papers', '--before', 'Reel');
  expect(await json('collection', 'list')).toEqual({
    collections: [
      { name: 'Papers', query: 'paper', count: 2 },
      { name: 'Reel', query: null, count: 1 },
    ],
  });
  expect(SearchResult.parse(await json('collection', 'show', 'Papers')).total).toBe(2);
  await json('collection', 'rename', 'Reel', 'Show reel');
  expect((await inLibrary('collection', 'delete', 'show reel')).out).toBe('Deleted. 1 item changed.\n');
  expectRefusal(await inLibrary('collection', 'show', 'Reel'), /no collection “Reel”/);
  expectRefusal(await inLibrary('collection', 'create', 'papers'), /already/);
  expectRefusal(await inLibrary('collection', 'burn', 'papers'), /list\|show/);
});

test('ratings, favourites and notes are set by query and by identifier', async () => {
  expect(await json('rate', '4', '--query', 'paper')).toEqual({ changed: 2 });
  expect(await json('rate', '4', '--query', 'paper')).toEqual({ changed: 0 });
  expect(await json('favorite', '--id', TRAM)).toEqual({ changed: 1 });
  expect(await found('is:favorite')).toBe(1);
  expect(await json('unfavorite', '--query', 'is:favorite')).toEqual({ changed: 1 });
  expect(await json('note', 'set', 'first', '--id', TRAM)).toEqual({ changed: 1 });
  expect(await json('note', 'append', 'second', '--id', TRAM)).toEqual({ changed: 1 });
  expect(await json('note', 'show', TRAM)).toEqual({ id: TRAM, note: 'first\n\nsecond' });
  expect(await json('note', 'clear', '--query', '')).toEqual({ changed: 1 });
  expectRefusal(await inLibrary('rate', '6', '--query', 'x'), /0 to 5/);
  expectRefusal(await inLibrary('rate', '3'), /either --query QUERY or --id/);
  expectRefusal(await inLibrary('note', 'set', '--id', TRAM), /afterimage note set/);
});

test('searches are saved, and everything is undone and redone step by step', async () => {
  await json('searches', 'save', 'Wet', 'rain OR puddle', '--sort', 'rating');
  expect(await json('searches', 'list')).toEqual({ searches: [{ name: 'Wet', q: 'rain OR puddle', sort: 'rating' }] });
  await json('searches', 'rename', 'wet', 'Rainy');
  await json('searches', 'delete', 'Rainy');
  expect((await inLibrary('undo', '2')).out).toBe(
    'Undone: Deleted the saved search “Rainy”\nUndone: Renamed the saved search “wet” to “Rainy”\n',
  );
  expect(await json('redo')).toMatchObject({ changed: 0, steps: [{ change: { set: 'search-rename' } }] });
  await json('tag', 'add', 'night', '--query', '');
  expect((await inLibrary('history', '--limit', '2')).out).toMatch(
    /Tagged \d items with “night”\n.*Renamed the saved search “wet” to “Rainy”\n$/,
  );
  expect(await json('undo')).toMatchObject({ changed: 4 });
  expect(((await json('history')) as { entries: { undone: boolean }[] }).entries[0]?.undone).toBe(true);
  await json('redo', '10000');
  expect((await inLibrary('redo')).out).toBe('There is nothing to redo.\n');
  expectRefusal(await inLibrary('undo', 'all'), /how many steps/);
});

test('annotations are exported and imported into another library, and sidecars are written', async () => {
  await json('rate', '5', '--id', DRAGON);
  const file = join(archive.root, 'words.csv');
  expect(await json('words', 'export', file)).toMatchObject({ file, as: 'csv' });
  expectRefusal(await inLibrary('words', 'export', file), /already/);
  const other = join(archive.root, 'other');
  const kept = WordsReport.parse(JSON.parse((await run('--library', other, 'words', 'import', file, '--json')).out));
  expect(kept).toMatchObject({ matched: 0, changed: 0 });
  await run('--library', other, 'import', archive.folder, archive.zip);
  expect(
    SearchResult.parse(JSON.parse((await run('--library', other, 'search', 'rating:5', '--json')).out)).items[0]?.id,
  ).toBe(DRAGON);
  expect((await run('--library', other, 'words', 'import', file)).out).toMatch(/^\d items recognised, 0 changed\.\n/);
  const folder = join(archive.root, 'sidecars');
  expect(
    SidecarReport.parse(await json('words', 'export', folder, '--as', 'xmp', '--query', 'rating:5')),
  ).toMatchObject({ written: 1 });
  const [name] = await readdir(folder);
  expect(await readFile(join(folder, name as string), 'utf8')).toContain('<xmp:Rating>5</xmp:Rating>');
  const odd = join(archive.root, 'odd.json');
  await writeFile(odd, '{"afterimage":"words","items":[{"ids":["x"],"rating":9,"note":"n"}]}');
  const problem = await inLibrary('words', 'import', odd, '--json');
  expect(problem.code).toBe(1);
  expect(WordsReport.parse(JSON.parse(problem.out))).toMatchObject({
    kept: 1,
    problems: [{ path: 'odd.json', code: 'words-malformed' }],
  });
  await writeFile(odd, 'no words');
  expectRefusal(await inLibrary('words', 'import', odd), /contains no annotations.*odd\.json/);
  expectRefusal(await inLibrary('words', 'import', join(archive.root, 'nowhere')), /no file at/);
});
