/** Loads the texts of every language, as a page does before it shows anything. */
import { LANGUAGES } from '../../src-renderer/i18n/languages.ts';
import { loadTexts } from '../../src-renderer/i18n/texts.ts';

await Promise.all(LANGUAGES.flatMap((language) => [loadTexts(language, 'first'), loadTexts(language, 'later')]));
