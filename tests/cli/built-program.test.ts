/** The command line of a checkout runs the built program only when it was built from the sources that are there. */
import { spawnSync } from 'node:child_process';
import { appendFile, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STAMP_FILE, sourceStamp } from '../../src-main/cli/built-program.ts';
import { tempFolder } from '../fixtures/temp.ts';

const ROOT = join(import.meta.dirname, '../..');
const BUILT = 'the built program';

/** A checkout with a build that only prints {@link BUILT}. */
async function checkout(): Promise<string> {
  const root = await tempFolder();
  for (const part of ['build', 'src-main', 'electron.vite.config.ts', 'package.json', 'package-lock.json'])
    await cp(join(ROOT, part), join(root, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await mkdir(join(root, 'out/main'), { recursive: true });
  await writeFile(join(root, 'out/main/cli.js'), `process.stdout.write('${BUILT}');`);
  await writeFile(join(root, 'out/main', STAMP_FILE), sourceStamp(root));
  return root;
}

const printed = (root: string): string =>
  spawnSync(process.execPath, [join(root, 'src-main/cli.ts'), '--version'], { encoding: 'utf8' }).stdout;

test('a build of the same sources is used', async () => {
  expect(printed(await checkout())).toBe(BUILT);
});

test('a changed, a new or a deleted source makes the build outdated', async () => {
  const changed = await checkout();
  await appendFile(join(changed, 'src-main/app/version.ts'), '\n');
  expect(printed(changed)).toMatch(/^\d+\.\d+\.\d+\n$/);

  const grown = await checkout();
  await writeFile(join(grown, 'src-main/app/new.ts'), '');
  expect(printed(grown)).toMatch(/^\d+\.\d+\.\d+\n$/);

  const shrunk = await checkout();
  await rm(join(shrunk, 'src-main/desktop'), { recursive: true });
  expect(printed(shrunk)).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('a build that has not ended is not used', async () => {
  const root = await checkout();
  await rm(join(root, 'out/main', STAMP_FILE));
  expect(printed(root)).toMatch(/^\d+\.\d+\.\d+\n$/);
});
