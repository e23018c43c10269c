/** Second copies through the library's interface: copied, kept and refused files, and reported problems. */
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openLibrary } from '../../../src-main/app/library/open-library.ts';
import type { MirrorInfo } from '../../../src-main/contract/library/mirror.ts';
import { mp4 } from '../../fixtures/media.ts';
import { exportPart, exportRecord, exportZip } from '../../fixtures/sora-export.ts';
import { writeFiles } from '../../fixtures/temp.ts';
import { contentsOf, hashOf, openWorld, type World } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

const RECORDS = [exportRecord(1), exportRecord(2)];

async function withSource(): Promise<World & { readonly mirror: MirrorInfo }> {
  const world = await openWorld();
  await writeFiles(world.source, {
    ...(await exportPart(RECORDS)),
    'clips/one.mp4': await mp4('one'),
    'clips/two.mp4': await mp4('two'),
    'part-2.zip': await exportZip([exportRecord(3)]),
    'left out.docx': 'x',
  });
  await world.imports();
  const mirror = await world.library.mirrors.add({
    directory: world.target,
    sources: [1],
    collections: [],
    query: null,
  });
  return { ...world, mirror };
}

test('a source is copied with its folders, documents and zips, and the list of files is plain JSON', async () => {
  const { library, source, target, mirror, report } = await withSource();
  expect(mirror).toMatchObject({
    path: target,
    state: 'behind',
    pending: 5,
    finishedAt: null,
    sources: [{ path: source }],
  });
  const original = await contentsOf(source);
  delete original['left out.docx'];
  expect(await report(mirror.id)).toMatchObject({ copied: 6, unchanged: 0, problems: [], files: 6 });
  expect(await contentsOf(join(target, 'Sora'))).toEqual(original);
  const manifest = JSON.parse(await readFile(join(target, 'afterimage-mirror.json'), 'utf8'));
  const clip = manifest.files.find(({ path }: { path: string }) => path === 'Sora/clips/one.mp4');
  expect(clip).toMatchObject({
    size: (await mp4('one')).length,
    sha256: hashOf(await mp4('one')),
    source: { path: join(source, 'clips', 'one.mp4') },
    items: [`sha256:${hashOf(await mp4('one'))}`],
  });
  expect(manifest.files.find(({ kind }: { kind: string }) => kind === 'archive')).toMatchObject({
    path: 'Sora/part-2.zip',
    contents: [{}],
  });
  expect(await library.mirrors.list()).toMatchObject([{ state: 'current', pending: 0 }]);
  const copies = await library.mirrors.copiesOf(hashOf(await mp4('one')));
  expect(copies).toMatchObject([{ mirrorId: mirror.id, path: join(target, 'Sora', 'clips', 'one.mp4'), entry: null }]);
  const [inZip] = manifest.files.find(({ kind }: { kind: string }) => kind === 'archive').contents;
  expect(await library.mirrors.copiesOf(inZip.sha256)).toMatchObject([
    { path: join(target, 'Sora', 'part-2.zip'), entry: inZip.entry },
  ]);
  expect((await stat(join(target, 'Sora', 'clips', 'one.mp4'))).mtimeMs).toBeCloseTo(
    (await stat(join(source, 'clips', 'one.mp4'))).mtimeMs,
    -1,
  );
});

test('a split zip is copied with all its parts, and a note under the name that its clip gives it', async () => {
  const { library, source, target, imports, report } = await openWorld();
  const whole = await exportZip(RECORDS);
  const half = Math.ceil(whole.length / 2);
  await writeFiles(source, {
    'part.zip.001': whole.subarray(0, half),
    'part.zip.002': whole.subarray(half),
    'clip.mp4': await mp4('clip'),
    'clip.json': '{"prompt": "a fox"}',
  });
  await imports();
  const { id } = await library.mirrors.add({ directory: target, sources: [1], collections: [], query: null });
  expect(await report(id)).toMatchObject({ copied: 4, problems: [], files: 4 });
  expect(await contentsOf(join(target, 'Sora'))).toEqual(await contentsOf(source));
  expect(await report(id)).toMatchObject({ copied: 0, unchanged: 4, problems: [] });
});

test('a mirror that is imported into an empty library gives the same items, with their tags', async () => {
  const { library, root, target, mirror, report } = await withSource();
  await library.edits.edit({
    selection: { type: 'query', q: '', except: [] },
    change: { set: 'tag-add', tag: 'keepers' },
  });
  await report(mirror.id);
  const other = await openLibrary({ directory: join(root, 'other'), backgroundPreviews: false });
  const job = await other.jobs.finished((await other.jobs.import([target])).id);
  expect(job.report?.problems).toEqual([]);
  const ids = async (of: typeof library): Promise<unknown> =>
    (await of.reads.search({ q: '', sort: 'newest', seed: 0, limit: 99, offsetId: null })).items
      .map(({ id, prompt, tags }) => ({ id, prompt, tags }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(await ids(other)).toEqual(await ids(library));
  await other.close();
});

test('unchanged files are not read again, moved files are renamed, replaced and deleted files keep their copies', async () => {
  const { source, target, mirror, report, imports } = await withSource();
  await report(mirror.id);
  const copied = (await stat(join(target, 'Sora', 'clips', 'one.mp4'))).ino;
  expect(await report(mirror.id)).toMatchObject({ copied: 0, unchanged: 6, bytes: 0 });

  await rename(join(source, 'clips', 'one.mp4'), join(source, 'first.mp4'));
  await writeFile(join(source, 'clips', 'two.mp4'), await mp4('changed'));
  await rm(join(source, 'part-2.zip'));
  await imports();
  expect(await report(mirror.id)).toMatchObject({ copied: 1, renamed: 1, replaced: 1, kept: 1, problems: [] });
  expect((await stat(join(target, 'Sora', 'first.mp4'))).ino).toBe(copied);
  expect(await contentsOf(join(target, 'replaced', 'Sora'))).toEqual({ 'clips/two.mp4': hashOf(await mp4('two')) });
  expect(await readdir(join(target, 'Sora'))).toContain('part-2.zip');
  expect(await readdir(target)).not.toContain('removed');

  expect(await report(mirror.id, { setAside: true })).toMatchObject({ kept: 0, setAside: 1 });
  expect(await readdir(join(target, 'Sora'))).not.toContain('part-2.zip');
  expect(await readdir(join(target, 'removed', 'Sora'))).toEqual(['part-2.zip']);
});

test('a changed original is reported and never replaces its copy', async () => {
  const { source, target, mirror, report } = await withSource();
  await report(mirror.id);
  const path = join(source, 'clips', 'two.mp4');
  const before = await stat(path);
  const bytes = await readFile(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(path, bytes);
  await utimes(path, before.atime, new Date(before.mtimeMs + 5_000));
  const found = await report(mirror.id);
  expect(found.problems).toMatchObject([{ code: 'file-changed', path }]);
  expect(hashOf(await readFile(join(target, 'Sora', 'clips', 'two.mp4')))).toBe(hashOf(await mp4('two')));
  expect(await readdir(target)).not.toContain('replaced');
});

test('a damaged copy is found, set aside and made again; a missing copy is made again', async () => {
  const { library, source, target, mirror, imports, report } = await withSource();
  const copy = join(target, 'Sora', 'clips', 'one.mp4');
  // Every file system can store whole seconds, so the damaged copy keeps its date.
  const mtime = new Date(1_700_000_000_000);
  await utimes(join(source, 'clips', 'one.mp4'), mtime, mtime);
  await imports();
  await report(mirror.id);
  const bytes = await readFile(copy);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(copy, bytes);
  await utimes(copy, mtime, mtime);
  await rm(join(target, 'Sora', 'clips', 'two.mp4'));
  expect(await report(mirror.id)).toMatchObject({ copied: 1, problems: [] });
  await rm(join(target, 'Sora', 'clips', 'two.mp4'));
  const job = await library.jobs.finished((await library.mirrors.check(mirror.id)).id);
  expect(job.mirrorChecked).toMatchObject({
    intact: 4,
    changed: [{ path: copy }],
    missing: [{ path: join(target, 'Sora', 'clips', 'two.mp4') }],
  });
  expect(await library.mirrors.copiesOf(hashOf(await mp4('one')))).toEqual([]);
  expect(await library.mirrors.list()).toMatchObject([{ state: 'behind', pending: 2 }]);
  expect(await report(mirror.id)).toMatchObject({ copied: 2, replaced: 1, problems: [{ code: 'copy-damaged' }] });
  expect(hashOf(await readFile(copy))).toBe(hashOf(await mp4('one')));
  expect(await report(mirror.id, { full: true })).toMatchObject({ copied: 0, problems: [] });
});

test('complete files of a killed run are kept, and partial files are deleted', async () => {
  const { source, target, mirror, imports, report } = await withSource();
  await report(mirror.id);
  const intent = {
    path: 'Sora/new.mp4',
    kind: 'original',
    origin: 'Sora/new.mp4',
    source: { path: join(source, 'new.mp4'), entry: null, mtimeMs: -1 },
  };
  await writeFile(
    join(target, '.afterimage-mirror-journal'),
    `\n${JSON.stringify({ intent })}\n{"put":{"path":"Sora/ne`,
  );
  await writeFile(join(target, 'Sora', 'new.mp4'), await mp4('new'));
  await writeFile(join(target, 'Sora', '.0123456789abcdef.part'), 'half a fi');
  await writeFile(join(source, 'later.mp4'), await mp4('new'));
  await imports();
  expect(await report(mirror.id)).toMatchObject({ copied: 0, renamed: 1, problems: [] });
  expect((await readdir(join(target, 'Sora'))).filter((name) => /part$|new/.test(name))).toEqual([]);
  expect(hashOf(await readFile(join(target, 'Sora', 'later.mp4')))).toBe(hashOf(await mp4('new')));
  expect(await readdir(target)).not.toContain('.afterimage-mirror-journal');
});

test('a source whose drive is away keeps its copies, also with the option to set copies aside', async () => {
  const { root, source, target, mirror, report } = await withSource();
  await report(mirror.id);
  await rename(source, join(root, 'unplugged'));
  await mkdir(source);
  expect(await report(mirror.id, { setAside: true })).toMatchObject({
    setAside: 0,
    kept: 0,
    problems: [{ code: 'source-missing', path: source }],
  });
  expect(await readdir(target)).not.toContain('removed');
});

test('a mirror whose drive is away is reported as away, and an empty folder at its path is not written', async () => {
  const { root, library, target, mirror, report, runs } = await withSource();
  await report(mirror.id);
  await rename(target, join(root, 'unplugged'));
  await mkdir(target);
  expect(await library.mirrors.list()).toMatchObject([{ state: 'away', awaySince: expect.any(String) }]);
  expect(await runs(mirror.id)).toMatchObject({ state: 'failed', errorCode: 'mirror-away' });
  expect(await readdir(target)).toEqual([]);
  await rm(target, { recursive: true });
  await rename(join(root, 'unplugged'), target);
  expect(await report(mirror.id)).toMatchObject({ copied: 0, unchanged: 6 });
});

test('folders that cannot be a second copy are refused with a code, before anything is written', async () => {
  const world = await withSource();
  const { library, root, source, target } = world;
  const add = (directory: string, rest: object = {}): Promise<unknown> =>
    library.mirrors
      .add({ directory, sources: [1], collections: [], query: null, ...rest })
      .catch(({ code }: { code: string }) => code);
  await mkdir(join(root, 'full', 'of things'), { recursive: true });
  await writeFile(join(root, 'a file'), 'x');
  expect(await add(join(source, 'inside'))).toBe('mirror-inside');
  expect(await add(join(root, 'library', 'x'))).toBe('mirror-inside');
  expect(await add(root)).toBe('mirror-around');
  expect(await add(join(root, 'full'))).toBe('mirror-not-empty');
  expect(await add(join(root, 'a file'))).toBe('mirror-unusable');
  expect(await add(join(target, 'deeper'))).toBe('mirror-exists');
  expect(await add(join(root, 'new'), { sources: [] })).toBe('mirror-nothing');
  expect(await add(join(root, 'new'), { sources: [7] })).toBe('not-found');
  expect(await add(join(root, 'new'), { collections: ['nowhere'] })).toBe('unknown-collection');
  expect(await add(join(root, 'new'), { query: 'type:vidoe ' })).toBe('query-not-understood');
  expect(await readdir(root)).not.toContain('new');

  const other = await openLibrary({ directory: join(root, 'other'), backgroundPreviews: false });
  await other.jobs.finished((await other.jobs.import([source])).id);
  const refused = await other.mirrors
    .add({ directory: target, sources: [1], collections: [], query: null })
    .catch(({ code }: { code: string }) => code);
  expect(refused).toBe('mirror-foreign');
  await other.close();
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is refused', async () => {
  const { library, root } = await withSource();
  await mkdir(join(root, 'shut'));
  await chmod(join(root, 'shut'), 0o500);
  await expect(
    library.mirrors.add({ directory: join(root, 'shut'), sources: [1], collections: [], query: null }),
  ).rejects.toMatchObject({
    code: 'mirror-unusable',
  });
});

test('items of collections and queries are copied once with readable names, and can be imported with prompts', async () => {
  const { library, root, source, imports, report } = await openWorld();
  await writeFiles(source, {
    ...(await exportPart([exportRecord(1)])),
    'part-2.zip': await exportZip([exportRecord(2)]),
    'other.mp4': await mp4('other'),
  });
  await imports();
  await library.edits.arrange({ set: 'collection-create', collection: 'Reel', query: null });
  const all = await library.reads.search({ q: '', sort: 'newest', seed: 0, limit: 9, offsetId: null });
  const withPrompt = all.items.filter(({ prompt }) => prompt !== null);
  const [first] = await Promise.all(withPrompt.map(async ({ id }) => (await library.reads.show(id))?.rowid ?? 0));
  await library.edits.edit({
    selection: { type: 'rowids', rowids: [first ?? 0] },
    change: { set: 'collection-add', collection: 'Reel' },
  });
  const target = join(root, 'reel');
  const { id } = await library.mirrors.add({
    directory: target,
    sources: [],
    collections: ['Reel'],
    query: 'type:video -other ',
  });
  const done = await report(id);
  expect(done.problems).toEqual([]);
  const names = await readdir(join(target, 'items'));
  expect(names).toHaveLength(done.copied);
  expect(names.every((name) => /^\d{4}-\d\d-\d\d .+\.mp4$/.test(name) || name.startsWith('undated'))).toBe(true);
  expect(await report(id)).toMatchObject({ copied: 0, unchanged: done.copied });

  const other = await openLibrary({ directory: join(root, 'other'), backgroundPreviews: false });
  await other.jobs.finished((await other.jobs.import([target])).id);
  const back = await other.reads.search({ q: '', sort: 'newest', seed: 0, limit: 9, offsetId: null });
  expect(back.items.flatMap(({ id: one, prompt }) => (prompt === null ? [] : [{ id: one, prompt }]))).toEqual(
    withPrompt.map(({ id: one, prompt }) => ({ id: one, prompt })),
  );
  await other.close();
});

test('only one process can write at a time, and forgetting a mirror deletes no files', async () => {
  const { library, root, target, mirror, report } = await withSource();
  await report(mirror.id);
  const { lockMirrors } = await import('../../../src-main/app/mirrors/lock.ts');
  const unlock = lockMirrors(join(root, 'library'));
  const job = await library.mirrors.run(mirror.id, { full: false, setAside: false });
  expect(await library.jobs.finished(job.id)).toMatchObject({ state: 'failed', errorCode: 'mirror-busy' });
  unlock();
  const before = await contentsOf(target);
  const copied = async (): Promise<number> => (await library.reads.rowids('copies:2 ')).length;
  expect(await copied()).toBe(5);
  await library.mirrors.forget(mirror.id);
  expect(await copied()).toBe(0);
  expect(await library.mirrors.list()).toEqual([]);
  expect(await library.mirrors.copiesOf(hashOf(await mp4('one')))).toEqual([]);
  expect(await contentsOf(target)).toEqual(before);
  const again = await library.mirrors.add({ directory: target, sources: [1], collections: [], query: null });
  expect(await report(again.id)).toMatchObject({ copied: 0, unchanged: 6 });
  expect(await library.mirrors.copiesOf(hashOf(await mp4('one')))).toHaveLength(1);
});

test('names that are equal or illegal on some system get a number or another character', async () => {
  const { library, source, target, imports, report } = await openWorld();
  await writeFiles(source, {
    'Clip.mp4': await mp4('a'),
    'clip.mp4': await mp4('b'),
    'Über/x.mp4': await mp4('c'),
    'U\u0308BER/x.mp4': await mp4('d'),
    'con.mp4': await mp4('e'),
    'what? 12:30.mp4': await mp4('f'),
    [`${'long '.repeat(50)}.mp4`]: await mp4('g'),
  });
  await imports();
  const { id } = await library.mirrors.add({ directory: target, sources: [1], collections: [], query: null });
  expect(await report(id)).toMatchObject({ copied: 7, problems: [] });
  const paths = Object.keys(await contentsOf(target));
  const folded = (path: string): string => path.normalize('NFD').toUpperCase().toLowerCase();
  expect(new Set(paths.map(folded)).size).toBe(7);
  expect(paths.filter((path) => /[<>:"|?*]|[. ]\/|(?:^|\/)con\./i.test(path))).toEqual([]);
  expect(await report(id)).toMatchObject({ copied: 0, unchanged: 7 });
});
