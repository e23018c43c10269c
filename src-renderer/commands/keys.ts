/** Shortcuts as text: “mod+k” is Cmd+K on a Mac and Ctrl+K elsewhere. */

/** The properties of a KeyboardEvent that identify a key press. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The shortcut of a key press. On layouts without Latin letters, letters are found by their position. */
export function shortcutOf(press: KeyPress, isMac: boolean): string {
  const letter =
    /^[\x20-\x7e]$/.test(press.key) || press.key.length > 1 ? press.key : press.code.replace(/^(Key|Digit)/, '');
  const key = letter === ' ' ? 'Space' : letter.length === 1 ? letter.toLowerCase() : letter;
  const isSign = letter.length === 1 && !/[a-z0-9]/i.test(letter);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  // Signs such as "?" need Shift on some layouts only, so Shift is ignored for signs.
  const shift = press.shiftKey && !isSign;
  return [other && 'other', press.altKey && 'alt', shift && 'shift', mod && 'mod', key].filter(Boolean).join('+');
}

const NAMES: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};
const MAC: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥', Enter: '↩' };
const OTHER: Readonly<Record<string, string>> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' };

/** The keys of a shortcut as they are printed on the keyboard. */
export function keyCaps(shortcut: string, isMac: boolean): readonly string[] {
  const own = isMac ? MAC : OTHER;
  return shortcut.split('+').map((key) => own[key] ?? NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** A shortcut as one label: “⌘K”, “Ctrl+K”. */
export function shortcutLabel(shortcut: string, isMac: boolean): string {
  return keyCaps(shortcut, isMac).join(isMac ? '' : '+');
}

export function isMacKeyboard(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}
