/** Updates lists of the system: recent documents, the dock menu on macOS, the jump list on Windows. */
import { win32 } from 'node:path';
import type { App, JumpListCategory, JumpListItem, Menu } from 'electron';
import { NEW_WINDOW } from '../starting/launch.ts';
import type { Recent } from './recents.ts';
import type { DesktopTexts } from './texts/en.ts';
import { plainLabel } from './texts.ts';

export interface SystemListsParts {
  readonly app: Pick<
    App,
    'addRecentDocument' | 'clearRecentDocuments' | 'getJumpListSettings' | 'setJumpList' | 'dock'
  >;
  readonly menu: Pick<typeof Menu, 'buildFromTemplate'>;
  readonly platform: NodeJS.Platform;
  /** The program and its first arguments: Electron's folder, the library. */
  readonly start: { readonly program: string; readonly words: readonly string[] };
  readonly newWindow: () => void;
}

/** Updates the lists. Only macOS and Windows have lists that a program can change. */
export function updateSystemLists(parts: SystemListsParts, recents: readonly Recent[], texts: DesktopTexts): void {
  const there = recents.filter(({ isThere }) => isThere).map(({ path }) => path);
  if (parts.platform === 'darwin') {
    parts.app.dock?.setMenu(
      parts.menu.buildFromTemplate([{ label: plainLabel(texts.newWindow), click: parts.newWindow }]),
    );
    // The system shows the last added document first.
    parts.app.clearRecentDocuments();
    for (const path of there.toReversed()) parts.app.addRecentDocument(path);
  }
  if (parts.platform === 'win32') {
    const removed = parts.app.getJumpListSettings().removedItems.map(({ args }) => args);
    const outcome = parts.app.setJumpList(jumpList(there, removed, parts.start, texts));
    // The person may have switched off recent items; tasks are always allowed.
    if (outcome !== 'ok') parts.app.setJumpList(jumpList([], removed, parts.start, texts));
  }
}

/**
 * The jump list: recent archives and the task "New window". Archives are tasks with a path, not documents: Windows
 * lists documents only for registered file types, and ZIP files belong to other programs.
 * @param removed arguments of items that the person removed; Windows refuses a category that contains one of them
 */
export function jumpList(
  paths: readonly string[],
  removed: readonly (string | undefined)[],
  { program, words }: SystemListsParts['start'],
  texts: DesktopTexts,
): JumpListCategory[] {
  const item = (title: string, description: string, more: readonly string[]): JumpListItem => ({
    type: 'task',
    title,
    description,
    program,
    args: [...words, ...more].map(quoted).join(' '),
    iconPath: program,
    iconIndex: 0,
  });
  const newWindow = plainLabel(texts.newWindow);
  const recent = paths
    .map((path) => item(win32.basename(path) || path, path.slice(0, 259), ['--', path]))
    .filter(({ args }) => !removed.includes(args));
  return [
    ...(recent.length > 0
      ? [{ type: 'custom', name: texts.recentArchives, items: recent } satisfies JumpListCategory]
      : []),
    { type: 'tasks', items: [item(newWindow, newWindow, [`--${NEW_WINDOW}`])] },
  ];
}

/**
 * Quotes a word of a Windows command line. Backslashes at the end are doubled, because they would escape the closing
 * quotation mark.
 */
function quoted(word: string): string {
  return `"${word.replace(/\\+$/, (end) => end + end)}"`;
}
