/** A library that cannot be opened is reported in one dialog, and the program ends with code 2. */
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'playwright/test';
import { CATALOG_FILE, openWriter } from '../../src-main/catalog/connection.ts';
import { endPrograms, startElectron } from './electron-program.ts';
import { hasScreen, newWindow, presses, windowsTitled } from './on-screen.ts';

test.skip(!hasScreen, 'Dialogs of the system can be answered only under X11.');

let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-unusable-'));
});
test.afterAll(async () => {
  endPrograms();
  await chmod(join(folder, 'locked'), 0o700).catch(() => {});
  await rm(folder, { recursive: true, force: true });
});

/** Makes a library of each kind and returns its folder. */
const KINDS: Readonly<Record<string, () => Promise<string>>> = {
  'may not be written': async () => {
    const path = join(folder, 'locked');
    await mkdir(path);
    await chmod(path, 0o500);
    return path;
  },
  'is on a drive that is not there': async () => '/proc/no-such-drive/library',
  'has a file in its place': async () => {
    const path = join(folder, 'file');
    await writeFile(path, 'a file');
    return path;
  },
  'is a database of another program': async () => withCatalog('foreign', (db) => db.exec('CREATE TABLE x (a)')),
  'belongs to a newer program': async () => {
    const path = join(folder, 'newer');
    openWriter(path).close();
    return withCatalog('newer', (db) => db.pragma('user_version = 9999'));
  },
};

async function withCatalog(name: string, change: (db: Database.Database) => void): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  const db = new Database(join(path, CATALOG_FILE));
  change(db);
  db.close();
  return path;
}

for (const [kind, make] of Object.entries(KINDS)) {
  test(`a library that ${kind}`, async () => {
    const library = await make();
    const program = startElectron({ library });
    await newWindow([]);
    expect(windowsTitled('Afterimage')).toHaveLength(1);
    expect(program.hasEnded()).toBe(false);
    await presses('Return');
    expect(await program.ended).toBe(2);
    expect(program.said()).not.toContain('JavaScript error');
  });
}

test('while the dialog is open, a second start opens one too, and SIGTERM ends both', async () => {
  const library = await withCatalog('told-twice', (db) => db.exec('CREATE TABLE x (a)'));
  const first = startElectron({ library });
  const told = await newWindow([]);
  const second = startElectron({ library });
  await newWindow([told]);
  for (const program of [first, second]) {
    program.process.kill('SIGTERM');
    expect(await program.ended).toBe(2);
  }
});

test('without a screen the program prints one sentence and ends with code 2', async () => {
  const program = startElectron({ library: join(folder, 'no-screen'), env: { DISPLAY: '', WAYLAND_DISPLAY: '' } });
  expect(await program.ended).toBe(2);
  expect(program.said()).toContain('There is no screen to open a window on.');
});

test('a program that only showed a dialog leaves no folder behind', async () => {
  const before = await readdir(tmpdir());
  const program = startElectron({ library: '/proc/no-such-drive/library' });
  await newWindow([]);
  await presses('Return');
  await program.ended;
  const left = (await readdir(tmpdir())).filter(
    (name) => name.startsWith('afterimage-window-') && !before.includes(name),
  );
  expect(left).toEqual([]);
});
