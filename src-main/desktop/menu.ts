/** The native menu: the page's commands by their names, and what every system's menu has. */
import type { KeyboardEvent, MenuItemConstructorOptions } from 'electron';
import type { DesktopTexts } from './texts.ts';

export interface MenuActions {
  /** Tells the page to run one of its commands. */
  readonly command: (id: string) => void;
  /** Undo and redo in the text field that has the focus. */
  readonly editText: (what: 'undo' | 'redo') => void;
}

type Item = MenuItemConstructorOptions;

/** The whole menu as a template. `developer` adds the developer tools. */
export function menuTemplate(text: DesktopTexts, actions: MenuActions, platform: NodeJS.Platform, developer: boolean): Item[] {
  const mac = platform === 'darwin';
  // The page hears its keys itself; the menu only shows them. On macOS a menu key arrives here when the page left it alone.
  const command = (id: string, label: string, accelerator?: string): Item => ({
    label,
    click: () => actions.command(id),
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
  });
  const history = (id: 'undo' | 'redo', label: string, accelerator: string): Item => ({
    ...command(id, label, accelerator),
    click: (_item, _window, event: KeyboardEvent) => (event.triggeredByAccelerator ? actions.editText(id) : actions.command(id)),
  });
  const settings = command('settings', text.settings, 'CmdOrCtrl+,');
  return [
    ...(mac ? [macMenu(text, settings)] : []),
    {
      label: text.file,
      submenu: [
        command('import', text.import, 'CmdOrCtrl+O'),
        ...(mac ? [] : [settings, line(), { role: 'quit', label: text.quit } satisfies Item]),
        ...(mac ? [line(), { role: 'close', label: text.close } satisfies Item] : []),
      ],
    },
    {
      label: text.edit,
      submenu: [
        history('undo', text.undo, 'CmdOrCtrl+Z'),
        history('redo', text.redo, 'Shift+CmdOrCtrl+Z'),
        line(),
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        command('select-all', text.selectAll),
        line(),
        command('copy-prompt', text.copyPrompt),
        command('search', text.find),
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
          submenu: [5, 4, 3, 2, 1, 0].map((rating) => command(`rate-${rating}`, rating === 0 ? text.noRating : '★'.repeat(rating))),
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
        { role: 'zoomIn', label: text.larger },
        { role: 'zoomOut', label: text.smaller },
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
