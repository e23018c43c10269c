/** Collects what the first screen shows, so that it is drawn once and whole. */
import { libraryQuery } from './api/library-query.ts';
import { queryClient } from './api/query-client.ts';
import { prefetchAnswer } from './api/result/results.ts';
import { useLanguage } from './i18n/language.ts';
import { rememberedLanguage } from './i18n/remembered.ts';
import { loadTexts } from './i18n/texts.ts';
import { reopen } from './state/use-reopening.ts';

/** The longest wait for the answer, in ms. Then the page shows that it waits. */
const PATIENCE_MS = 1_000;

/** Resolves when the first screen can be drawn. Rejects when there are no texts to draw it with. */
export async function firstScreen(): Promise<void> {
  const late = new Promise<void>((resolve) => void setTimeout(resolve, PATIENCE_MS));
  await Promise.all([
    loadTexts(rememberedLanguage(), 'first'),
    // An error is shown by the page, which asks for the library again.
    Promise.race([answered().catch(() => {}), late]),
  ]);
}

async function answered(): Promise<void> {
  const { settings, total } = await queryClient.fetchQuery({ ...libraryQuery, retry: false });
  reopen(settings);
  // A language that cannot be loaded is told by the page.
  await useLanguage
    .getState()
    .follow(settings.language)
    .catch(() => {});
  if (total > 0) await prefetchAnswer();
}
