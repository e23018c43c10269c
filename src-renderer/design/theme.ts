/** Light, dark, or as the system: the setting, applied to the document and remembered so that the page opens in it. */
import { type Settings, THEMES } from '../../src-main/contract/library/library.ts';
import { oneOf } from '../../src-main/contract/library/one-of.ts';

const REMEMBERED = 'theme';

export function applyTheme(theme: Settings['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(REMEMBERED, theme);
  } catch {
    // Storage may be forbidden; then the page opens in the system's theme until the settings have arrived.
  }
}

/** Before the settings have arrived: what they were last time. */
export function applyRememberedTheme(): void {
  const theme = oneOf(THEMES, remembered());
  if (theme !== null) applyTheme(theme);
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
