/** The keyboard and the native menu, for the whole window. */
import { useEffect } from 'react';
import { SEARCH_INPUT_ID } from '../search/search-input-id.ts';
import { useView } from '../state/store.ts';
import { desktopBridge } from './bridge.ts';
import type { Command } from './command.ts';
import { type CommandContext, useCommandContext } from './command-context.ts';
import { COMMANDS, isAvailable } from './commands.ts';
import { isMacKeyboard, shortcutOf } from './keys.ts';
import { editFocusedText, isField } from './text-field.ts';

/** Installs the shortcuts and listens to the desktop's menu, as long as the component lives. */
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

/** The report of an import that a notification told the end of. */
function showReport(reportId: number): void {
  useView.getState().set({ screen: 'report', reportId, viewing: null, comparing: [], overlay: 'none' });
}

/** Runs a command by its id; one that is unknown or not available does nothing. */
export function runById(id: string, context: CommandContext): void {
  const command = COMMANDS.find((one) => one.id === id);
  if (command && isAvailable(command, context)) command.run(context);
}

const byShortcut = (shortcut: string): Command | undefined =>
  COMMANDS.find((command) => command.shortcut === shortcut || command.also === shortcut);

/** Fields keep their keys, dialogs and menus theirs; Enter and Space belong to whatever has the focus. */
function mayFire({ id }: Command, shortcut: string, event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  const { overlay, viewing } = useView.getState();
  if (id === 'palette') return overlay === 'none' || overlay === 'palette';
  if (overlay !== 'none' || target.closest('[role="menu"], [role="listbox"]')) return false;
  if (viewing === null && target.closest('[role="dialog"], [role="alertdialog"]')) return false;
  if (id === 'back') return !isField(target);
  // Ctrl+F leads out of any field to the search; in the search itself it is left to the browser, whose own search it is there.
  if (isField(target)) return shortcut === 'mod+f' && target.id !== SEARCH_INPUT_ID;
  return id !== 'open' && id !== 'quick-look' ? true : target === document.body;
}
