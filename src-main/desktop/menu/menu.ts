/** The native menu: the commands of the page, and the standard items of each system. */
import type { MenuItemConstructorOptions } from 'electron';
import { type FileActions, newWindowItem, openRecentItem } from './file-menu.ts';
import type { DesktopTexts } from './texts/en.ts';
import { plainLabel } from './texts.ts';

type Item = MenuItemConstructorOptions;

/**
 * The template of the whole menu.
 * @param run runs a command in the page of the window
 * @param developer adds the developer tools
 */
export function menuTemplate(
  text: DesktopTexts,
  run: (id: string) => void,
  files: FileActions,
  platform: NodeJS.Platform,
  developer: boolean,
): Item[] {
  // macOS has no access keys and would show those of Chinese and Japanese in brackets.
  return platform === 'darwin'
    ? template(plainTexts(text), run, files, true, developer)
    : template(text, run, files, false, developer);
}

function template(
  text: DesktopTexts,
  run: (id: string) => void,
  files: FileActions,
  mac: boolean,
  developer: boolean,
): Item[] {
  // The page handles its keys itself; the menu only shows them. On macOS a menu key arrives here if the page did not
  // handle it.
  const command = (id: string, label: string, accelerator?: string): Item => ({
    label,
    click: () => run(id),
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
  });
  const settings = command('settings', text.settings, 'CmdOrCtrl+,');
  return [
    ...(mac ? [macMenu(text, settings)] : []),
    {
      label: text.file,
      submenu: [
        newWindowItem(text, files),
        line(),
        command('import', text.import, 'CmdOrCtrl+O'),
        openRecentItem(text, files),
        command('export', text.export, 'Shift+CmdOrCtrl+E'),
        line(),
        ...(mac ? [] : [settings, line()]),
        { role: 'close', label: text.close },
        ...(mac ? [] : [{ role: 'quit', label: text.quit } satisfies Item]),
      ],
    },
    {
      label: text.edit,
      submenu: [
        // The page decides whether these three concern a text field or the library.
        command('undo', text.undo, 'CmdOrCtrl+Z'),
        command('redo', text.redo, 'Shift+CmdOrCtrl+Z'),
        line(),
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        command('select-all', text.selectAll, 'CmdOrCtrl+A'),
        line(),
        command('copy-prompt', text.copyPrompt),
        command('search', text.find, 'CmdOrCtrl+F'),
      ],
    },
    {
      label: text.item,
      submenu: [
        command('open', text.open),
        command('favorite', text.favorite),
        command('tag', text.tag),
        {
          label: text.rating,
          submenu: [5, 4, 3, 2, 1, 0].map((rating) =>
            command(`rate-${rating}`, rating === 0 ? text.noRating : '★'.repeat(rating)),
          ),
        },
        line(),
        command('show-in-folder', text.reveal),
      ],
    },
    {
      label: text.view,
      submenu: [
        command('gallery', text.gallery),
        command('sidebar', text.sidebar),
        command('inspector', text.inspector),
        line(),
        {
          label: text.theme,
          submenu: [
            command('theme-system', text.themeSystem),
            command('theme-light', text.themeLight),
            command('theme-dark', text.themeDark),
          ],
        },
        line(),
        { role: 'resetZoom', label: text.actualSize },
        { role: 'zoomIn', label: text.larger, accelerator: 'CmdOrCtrl+Plus' },
        { role: 'zoomOut', label: text.smaller, accelerator: 'CmdOrCtrl+-' },
        ...alsoBy('resetZoom', text.actualSize, ['CmdOrCtrl+num0']),
        // The key of “+” is “=” without Shift on many keyboards.
        ...alsoBy('zoomIn', text.larger, ['CmdOrCtrl+=', 'CmdOrCtrl+numadd']),
        ...alsoBy('zoomOut', text.smaller, ['CmdOrCtrl+numsub']),
        line(),
        { role: 'togglefullscreen', label: text.fullScreen },
      ],
    },
    ...(mac ? [{ label: text.window, role: 'windowMenu' } satisfies Item] : []),
    {
      label: text.help,
      role: 'help',
      submenu: [
        command('palette', text.palette, 'CmdOrCtrl+K'),
        command('shortcuts', text.shortcuts),
        ...(developer ? [line(), { role: 'toggleDevTools', label: text.developerTools } satisfies Item] : []),
      ],
    },
  ];
}

const line = (): Item => ({ type: 'separator' });

/** Hidden items with further keys for an item. */
const alsoBy = (role: NonNullable<Item['role']>, label: string, accelerators: readonly string[]): Item[] =>
  accelerators.map((accelerator) => ({ role, label, accelerator, visible: false, acceleratorWorksWhenHidden: true }));

function plainTexts(text: DesktopTexts): DesktopTexts {
  const plain = Object.entries(text).map(([key, value]) => [
    key,
    typeof value === 'string' ? plainLabel(value) : value,
  ]);
  return Object.fromEntries(plain) as DesktopTexts;
}

function macMenu(text: DesktopTexts, settings: Item): Item {
  return {
    label: 'Afterimage',
    submenu: [
      { role: 'about', label: text.about },
      line(),
      settings,
      line(),
      { role: 'hide', label: text.hide },
      { role: 'hideOthers', label: text.hideOthers },
      { role: 'unhide', label: text.showAll },
      line(),
      { role: 'quit', label: text.quit },
    ],
  };
}
