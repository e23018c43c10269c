/**
 * An export that is imported into an empty library gives the same catalog: fields, provenance, records, files, edits.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Library } from '../../../src-main/app/library/library.ts';
import type { Change } from '../../../src-main/contract/organising/edit.ts';
import { everyLayout, type Files } from '../../fixtures/every-layout.ts';
import { png } from '../../fixtures/media.ts';
import { tempFolder, writeFiles } from '../../fixtures/temp.ts';
import { testLibrary } from '../../import/library.ts';
import { runExport } from './exported.ts';

/** `ROUND_TRIPS=300 npx vitest run round-trip` tries more libraries than `npm test` has time for. */
const RUNS = Number(process.env.ROUND_TRIPS ?? 3);

vi.setConfig({ testTimeout: 180_000 + RUNS * 20_000, hookTimeout: 120_000 });

let layouts: Readonly<Record<string, Files>>;
beforeAll(async () => {
  layouts = await everyLayout();
});

/** All data of a library, without the paths of files and documents, and with each content of an item once. */
async function told({ reads }: Library): Promise<unknown> {
  const rowids = [...(await reads.rowids(''))];
  const rows = await reads.exportRows(rowids);
  const items = rows.map(({ generation: { files, ...generation }, identifiers, provenance, records }) => ({
    ...generation,
    identifiers,
    provenance,
    files: [
      ...new Set(
        files.map(({ role, sha256, size, mime, c2pa, missing }) =>
          JSON.stringify({ role, sha256, size, mime, c2pa, missing }),
        ),
      ),
    ].sort(),
    records: records
      .map(({ format, ids, claims, raw }) => JSON.stringify([format, sorted(ids), sorted(claims), raw]))
      .sort(),
  }));
  const { tags, searches, ...arranged } = await reads.organised();
  // Row ids differ between libraries.
  const numbers = new Map(rows.map(({ rowid, generation }) => [rowid, generation.id]));
  const collections = arranged.collections.map(({ cover, ...rest }) => ({
    ...rest,
    cover: cover === null ? null : numbers.get(cover),
  }));
  const words = (await reads.enteredWords(rowids)).toSorted((a, b) => ((a.ids[0] ?? '') < (b.ids[0] ?? '') ? -1 : 1));
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  return { items: items.toSorted(byId), tags, collections, searches, words };
}

const sorted = (claims: object): unknown =>
  Object.fromEntries(Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1)));

async function archiveOf(names: readonly string[]): Promise<string> {
  const root = join(await tempFolder(), 'archive');
  await mkdir(root);
  for (const name of names) await writeFiles(join(root, name), layouts[name] as Files);
  return root;
}

/** Exports everything and imports it elsewhere. The export is moved first, so that nothing is found at its old path. */
async function again(library: Library, as: 'folder' | 'bag', name = '{name}'): Promise<Library> {
  const folder = await tempFolder();
  const job = await runExport(library, { directory: join(folder, 'first'), as, name });
  expect(job).toMatchObject({ state: 'done', exported: { problems: [] } });
  await rename(join(folder, 'first'), join(folder, 'second'));
  const other = await testLibrary();
  const report = await other.import(join(folder, 'second'));
  expect(report.problems.filter(({ code }) => code !== 'media-damaged')).toEqual([]);
  return other.library;
}

const name = fc.constantFrom('keepers', 'keepers/best', '最高', 'a "b", c', "o'clock");
const change: fc.Arbitrary<Change> = fc.oneof(
  name.map((tag): Change => ({ set: 'tag-add', tag })),
  fc.integer({ min: 1, max: 5 }).map((rating): Change => ({ set: 'rating', rating })),
  fc.constantFrom('a note', '=1+1\n<b>', '雨').map((note): Change => ({ set: 'note', note })),
  fc.constant<Change>({ set: 'favorite', favorite: true }),
  name.map((collection): Change => ({ set: 'collection-add', collection })),
);
const edits = fc.array(
  fc.record({ change, chosen: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), stacked: fc.boolean() }),
  {
    maxLength: 6,
  },
);

async function edit(
  library: Library,
  all: readonly { change: Change; chosen: readonly number[]; stacked: boolean }[],
): Promise<void> {
  const rowids = [...(await library.reads.rowids(''))];
  for (const { change, chosen, stacked } of all) {
    const some = [...new Set(chosen.map((at) => rowids[at % rowids.length] as number))];
    if (change.set === 'collection-add') {
      const { collections } = await library.reads.organised();
      if (!collections.some(({ name }) => name === change.collection))
        await library.edits.arrange({ set: 'collection-create', collection: change.collection, query: null });
    }
    await library.edits.edit({ selection: { type: 'rowids', rowids: some }, change });
    if (stacked && some.length > 1)
      await library.edits.edit({
        selection: { type: 'rowids', rowids: some },
        change: { set: 'stack', cover: some[0] as number },
      });
  }
}

test('an export of all layouts gives the same catalog again, from a folder and from a bag', async () => {
  const { library, ...app } = await testLibrary();
  await app.import(await archiveOf(Object.keys(layouts)));
  await edit(library, [
    { change: { set: 'tag-add', tag: 'keepers' }, chosen: [0, 1, 2], stacked: true },
    { change: { set: 'note', note: 'a "note"' }, chosen: [3], stacked: false },
  ]);
  const before = await told(library);
  for (const as of ['folder', 'bag'] as const) expect(await told(await again(library, as))).toEqual(before);
});

test('an export of a random library gives the same catalog again', async () => {
  const names = fc.subarray(Object.keys(layouts), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(names, edits, fc.constantFrom('folder', 'bag'), async (chosen, entered, as) => {
      const { library, ...app } = await testLibrary();
      await app.import(await archiveOf(chosen));
      await edit(library, entered);
      const other = await again(library, as as 'folder' | 'bag');
      expect(await told(other)).toEqual(await told(library));
      // Six hundred open libraries at the end of the test take more memory than a computer has.
      await Promise.all([library.close(), other.close()]);
    }),
    { numRuns: RUNS },
  );
});

test('annotations of an export are imported once: a later removal is not reverted', async () => {
  const { library, ...app } = await testLibrary();
  await app.import(await archiveOf(['loose']));
  await edit(library, [{ change: { set: 'tag-add', tag: 'keepers' }, chosen: [0], stacked: false }]);
  const folder = join(await tempFolder(), 'export');
  await runExport(library, { directory: folder, as: 'folder' });
  const other = await testLibrary();
  await other.import(folder);
  expect((await other.library.reads.organised()).tags.map((tag) => tag.name)).toEqual(['keepers']);
  const rowids = [...(await other.library.reads.rowids('tag:keepers '))];
  await other.library.edits.edit({
    selection: { type: 'rowids', rowids },
    change: { set: 'tag-remove', tag: 'keepers' },
  });
  const report = await other.import(folder);
  expect(report.generations).toMatchObject({ added: 0, updated: 0 });
  expect(await other.library.reads.rowids('tag:keepers ')).toHaveLength(0);
});

test('a damaged or forged export gives its valid parts, and problems for the others', async () => {
  const { library, ...app } = await testLibrary();
  await app.import(await archiveOf(['export-in-parts', 'loose']));
  const folder = join(await tempFolder(), 'export');
  await runExport(library, { directory: folder, as: 'folder' });
  const papers = join(folder, 'afterimage-export');
  const list = JSON.parse(await readFile(join(papers, 'files.json'), 'utf8'));
  list.files.push({ name: '../../etc/passwd', ids: {}, role: 'original' }, { sidecar: '/etc/passwd' }, 'nothing', {
    name: 7,
  });
  await writeFile(join(papers, 'files.json'), JSON.stringify(list));
  const records = join(papers, 'records-sora-export-001.json');
  await writeFile(records, (await readFile(records, 'utf8')).slice(0, -40));
  await writeFile(join(papers, 'words.json'), '{"afterimage":"words","items":[');
  const other = await testLibrary();
  const report = await other.import(folder);
  expect(report.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['json-truncated', 'unreadable']));
  expect(await other.library.reads.total()).toBeGreaterThan(3);
});

test('what the names of originals said is kept when an export gives them other names, also in its export', async () => {
  const root = await tempFolder();
  const job = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
  await writeFiles(root, {
    [`ada_a_quiet_harbour_${job}_2.png`]: png('harbour'),
    '20250412_1804_Paper Boats_remix_01jrnjth82f4qs4fr84g98pbsk.png': png('boats'),
    'holiday.png': png('holiday'),
  });
  const { library, import: bring } = await testLibrary();
  await bring(root);
  const before = await told(library);
  const once = await again(library, 'folder', '{date} {n}');
  expect(await told(once)).toEqual(before);
  expect(await told(await again(once, 'bag', '{n}'))).toEqual(before);
});
