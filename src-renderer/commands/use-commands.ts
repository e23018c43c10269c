/** The keyboard and the native menu, for the whole window. */
import { useEffect } from 'react';
import { SEARCH_INPUT_ID } from '../search/search-input-id.ts';
import { desktopBridge } from '../shell/bridge.ts';
import { useView } from '../state/store.ts';
import type { Command } from './command.ts';
import { type CommandContext, useCommandContext } from './command-context.ts';
import { COMMANDS, isAvailable } from './commands.ts';
import { isMacKeyboard, shortcutOf } from './keys.ts';
import { editFocusedText, isField } from './text-field.ts';

/** Installs the shortcuts and listens to the desktop's menu while the component is mounted. */
export function useCommands(): void {
  const context = useCommandContext();

  useEffect(() => {
    const isMac = isMacKeyboard();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const shortcut = shortcutOf(event, isMac);
      const command = byShortcut(shortcut);
      if (!command || !mayFire(command, shortcut, event)) return;
      const now = context();
      if (!isAvailable(command, now)) return;
      event.preventDefault();
      command.run(now);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [context]);

  useEffect(() => desktopBridge()?.onCommand((id) => editFocusedText(id) || runById(id, context())), [context]);
  useEffect(() => desktopBridge()?.onShowReport(showReport), []);
}

/** Shows the report of the import in a clicked notification. */
function showReport(reportId: number): void {
  useView.getState().set({ screen: 'report', reportId, viewing: null, comparing: [], overlay: 'none' });
}

/** Runs a command by its id; an unknown or unavailable command does nothing. */
function runById(id: string, context: CommandContext): void {
  const command = COMMANDS.find((one) => one.id === id);
  if (command && isAvailable(command, context)) command.run(context);
}

const byShortcut = (shortcut: string): Command | undefined =>
  COMMANDS.find((command) => command.shortcut === shortcut || command.also === shortcut);

/**
 * Whether a shortcut may run. Fields, dialogs and menus keep their keys; Enter and Space belong to the focused element.
 */
function mayFire({ id }: Command, shortcut: string, event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  const { overlay, viewing } = useView.getState();
  if (id === 'palette') return overlay === 'none' || overlay === 'palette';
  if (overlay !== 'none' || target.closest('[role="menu"], [role="listbox"]')) return false;
  if (viewing === null && target.closest('[role="dialog"], [role="alertdialog"]')) return false;
  if (id === 'back') return !isField(target);
  // Ctrl+F moves from any field to the search. In the search field it opens the browser's own search.
  if (isField(target)) return shortcut === 'mod+f' && target.id !== SEARCH_INPUT_ID;
  return id !== 'open' && id !== 'quick-look' ? true : target === document.body;
}
