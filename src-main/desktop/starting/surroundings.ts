/** Updates what the system shows outside of windows: recent archives, progress, notifications, dock menu, jump list. */
import { join } from 'node:path';
import { app, BrowserWindow, Menu, Notification } from 'electron';
import type { Library } from '../../app/library/library.ts';
import { openRecents, type Recent } from '../menu/recents.ts';
import { type SystemListsParts, updateSystemLists } from '../menu/system-lists.ts';
import type { DesktopTexts } from '../menu/texts/en.ts';
import { CHANNELS } from '../running/channels.ts';
import { type Notice, tellFinishedWork } from '../running/work-notices.ts';
import { followWork } from '../running/work-progress.ts';
import { present } from '../windows/window.ts';
import type { Windows } from '../windows/windows.ts';

export interface SurroundingsParts {
  readonly library: Library;
  /** The profile folder. */
  readonly profile: string;
  readonly windows: Pick<Windows, 'all' | 'current'>;
  readonly texts: () => DesktopTexts;
  readonly start: SystemListsParts['start'];
  /** Opens another window, optionally with a query. */
  readonly openWindow: (query?: string) => void;
  /** Called when the recent archives changed. */
  readonly onRecents: () => void;
}

export interface Surroundings {
  recents(): readonly Recent[];
  clearRecents(): void;
  /** Updates all texts after a change of language. */
  translate(): void;
}

/** Listens to the library until the program ends. */
export function openSurroundings({
  library,
  profile,
  windows,
  texts,
  start,
  openWindow,
  onRecents,
}: SurroundingsParts): Surroundings {
  const isInFront = (): boolean => BrowserWindow.getFocusedWindow() !== null;
  const recents = openRecents({
    // After a recovery the library has another catalog with other readers.
    reads: { sources: () => library.reads.sources(), importedPaths: () => library.reads.importedPaths() },
    libraryFolder: library.path,
    file: join(profile, 'recents.json'),
    onChange: () => {
      onRecents();
      translate();
    },
  });
  const translate = (): void => {
    const { platform } = process;
    updateSystemLists({ app, menu: Menu, platform, start, newWindow: () => openWindow() }, recents.list(), texts());
  };

  const work = followWork({ subscribe: library.subscribe, windows: windows.all, isInFront });
  app.on('browser-window-created', () => setImmediate(work.draw));
  app.on('browser-window-focus', () => {
    work.seen();
    // A drive may have been connected or removed meanwhile.
    void recents.look();
  });
  library.subscribe((event) => {
    if (event.type === 'job' && event.job.state !== 'running') void recents.refresh();
  });
  translate();
  void recents.refresh();

  const showReport = (importId: number | null): void => {
    const window = windows.current();
    if (!window) return openWindow(importId === null ? undefined : `?screen=report&report=${importId}`);
    present(window);
    if (importId !== null) window.webContents.send(CHANNELS.showReport, importId);
  };
  /** Notifications until they are clicked or closed: a garbage-collected one does not receive its click. */
  const standing = new Set<Notification>();
  const show = ({ title, body, importId }: Notice): void => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    standing.add(notification);
    notification.on('close', () => standing.delete(notification));
    notification.on('click', () => {
      standing.delete(notification);
      showReport(importId);
    });
    notification.show();
  };
  tellFinishedWork({ subscribe: library.subscribe, isInFront, texts, show });

  return {
    recents: recents.list,
    clearRecents: () => void recents.clear(),
    translate,
  };
}
