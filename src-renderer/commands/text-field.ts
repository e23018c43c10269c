/** Text fields: which elements are, and what the menu's editing commands do in them. */

/** What the native menu calls them, and what the browser does. */
const EDITING: Readonly<Record<string, string>> = { undo: 'undo', redo: 'redo', 'select-all': 'selectAll' };

const NO_TEXT: readonly string[] = ['button', 'checkbox', 'radio', 'range', 'submit'];

/** Whether an element takes keys for itself: a field to write into or to choose from. */
export function isField(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !NO_TEXT.includes(element.type);
  return element.closest('textarea, select, [contenteditable]:not([contenteditable="false"])') !== null;
}

/**
 * Undoes, does again or selects everything in the text field that has the focus. False when the command is another one or no text
 * field has the focus. The browser keeps the history of a field itself, and execCommand is the only way to it.
 */
export function editFocusedText(command: string): boolean {
  const edit = EDITING[command];
  const element = document.activeElement;
  if (!edit || !element || !isField(element) || element instanceof HTMLSelectElement) return false;
  document.execCommand(edit);
  return true;
}
