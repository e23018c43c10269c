/**
 * Originals that are another one than the library knows: both states stay known, whatever noticed it, until the person
 * decides.
 */
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileInfo } from '../../src-main/contract/items/generation.ts';
import { PARAMETERS, pngWith } from '../fixtures/embedded.ts';
import { mp4 } from '../fixtures/media.ts';
import { exportRecord, generationsJson } from '../fixtures/sora-export.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { type TestLibrary, testLibrary } from './library.ts';

/** A whole second: what is set by utimes is not always what stat tells to the last digit. */
const MADE = new Date('2025-11-04T10:00:00Z');
const WHOLE = { sourceId: null, resume: false };
const codes = (problems: readonly { readonly code: string }[]): readonly string[] => problems.map(({ code }) => code);

interface Archive extends TestLibrary {
  readonly root: string;
  readonly clip: string;
  file(): Promise<FileInfo>;
}

/** A library with one clip of three, of which more is to be said. */
async function archive(): Promise<Archive> {
  const root = join(await tempFolder(), 'export');
  await mkdir(root);
  await writeFile(join(root, 'generations.json'), generationsJson([exportRecord(1), exportRecord(2), exportRecord(3)]));
  for (const n of [1, 2, 3]) {
    const path = join(root, `${exportRecord(n).id}.mp4`);
    await writeFile(path, await mp4(`clip ${n}`));
    await utimes(path, MADE, MADE);
  }
  const opened = await testLibrary();
  await opened.import(root);
  const clip = join(root, `${exportRecord(1).id}.mp4`);
  return {
    ...opened,
    root,
    clip,
    async file() {
      const found = (await opened.library.reads.show(exportRecord(1).id))?.files.find(({ path }) => path === clip);
      if (!found) throw new Error('The clip is not known.');
      return found;
    },
  };
}

const total = async ({ library }: TestLibrary, q: string): Promise<number> => (await library.reads.rowids(q)).length;

test('a rescan reports a replaced file, and its known state stays', async () => {
  const opened = await archive();
  const before = await opened.file();
  await writeFile(opened.clip, await mp4('another clip', 2));
  const report = await opened.import(opened.root);
  expect(codes(report.problems)).toEqual(['original-changed']);
  const after = await opened.file();
  expect(after.sha256).toBe(before.sha256);
  expect(after.size).toBe(before.size);
  expect(after.change).toMatchObject({ leftAt: null, known: { sha256: before.sha256, size: before.size } });
  expect(after.change?.now.size).toBe((await readFile(opened.clip)).length);
  expect(after.change?.now.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(after.change?.now.sha256).not.toBe(before.sha256);
  // It is told each time, is not read again for that, and is not called new or missing.
  const again = await opened.import(opened.root);
  expect(codes(again.problems)).toEqual(['original-changed']);
  expect(again.files).toMatchObject({ added: 0, missing: 0, updated: 0, unchanged: 3 });
  expect((await opened.file()).change?.seenAt).toBe(after.change?.seenAt);
});

test('a file with only a new time is the same file, without an open change', async () => {
  const opened = await archive();
  const before = await opened.file();
  await utimes(opened.clip, new Date(), new Date(Date.now() - 5_000_000));
  const report = await opened.import(opened.root);
  expect(report.problems).toEqual([]);
  expect(await opened.file()).toMatchObject({ sha256: before.sha256, change: null });
  expect((await opened.import(opened.root)).files).toMatchObject({ unchanged: 3 });
});

test('flipped bits at the same size and time are found only by verifying', async () => {
  const opened = await archive();
  const bytes = await readFile(opened.clip);
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] as number) ^ 1;
  await writeFile(opened.clip, bytes);
  await utimes(opened.clip, MADE, MADE);
  expect((await opened.import(opened.root)).problems).toEqual([]);
  const report = await opened.library.verification.now(WHOLE, () => {});
  expect(report).toMatchObject({ intact: 2, changed: [{ path: opened.clip }], missing: [], damaged: [], new: [] });
  expect((await opened.file()).change).not.toBeNull();
  expect(codes((await opened.import(opened.root)).problems)).toEqual(['original-changed']);
});

test('a file with its known content again has no open change, after a rescan or a verification', async () => {
  const opened = await archive();
  const original = await readFile(opened.clip);
  for (const look of ['rescan', 'verify'] as const) {
    await writeFile(opened.clip, await mp4('for a while', 2));
    await opened.import(opened.root);
    expect((await opened.file()).change).not.toBeNull();
    await writeFile(opened.clip, original);
    await utimes(opened.clip, MADE, MADE);
    if (look === 'rescan') await opened.import(opened.root);
    else await opened.library.verification.now(WHOLE, () => {});
    expect((await opened.file()).change).toBeNull();
  }
});

test('accepting makes the new content the known one, keeps the old state, and can be taken back', async () => {
  const opened = await archive();
  const before = await opened.file();
  await writeFile(opened.clip, await mp4('the better one', 2));
  await opened.import(opened.root);
  const { change } = await opened.file();
  const { fileId } = before;
  expect(await opened.library.verification.decide({ set: 'accept', fileIds: [fileId] })).toEqual({
    changed: 1,
    refused: [],
  });
  expect(await opened.file()).toMatchObject({ sha256: change?.now.sha256, size: change?.now.size, change: null });
  const { accepted, troubledTotal } = await opened.library.verification.read();
  expect(accepted).toMatchObject([{ fileId, before: { sha256: before.sha256 }, now: { sha256: change?.now.sha256 } }]);
  expect(troubledTotal).toBe(0);
  expect((await opened.import(opened.root)).problems).toEqual([]);
  expect(await opened.library.verification.now(WHOLE, () => {})).toMatchObject({ intact: 3, changed: [] });

  expect(await opened.library.verification.decide({ set: 'take-back', fileIds: [fileId] })).toEqual({
    changed: 1,
    refused: [],
  });
  expect(await opened.file()).toMatchObject({ sha256: before.sha256, size: before.size, change });
  expect((await opened.library.verification.read()).accepted).toEqual([]);
});

test('a file that changed again after the person saw it is not accepted', async () => {
  const opened = await archive();
  const before = await opened.file();
  await writeFile(opened.clip, await mp4('seen', 2));
  await opened.import(opened.root);
  await writeFile(opened.clip, await mp4('not seen', 3));
  const { changed, refused } = await opened.library.verification.decide({ set: 'accept', fileIds: [before.fileId] });
  expect([changed, codes(refused)]).toEqual([0, ['original-changed']]);
  expect((await opened.file()).sha256).toBe(before.sha256);
  await writeFile(opened.clip, 'no clip at all');
  await opened.import(opened.root);
  expect(
    codes((await opened.library.verification.decide({ set: 'accept', fileIds: [before.fileId] })).refused),
  ).toEqual(['not-media']);
  expect((await opened.file()).sha256).toBe(before.sha256);
});

test('a change can be left as it is, and decided again later', async () => {
  const opened = await archive();
  await writeFile(opened.clip, await mp4('on purpose', 2));
  await opened.import(opened.root);
  const { fileId } = await opened.file();
  await opened.library.verification.decide({ set: 'leave', fileIds: [fileId] });
  expect((await opened.file()).change?.leftAt).not.toBeNull();
  await opened.library.verification.now(WHOLE, () => {});
  expect((await opened.file()).change?.leftAt).not.toBeNull();
  await opened.library.verification.decide({ set: 'ask', fileIds: [fileId] });
  expect((await opened.file()).change?.leftAt).toBeNull();
});

test('deleted files, a folder with the path of a file, and a disconnected source are reported', async () => {
  const opened = await archive();
  await rm(opened.clip);
  await mkdir(opened.clip);
  const second = join(opened.root, `${exportRecord(2).id}.mp4`);
  await rm(second);
  const report = await opened.library.verification.now(WHOLE, () => {});
  expect(report).toMatchObject({ intact: 1, changed: [], missing: [{ path: opened.clip }, { path: second }] });
  expect(await total(opened, 'is:missing')).toBe(2);
  await writeFile(second, await mp4('clip 2'));
  expect(await opened.library.verification.now(WHOLE, () => {})).toMatchObject({
    intact: 2,
    missing: [{ path: opened.clip }],
  });
  expect(await total(opened, 'is:missing')).toBe(1);

  await rename(opened.root, `${opened.root}-away`);
  expect(await opened.library.verification.now(WHOLE, () => {})).toMatchObject({ intact: 0, new: [] });
  expect((await opened.library.reads.sources()).map(({ state }) => state)).toEqual(['missing']);
  // Of what is away altogether its source tells.
  expect((await opened.library.verification.read()).troubledTotal).toBe(0);
  await rename(`${opened.root}-away`, opened.root);
  expect(await opened.library.verification.now(WHOLE, () => {})).toMatchObject({ intact: 2 });
  expect((await opened.library.reads.sources()).map(({ state }) => state)).toEqual(['present']);
  // A rescan agrees, although nothing stirred in the folder.
  expect((await opened.import(opened.root)).files).toMatchObject({ missing: 1, updated: 1, unchanged: 1 });
});

test('a clip in a damaged zip is changed; in a file that is no longer a zip it is missing', async () => {
  const path = join(await tempFolder(), 'sora-data-files-export-1.zip');
  const clip = await mp4('in the zip');
  const entry = `${exportRecord(1).id}.mp4`;
  const good = zip([
    { name: 'generations.json', content: generationsJson([exportRecord(1)]) },
    { name: entry, content: clip },
  ]);
  await writeFile(path, good);
  const { library, import: bring } = await testLibrary();
  await bring(path);
  const changes = async (): Promise<unknown> => (await library.verification.now(WHOLE, () => {})).changed;
  const rotten = Buffer.from(good);
  const at = rotten.indexOf('in the zip');
  rotten[at] = (rotten[at] as number) ^ 1;
  await writeFile(path, rotten);
  expect(await changes()).toEqual([{ path: `${path}/${entry}` }]);
  expect((await library.verification.read()).troubled).toMatchObject([{ path, entry, outcome: 'changed' }]);
  await writeFile(path, good);
  expect(await changes()).toEqual([]);
  expect((await library.verification.read()).troubledTotal).toBe(0);
  await writeFile(path, 'not a zip');
  const gone = async (): Promise<unknown> => (await library.verification.now(WHOLE, () => {})).missing;
  expect(await gone()).toEqual([{ path: `${path}/${entry}` }]);
  await rm(path);
  expect(await gone()).toEqual([{ path: `${path}/${entry}` }]);
});

test('copies: counts intact places, also after changes', async () => {
  const opened = await archive();
  expect(await total(opened, 'copies:1')).toBe(3);
  const twice = join(await tempFolder(), 'twice');
  await mkdir(twice);
  await writeFile(join(twice, `${exportRecord(1).id}.mp4`), await readFile(opened.clip));
  await opened.import(twice);
  expect([await total(opened, 'copies:1'), await total(opened, 'copies:2'), await total(opened, 'copies:2..')]).toEqual(
    [2, 1, 1],
  );
  await writeFile(opened.clip, await mp4('changed', 2));
  await opened.import(opened.root);
  expect([await total(opened, 'copies:1'), await total(opened, 'copies>1')]).toEqual([3, 0]);
  await rm(join(twice, `${exportRecord(1).id}.mp4`));
  await opened.import(twice);
  expect([await total(opened, 'copies:1'), await total(opened, 'copies:0')]).toEqual([2, 1]);
  expect((await opened.library.verification.read()).atRisk).toEqual({ none: 1, once: 2, drives: 1 });
});

test('two items with the same content count each other’s places', async () => {
  const root = await tempFolder();
  const clip = await mp4('shared');
  await writeFile(join(root, 'generations.json'), generationsJson([exportRecord(1), exportRecord(2)]));
  for (const n of [1, 2]) await writeFile(join(root, `${exportRecord(n).id}.mp4`), clip);
  const opened = await testLibrary();
  await opened.import(root);
  expect(await total(opened, 'copies:2')).toBe(2);
  await rm(join(root, `${exportRecord(2).id}.mp4`));
  await opened.library.verification.now(WHOLE, () => {});
  expect(await total(opened, 'copies:1')).toBe(2);
});

test('the embedded text of a changed picture becomes its prompt only after the picture is accepted', async () => {
  const root = await tempFolder();
  const picture = join(root, 'picture.png');
  await writeFile(picture, pngWith({ parameters: PARAMETERS }));
  const { library, import: bring } = await testLibrary();
  await bring(root);
  const prompts = async (): Promise<unknown> => (await library.reads.search(ALL)).items.map(({ prompt }) => prompt);
  const [before] = (await prompts()) as string[];
  expect(before).toContain('a fox in the snow');
  await writeFile(picture, pngWith({ parameters: PARAMETERS.replace('a fox in the snow', 'an owl in the rain') }));
  await bring(root);
  expect(await prompts()).toEqual([before]);
  const [file] = (await library.verification.read()).troubled;
  await library.verification.decide({ set: 'accept', fileIds: [file?.fileId ?? 0] });
  for (const { id } of library.jobs.list()) await library.jobs.finished(id);
  expect(await prompts()).toEqual([expect.stringContaining('an owl in the rain')]);
});
const ALL = { q: '', sort: 'newest', seed: 0, limit: 10, offsetId: null } as const;
