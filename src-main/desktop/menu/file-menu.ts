/** The items of the File menu for windows and recent archives. */
import type { MenuItemConstructorOptions } from 'electron';
import { type Recent, recentLabel } from './recents.ts';
import type { DesktopTexts } from './texts/en.ts';

export interface FileActions {
  readonly newWindow: () => void;
  readonly openRecent: (path: string) => void;
  readonly clearRecents: () => void;
  readonly recents: readonly Recent[];
  /** The person's home folder, which labels shorten to `~`. */
  readonly home: string;
}

type Item = MenuItemConstructorOptions;

/** Ctrl+N or Cmd+N: the page has no command for it. */
export function newWindowItem(text: DesktopTexts, { newWindow }: FileActions): Item {
  return { id: 'new-window', label: text.newWindow, accelerator: 'CmdOrCtrl+N', click: newWindow };
}

/** Recent archives, newest first; absent ones are disabled. */
export function openRecentItem(text: DesktopTexts, { recents, openRecent, clearRecents, home }: FileActions): Item {
  const items = recents.map(
    ({ path, isThere }): Item => ({ label: recentLabel(path, home), enabled: isThere, click: () => openRecent(path) }),
  );
  const clear: Item = { label: text.clearRecents, click: clearRecents };
  return {
    id: 'open-recent',
    label: text.openRecent,
    submenu: items.length > 0 ? [...items, { type: 'separator' }, clear] : [{ label: text.noRecents, enabled: false }],
  };
}
