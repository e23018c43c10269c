/** Arrow keys among the buttons of a chart. */
import type { KeyboardEvent } from 'react';

/**
 * Moves the focus to the button before or after the one that has it, to the first with Home and to the last with End.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>, back: string, forth: string): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  if (at === -1) return;
  const places: Readonly<Record<string, number>> = {
    [back]: at - 1,
    [forth]: at + 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const next = buttons[places[event.key] ?? -1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
