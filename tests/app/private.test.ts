/** A library belongs to one person: other users of the computer cannot read it. */
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openLibrary } from '../../src-main/app/library/open-library.ts';

vi.setConfig({ testTimeout: 60_000 });

const rights = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test.skipIf(process.platform === 'win32')('a new library and one that others could read are private', async () => {
  const root = await mkdtemp(join(tmpdir(), 'afterimage-test-'));
  const directory = join(root, 'new', 'library');
  const open = (): ReturnType<typeof openLibrary> => openLibrary({ directory, backgroundPreviews: false });
  try {
    for (const widen of [false, true]) {
      if (widen) for (const path of [directory, join(directory, 'catalog.sqlite')]) await chmod(path, 0o755);
      const library = await open();
      await library.saveSettings({ theme: 'dark' });
      expect(await rights(directory)).toBe(0o700);
      const names = await readdir(directory);
      expect(names).toContain('catalog.sqlite-wal');
      for (const name of names) expect((await rights(join(directory, name))) & 0o077, name).toBe(0);
      await library.close();
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

test.skipIf(process.platform === 'win32')(
  'a folder that holds other things keeps its rights, and so do they',
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'afterimage-test-'));
    try {
      await writeFile(join(root, 'letter.txt'), 'Dear reader');
      await chmod(join(root, 'letter.txt'), 0o644);
      await chmod(root, 0o755);
      for (let time = 0; time < 2; time++) {
        const library = await openLibrary({ directory: root, backgroundPreviews: false });
        expect([
          await rights(root),
          await rights(join(root, 'letter.txt')),
          await rights(join(root, 'catalog.sqlite')),
        ]).toEqual([0o755, 0o644, 0o600]);
        await library.close();
      }
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
);
