/** Recognises text fields, and runs the editing commands of the menu in them. */

/** From a command of the native menu to a command of the browser. */
const EDITING: Readonly<Record<string, string>> = { undo: 'undo', redo: 'redo', 'select-all': 'selectAll' };

const NO_TEXT: readonly string[] = ['button', 'checkbox', 'radio', 'range', 'submit'];

/** Whether an element uses keys itself: a text field or a choice. */
export function isField(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !NO_TEXT.includes(element.type);
  return element.closest('textarea, select, [contenteditable]:not([contenteditable="false"])') !== null;
}

/**
 * Runs undo, redo or select all in the focused text field. False for other commands and when no text field has the
 * focus. The browser holds the history of a field, and execCommand is the only access to it.
 */
export function editFocusedText(command: string): boolean {
  const edit = EDITING[command];
  const element = document.activeElement;
  if (!edit || !element || !isField(element) || element instanceof HTMLSelectElement) return false;
  document.execCommand(edit);
  return true;
}
