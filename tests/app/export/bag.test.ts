/** Exports as a bag, checked by the tests' own validator (RFC 8493), and by bagit-python if it is installed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { manifestName } from '../../../src-main/app/export/forms/as-bag.ts';
import { type Opened, openWithArchive } from '../opened.ts';
import { runExport } from './exported.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let opened: Opened;
let bag: string;

beforeAll(async () => {
  opened = await openWithArchive();
  bag = join(opened.archive.root, 'bag');
  const job = await runExport(opened.library, { directory: bag, as: 'bag', name: '100% {title}' });
  expect(job).toMatchObject({ state: 'done', exported: { as: 'bag', generations: 4, files: 3, problems: [] } });
});
afterAll(() => opened?.close());

test('a bag is complete and valid', async () => {
  expect(await faultsOf(bag)).toEqual([]);
  const info = await readFile(join(bag, 'bag-info.txt'), 'utf8');
  expect(info).toMatch(/^Bagging-Date: \d{4}-\d\d-\d\d$/m);
  expect(info).toContain(`Payload-Oxum: ${3 * opened.archive.clip.length + 4096}.3\n`);
  expect((await readdir(join(bag, 'data'))).every((name) => name.startsWith('100_ '))).toBe(true);
  expect(await readdir(join(bag, 'afterimage-export'))).toContain('records-sora-export-001.json');
});

test('the validator of these tests finds damage', async () => {
  const [name = ''] = await readdir(join(bag, 'data'));
  const path = join(bag, 'data', name);
  const bytes = await readFile(path);
  await appendFile(path, 'x');
  await writeFile(join(bag, 'data', 'stranger.txt'), '');
  const faults = await faultsOf(bag);
  await writeFile(path, bytes);
  spawnSync('rm', [join(bag, 'data', 'stranger.txt')]);
  expect(faults).toEqual(
    expect.arrayContaining([
      `sha256 data/${name}`,
      `sha512 data/${name}`,
      'not listed: data/stranger.txt',
      'Payload-Oxum',
    ]),
  );
});

test('in a manifest, line ends and percent signs of names are encoded', () => {
  expect(manifestName('data/100%\r\n.mp4')).toBe('data/100%25%0D%0A.mp4');
});

test.skipIf(spawnSync('python3', ['-c', 'import bagit']).status !== 0)('bagit-python agrees', () => {
  const { status, stderr } = spawnSync('python3', ['-m', 'bagit', '--validate', bag], { encoding: 'utf8' });
  expect(stderr).toContain('is valid');
  expect(status).toBe(0);
});

test('a folder that is not empty is refused', async () => {
  expect(await runExport(opened.library, { directory: bag, as: 'bag' })).toMatchObject({
    state: 'failed',
    errorCode: 'export-not-empty',
  });
});

/** The rules of RFC 8493 that this bag violates. */
async function faultsOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  const faults: string[] = [];
  const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  if ((await text('bagit.txt')) !== 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
    faults.push('bagit.txt');
  for (const algorithm of ['sha256', 'sha512']) {
    const listed = new Set<string>();
    for (const kind of ['manifest', 'tagmanifest']) {
      for (const line of (await text(`${kind}-${algorithm}.txt`)).split('\n').filter(Boolean)) {
        const [, digest, written = ''] = /^([0-9a-f]+) {2}(.+)$/.exec(line) ?? [];
        const name = written.replace(/%(0A|0D|25)/gi, (_, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        );
        if (name.startsWith('data/') !== (kind === 'manifest')) faults.push(`in the wrong manifest: ${name}`);
        listed.add(name);
        const bytes = await readFile(join(folder, name)).catch(() => null);
        if (!bytes || createHash(algorithm).update(bytes).digest('hex') !== digest) faults.push(`${algorithm} ${name}`);
      }
    }
    const unlisted = files.filter((name) => !listed.has(name) && !name.startsWith('tagmanifest-'));
    faults.push(...unlisted.map((name) => `not listed: ${name}`));
  }
  const payload = files.filter((name) => name.startsWith('data/'));
  const sizes = await Promise.all(payload.map(async (name) => (await readFile(join(folder, name))).length));
  const oxum = `${sizes.reduce((a, b) => a + b, 0)}.${payload.length}`;
  if (!(await text('bag-info.txt')).includes(`Payload-Oxum: ${oxum}\n`)) faults.push('Payload-Oxum');
  return faults;
}
