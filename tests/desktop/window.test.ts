/** The window: its sandbox, its place, its menu, and its command line. */
import { resolve } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileActions } from '../../src-main/desktop/menu/file-menu.ts';
import { menuTemplate } from '../../src-main/desktop/menu/menu.ts';
import { textsFor } from '../../src-main/desktop/menu/texts.ts';
import { readLaunch } from '../../src-main/desktop/starting/launch.ts';
import { prepareWindow, present, windowOptions } from '../../src-main/desktop/windows/window.ts';
import { fitted, type WindowState } from '../../src-main/desktop/windows/window-state.ts';
import { COMMAND_IDS } from '../../src-renderer/commands/command-ids.ts';
import { FakeWindow } from './stand-ins.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const state: WindowState = { x: 100, y: 100, width: 1200, height: 800, maximized: true };

test('the page runs in a sandbox, without Node.js, in the colours of its theme', () => {
  const options = windowOptions(state, '/preload.cjs', true, null);
  expect(options.webPreferences).toMatchObject({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    spellcheck: false,
  });
  expect(options).toMatchObject({ show: false, backgroundColor: '#151517', x: 100, y: 100 });
  expect(windowOptions({ ...state, x: null, y: null }, '', false, null)).not.toHaveProperty('x');
});

test('the window is shown after its first paint and stores its place when it closes', () => {
  const window = new FakeWindow();
  const kept: WindowState[] = [];
  prepareWindow(window.as(), state, (last) => kept.push(last));
  expect(window.done).toEqual(['app://afterimage/']);
  window.emit('ready-to-show');
  expect(window.done).toEqual(['app://afterimage/', 'maximize', 'show']);
  window.emit('close');
  expect(kept).toEqual([{ x: 10, y: 20, width: 900, height: 700, maximized: true }]);
});

test('a second start brings the window to the front', () => {
  const window = new FakeWindow();
  window.minimized = true;
  present(window.as());
  expect(window.done).toEqual(['restore', 'show', 'focus']);
});

test('any stored place is fitted so that the title bar can be dragged', () => {
  const whole = fc.integer({ min: -20_000, max: 20_000 });
  const size = fc.integer({ min: 1, max: 20_000 });
  fc.assert(
    fc.property(whole, whole, size, size, (x, y, width, height) => {
      const at = fitted({ x, y, width, height, maximized: false }, [screen]);
      const sized = at.width >= 800 && at.width <= 1920 && at.height >= 600 && at.height <= 1080;
      const placed = at.x === null || at.y === null || (at.x < 1920 && at.x + at.width > 0 && at.y >= 0 && at.y < 1080);
      return sized && placed;
    }),
  );
});

const files: FileActions = {
  newWindow: () => {},
  openRecent: () => {},
  clearRecents: () => {},
  recents: [
    { path: '/home/ada/Downloads/export-1.zip', isThere: true },
    { path: '/media/away/export-2.zip', isThere: false },
  ],
  home: '/home/ada',
};

const flat = (items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

test.each(['linux', 'darwin', 'win32'] as const)(
  'on %s every menu item has a name, and every command exists in the page',
  (platform) => {
    const sent: string[] = [];
    const items = flat(menuTemplate(textsFor(['en']), (id) => sent.push(id), files, platform, false));
    for (const item of items) {
      expect(item.type === 'separator' || item.label).toBeTruthy();
      item.click?.(undefined as never, undefined as never, { triggeredByAccelerator: false } as never);
      // The page handles its own keys, so the menu must not. Only the system can open a window.
      if (item.accelerator && !item.role && item.id !== 'new-window') expect(item.registerAccelerator).toBe(false);
    }
    expect(sent.length).toBeGreaterThan(15);
    const known = new Set<string>(COMMAND_IDS);
    expect(sent.filter((id) => !known.has(id))).toEqual([]);
    expect(items.some(({ role }) => role === 'toggleDevTools')).toBe(false);
  },
);

/** The levels of a menu: the items that are shown together. */
const levels = (items: readonly MenuItemConstructorOptions[]): readonly (readonly string[])[] => [
  items.filter(({ visible }) => visible !== false).flatMap(({ label }) => label ?? []),
  ...items.flatMap(({ submenu }) => (Array.isArray(submenu) ? levels(submenu) : [])),
];

test.each(['en', 'zh-CN', 'ja'])('in %s every menu has its own access key, and on macOS there are none', (language) => {
  const text = textsFor([language]);
  for (const labels of levels(menuTemplate(text, () => {}, files, 'linux', true))) {
    const letters = labels
      .map((label) => /&(.)/.exec(label)?.[1]?.toUpperCase())
      .filter((letter) => letter !== undefined);
    expect(new Set(letters).size, labels.join(' ')).toBe(letters.length);
  }
  expect(levels(menuTemplate(text, () => {}, files, 'linux', true))[0]?.every((label) => label.includes('&'))).toBe(
    true,
  );
  for (const label of levels(menuTemplate(text, () => {}, files, 'darwin', true)).flat())
    expect(label).not.toMatch(/[&()]/);
});

test('recent archives can be opened from the menu, missing ones are grey, and the list can be cleared', () => {
  const done: string[] = [];
  const actions = {
    ...files,
    openRecent: (path: string) => void done.push(path),
    clearRecents: () => void done.push('cleared'),
  };
  const submenu = (given: FileActions): readonly MenuItemConstructorOptions[] => {
    const found = flat(menuTemplate(textsFor(['en']), () => {}, given, 'linux', false)).find(
      ({ id }) => id === 'open-recent',
    )?.submenu;
    return Array.isArray(found) ? found : [];
  };
  const items = submenu(actions);
  expect(items.map(({ label, enabled }) => [label, enabled])).toEqual([
    ['export-1.zip — ~/Downloads', true],
    ['export-2.zip — /media/away', false],
    [undefined, undefined],
    ['&Clear list', undefined],
  ]);
  for (const item of items) item.click?.(undefined as never, undefined as never, {} as never);
  expect(done).toEqual(['/home/ada/Downloads/export-1.zip', '/media/away/export-2.zip', 'cleared']);
  expect(submenu({ ...files, recents: [] })).toMatchObject([{ label: 'No archives yet', enabled: false }]);
});

test('the menu is in the first language that we have', () => {
  expect(textsFor(['fr-FR', 'zh-Hans-CN', 'en']).file).toBe('文件(&F)');
  expect(textsFor(['ja']).file).toBe('ファイル(&F)');
  expect(textsFor(['fr']).file).toBe('&File');
});

test.each([
  [['electron', '.'], false, null, []],
  [['electron', '.', '--library', 'lib', '--', 'a.zip', '/b'], false, '/here/lib', ['/here/a.zip', '/b']],
  [['electron', '--inspect=0', '--no-sandbox', '.', 'a.zip'], false, null, ['/here/a.zip']],
  [['Afterimage', 'a.zip', '--library=/lib'], true, '/lib', ['/here/a.zip']],
  [['Afterimage', '--', '--odd'], true, null, ['/here/--odd']],
] as const)('%j is read as a library and paths', (argv, packaged, library, paths) => {
  expect(readLaunch(argv, packaged, '/here')).toEqual({
    library: library && resolve(library),
    paths: paths.map((path) => resolve(path)),
    refused: [],
    list: null,
    newWindow: false,
  });
});

test('a start can request another window', () => {
  expect(readLaunch(['Afterimage', '--new-window'], true, '/here')).toMatchObject({ newWindow: true, paths: [] });
  expect(readLaunch(['Afterimage', '--', '--new-window'], true, '/here')).toMatchObject({ newWindow: false });
});

test.skipIf(process.platform === 'win32').each([
  ['file:///home/ada/big%20one.zip', '/home/ada/big one.zip'],
  ['file://localhost/home/ada/%E6%B5%B7.zip', '/home/ada/海.zip'],
  ['FILE:///home/ada/a%23b.zip', '/home/ada/a#b.zip'],
  ['file://server/share/a.zip', null],
  ['file:///a%2Fb', null],
  ['file:///a%ZZ', null],
])('the address %s is read as %s', (word, path) => {
  const { paths, refused } = readLaunch(['Afterimage', word], true, '/here');
  expect({ paths, refused }).toEqual(path === null ? { paths: [], refused: [word] } : { paths: [path], refused: [] });
});
