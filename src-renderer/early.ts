/** Runs while the code of the page loads: asks for the first screen, loads the texts and applies the theme. */
import { askStart } from './api/start/request.ts';
import { applyRememberedTheme } from './design/theme.ts';
import { rememberedLanguage } from './i18n/remembered.ts';
import { loadTexts } from './i18n/texts.ts';

askStart();
// The page waits for the same texts, and tells when they do not arrive.
loadTexts(rememberedLanguage(), 'first').catch(() => {});
applyRememberedTheme();
