/** Runs while the code of the page loads: asks for the first screen, loads the texts and applies the theme. */
import { askStart } from './api/start/request.ts';
import { applyRememberedTheme } from './design/theme.ts';
import { rememberedLanguage } from './i18n/remembered.ts';
import { loadTexts } from './i18n/texts.ts';

askStart();
// The page waits for the same texts, and tells when they do not arrive.
loadTexts(rememberedLanguage(), 'first').catch(() => {});
applyRememberedTheme();
// The first format of a page takes 15 to 25 ms, because the browser loads its tables for all languages. The page has
// nothing else to do while its code is on its way.
setTimeout(() => new Intl.NumberFormat(rememberedLanguage()).format(0));
