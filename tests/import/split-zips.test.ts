/** A split zip is imported, checked and imported again like a whole one; nothing that was put together remains. */
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Library } from '../../src-main/app/library/library.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { exportRecord, exportZip } from '../fixtures/sora-export.ts';
import { tempFolder } from '../fixtures/temp.ts';

async function bring(library: Library, path: string) {
  const { id } = await library.jobs.import([path]);
  const { report } = await library.jobs.finished(id);
  if (!report) throw new Error('no report');
  return report;
}

test('pieces of an export are one export', async () => {
  const folder = await tempFolder();
  const whole = await exportZip([exportRecord(1), exportRecord(2)]);
  const size = Math.ceil(whole.length / 3);
  const pieces = join(folder, 'pieces');
  const directory = join(folder, 'library');
  const library = await openLibrary({ directory, backgroundPreviews: false });
  onTestFinished(() => library.close());
  await mkdir(pieces);
  for (const number of [1, 2, 3])
    await writeFile(join(pieces, `export.zip.00${number}`), whole.subarray((number - 1) * size, number * size));

  const report = await bring(library, pieces);
  expect(report.problems).toEqual([]);
  expect(report).toMatchObject({ generations: { added: 2 }, files: { added: 2, skipped: 0 } });
  expect(await bring(library, pieces)).toMatchObject({
    problems: [],
    generations: { added: 0, updated: 0, unchanged: 2 },
    files: { added: 0, unchanged: 2, missing: 0 },
  });
  const check = await library.verification.now({ sourceId: null, resume: false }, () => {});
  expect(check).toMatchObject({ intact: 2, changed: [], missing: [], new: [] });
  const unpacked = await readdir(join(directory, 'unpacked'), { recursive: true }).catch(() => []);
  expect(unpacked.filter((name) => /\.(?:zip|part)$/.test(name))).toEqual([]);

  // While a piece is away, its files are not gone: nothing is called missing.
  await rename(join(pieces, 'export.zip.003'), join(folder, 'away'));
  const cut = await bring(library, pieces);
  expect(cut.problems.map(({ code }) => code)).toContain('archive-unread');
  expect(cut.files.missing).toBe(0);
  await rename(join(folder, 'away'), join(pieces, 'export.zip.003'));
  expect(await bring(library, pieces)).toMatchObject({
    problems: [],
    generations: { added: 0 },
    files: { missing: 0 },
  });
});
