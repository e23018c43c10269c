/**
 * Words taken along and brought: out of one library and into another, by file and by page, from friends and from
 * strangers.
 */
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Library } from '../../../src-main/app/library/library.ts';
import { Arrangement, type ArrangementInput, type Change } from '../../../src-main/contract/organising/edit.ts';
import { WordsReport } from '../../../src-main/contract/organising/organised.ts';
import { tempFolder } from '../../fixtures/temp.ts';
import { testLibrary } from '../../import/library.ts';
import { type Opened, openWithArchive } from '../opened.ts';

let opened: Opened;
beforeEach(async () => {
  opened = await openWithArchive();
});
afterEach(() => opened.close());

const apply = async (library: Library, q: string, change: Change) =>
  library.edits.edit({ selection: { type: 'query', q, except: [] }, change });
const arrange = (library: Library, wish: ArrangementInput) => library.edits.arrange(Arrangement.parse(wish));
const exported = async (library: Library, as: 'json' | 'csv', q = ''): Promise<string> => {
  let text = '';
  for await (const piece of await library.words.export(as, q)) text += piece;
  return text;
};

/** What two libraries of the same archive should agree on. */
async function state({ reads }: Library): Promise<unknown> {
  const { items } = await reads.search({ q: '', sort: 'oldest', seed: 0, limit: 100, offsetId: null });
  const collections = (await reads.organised()).collections.map(({ name }) => name);
  const orders = await Promise.all(
    collections.map(async (name) =>
      Promise.all(((await reads.collectionItems(name)) ?? []).map(async (id) => (await reads.showRow(id))?.id)),
    ),
  );
  return {
    items: await Promise.all(
      items.map(async ({ id, tags, rating, favorite, note }) => ({
        ...{ id, tags, rating, favorite, note },
        stack: await Promise.all(
          ((await reads.stack((await reads.show(id))?.rowid ?? 0))?.members ?? []).map(
            async (member) => (await reads.showRow(member))?.id,
          ),
        ),
      })),
    ),
    organised: { ...(await reads.organised()), collections },
    orders,
  };
}

async function fill(library: Library): Promise<void> {
  await apply(library, 'paper', { set: 'tag-add', tag: 'craft/paper' });
  await apply(library, 'dragon', { set: 'tag-add', tag: '=HYPERLINK("x")' });
  await apply(library, 'dragon', { set: 'rating', rating: 4 });
  await apply(library, 'tram', { set: 'favorite', favorite: true });
  await apply(library, 'tram', { set: 'note', note: '-1 "quoted", and\r\na second line\n\n’tis 雨夜' });
  await arrange(library, { set: 'tag-color', tag: 'craft', color: 'teal' });
  await arrange(library, { set: 'tag-alias-add', tag: 'craft/paper', alias: 'origami' });
  await arrange(library, { set: 'collection-create', collection: 'Reel, one' });
  await apply(library, 'tram', { set: 'collection-add', collection: 'Reel, one' });
  await apply(library, 'dragon', { set: 'collection-add', collection: 'Reel, one' });
  const [tram] = await library.reads.rowids('tram');
  await apply(library, 'tram OR boats', { set: 'stack', cover: tram as number });
  await arrange(library, { set: 'collection-create', collection: 'Best', query: 'rating:>=4' });
  await arrange(library, { set: 'search-save', search: 'Wet streets', q: 'rain OR "wet street"', sort: 'rating' });
}

test.each(['json', 'csv'] as const)(
  'annotations exported as %s are imported into another library completely and only once, and one undo reverts them',
  async (as) => {
    await fill(opened.library);
    const text = await exported(opened.library, as);
    const other = await testLibrary();
    await other.import(opened.archive.folder, opened.archive.zip);
    const before = await state(other.library);
    const report = await other.library.words.bring(`words.${as}`, text);
    expect(report).toMatchObject({ kept: 0, problems: [] });
    expect(report.changed).toBe(report.matched);
    expect(await state(other.library)).toEqual(await state(opened.library));
    expect(await other.library.words.bring('again', text)).toMatchObject({
      changed: 0,
      kept: 0,
      arranged: 0,
      journalId: null,
    });
    await other.library.edits.undo();
    expect(await state(other.library)).toEqual(before);
  },
);

test('imported stacks join existing ones under the existing cover, and missing items join when they are imported', async () => {
  await fill(opened.library);
  const text = await exported(opened.library, 'json');
  const other = await testLibrary();
  await other.import(opened.archive.folder);
  expect((await other.library.words.bring('words.json', text)).kept).toBeGreaterThan(0);
  await other.import(opened.archive.zip);
  const stackOf = async (library: Library, q: string) =>
    library.reads.stack((await library.reads.rowids(q))[0] as number);
  expect((await stackOf(other.library, 'boats'))?.members).toHaveLength(2);

  const [dragon] = await other.library.reads.rowids('dragon');
  await apply(other.library, 'boats', { set: 'unstack' });
  await apply(other.library, 'boats OR dragon', { set: 'stack', cover: dragon as number });
  expect((await other.library.words.bring('again.json', text)).changed).toBe(1);
  expect(await stackOf(other.library, 'tram')).toMatchObject({ cover: dragon, members: { length: 3 } });
  expect(await other.library.words.bring('once more.json', text)).toMatchObject({ changed: 0, journalId: null });
  await other.library.edits.undo();
  expect(await stackOf(other.library, 'tram')).toBeNull();
});

test('an edit does not wait while a large file is read', async () => {
  const items = Array.from({ length: 60_000 }, (_, n) => ({
    ids: [`gen_unknown_${n}`],
    tags: [`tag ${n % 50}`],
    note: 'x'.repeat(100),
  }));
  const done: string[] = [];
  const brought = opened.library.words
    .bring('large.json', JSON.stringify({ afterimage: 'words', version: 1, items }))
    .then(() => done.push('words'));
  await apply(opened.library, 'dragon', { set: 'rating', rating: 2 });
  done.push('edit');
  await brought;
  expect(done).toEqual(['edit', 'words']);
  await expect(opened.library.words.bring('broken.json', '{"afterimage":')).rejects.toMatchObject({
    code: 'words-unreadable',
  });
});

test('annotations of both sides are kept: tags unite, the higher rating wins, notes are joined', async () => {
  await fill(opened.library);
  const text = await exported(opened.library, 'json');
  await apply(opened.library, 'dragon', { set: 'rating', rating: 5 });
  await apply(opened.library, 'dragon', { set: 'tag-add', tag: 'mine' });
  await apply(opened.library, 'tram', { set: 'note', note: 'my own' });
  await opened.library.words.bring('words.json', text);
  const [dragon] = (
    await opened.library.reads.search({ q: 'dragon', sort: 'newest', seed: 0, limit: 1, offsetId: null })
  ).items;
  expect(dragon).toMatchObject({ rating: 5, tags: ['=HYPERLINK("x")', 'craft/paper', 'mine'] });
  const [tram] = (await opened.library.reads.search({ q: 'tram', sort: 'newest', seed: 0, limit: 1, offsetId: null }))
    .items;
  expect(tram?.note).toBe('my own\n\n-1 "quoted", and\r\na second line\n\n’tis 雨夜');
  expect((await opened.library.words.bring('words.json', text)).journalId).toBeNull();
});

test('annotations of unknown items stay pending and are applied when the item appears', async () => {
  await fill(opened.library);
  const text = await exported(opened.library, 'csv');
  const other = await testLibrary();
  const early = await other.library.words.bring('words.csv', text);
  expect(early).toMatchObject({ matched: 0, changed: 0 });
  expect(early.kept).toBeGreaterThan(1);
  expect((await other.library.words.bring('words.csv', text)).journalId).toBeNull();
  await other.import(opened.archive.folder, opened.archive.zip);
  expect(await state(other.library)).toEqual(await state(opened.library));
  expect((await other.library.edits.history(1))[0]?.change).toEqual({ set: 'words', from: 'kept', name: '' });
  // A file that is known by nothing but its content is found by its hash.
  expect(JSON.parse(await exported(other.library, 'json')).items.length).toBe(early.kept);
});

test('the page exports and imports annotations', async () => {
  await fill(opened.library);
  const answer = await opened.ask('/api/words?as=csv&q=tram');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="afterimage-words-[\d-]+\.csv"$/);
  const text = await answer.text();
  const back = await opened.ask('/api/words?name=mine.csv', { method: 'POST', body: text });
  expect(WordsReport.parse(await back.json())).toMatchObject({ matched: 1, changed: 0, journalId: null });
  const refused = await opened.ask('/api/words?name=odd.json', { method: 'POST', body: '{"some":"json"}' });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ error: { code: 'not-words', path: 'odd.json' } });
});

test('no CSV cell begins like a formula', async () => {
  await fill(opened.library);
  const text = await exported(opened.library, 'csv');
  expect(text).toContain(`'=HYPERLINK`);
  expect(text).toContain(`"'-1 ""quoted""`);
  expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
});

test('sidecars contain tags, rating, prompt and note; files of other programs are not overwritten', async () => {
  await fill(opened.library);
  const folder = join(await tempFolder(), 'side cars');
  const before = await opened.library.words.sidecars(folder, 'tram OR dragon');
  expect(before).toMatchObject({ directory: folder, written: 2, unchanged: 0, problems: [] });
  const names = await readdir(folder);
  expect(names.every((one) => one.endsWith('.xmp'))).toBe(true);
  const all = (await Promise.all(names.map((one) => readFile(join(folder, one), 'utf8')))).join('');
  expect(all).toContain('<rdf:li>craft|paper</rdf:li>');
  expect(all).toContain('<xmp:Rating>4</xmp:Rating>');
  expect(all).toContain('<photoshop:Instructions>-1 &quot;quoted&quot;, and&#13;\na second line');
  expect(await opened.library.words.sidecars(folder, 'tram OR dragon')).toMatchObject({ written: 0, unchanged: 2 });
  await apply(opened.library, 'tram', { set: 'rating', rating: 2 });
  await writeFile(join(folder, names[0] as string), '<x:xmpmeta x:xmptk="Adobe XMP Core"/>');
  await apply(opened.library, 'dragon', { set: 'rating', rating: 2 });
  const again = await opened.library.words.sidecars(folder, 'tram OR dragon');
  expect(again).toMatchObject({
    written: 1,
    problems: [{ path: join(folder, names[0] as string), code: 'sidecar-foreign' }],
  });
  expect(await readFile(join(folder, names[0] as string), 'utf8')).toContain('Adobe');
});

test('sidecars follow no link; an unusable folder gives one sentence', async () => {
  const root = await tempFolder();
  const folder = join(root, 'out');
  await mkdir(folder);
  await opened.library.words.sidecars(folder, 'tram');
  const [name] = await readdir(folder);
  const trap = join(root, 'trap');
  const elsewhere = join(root, 'elsewhere');
  await mkdir(trap);
  await writeFile(elsewhere, 'x:xmptk="Afterimage" precious');
  await symlink(elsewhere, join(trap, name as string));
  expect((await opened.library.words.sidecars(trap, 'tram')).problems[0]?.code).toBe('sidecar-foreign');
  expect(await readFile(elsewhere, 'utf8')).toBe('x:xmptk="Afterimage" precious');
  await expect(opened.library.words.sidecars(join(elsewhere, 'below'), 'tram')).rejects.toMatchObject({
    code: 'folder-unusable',
  });
});
