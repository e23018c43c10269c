/** Replaces the catalog: the page reloads and shows a notice then. */
import { useCallback, useEffect } from 'react';
import type { Recovered } from '../../src-main/contract/library/backups.ts';
import { api } from '../api/client.ts';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';

const REMEMBERED = 'restored';
let isUnderWay = false;

/** Runs a way back and reloads the page. Rejects when it failed; then nothing was changed. */
export async function taking(way: () => Promise<Recovered>): Promise<void> {
  isUnderWay = true;
  const recovered = await way().catch((cause: unknown) => {
    isUnderWay = false;
    throw cause;
  });
  try {
    sessionStorage.setItem(REMEMBERED, JSON.stringify(recovered));
  } catch {
    // Storage may be forbidden; then there is no notice, and the settings list the catalog that was set aside.
  }
  location.reload();
}

/** Reloads after another page restored a catalog. The page that asked for it waits for its own answer. */
export function catalogReplaced(): void {
  if (!isUnderWay) location.reload();
}

/** Shows a notice with undo once after a restore. */
export function useRestoredNotice(): void {
  const t = useText();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const takeBack = useCallback(
    (file: string): void =>
      void taking(() => api.takeBack(file)).catch((error: unknown) => fail(errorSentence(t, error))),
    [fail, t],
  );
  useEffect(() => {
    const recovered = remembered();
    if (!recovered) return;
    const { replaced, items } = recovered;
    const action = replaced === null ? undefined : { label: t('recovery.take-back'), run: () => takeBack(replaced) };
    say(t('recovery.done', { count: items }), action, 'lasting');
  }, [say, t, takeBack]);
}

function remembered(): Recovered | null {
  try {
    const text = sessionStorage.getItem(REMEMBERED);
    sessionStorage.removeItem(REMEMBERED);
    return text === null ? null : (JSON.parse(text) as Recovered);
  } catch {
    return null;
  }
}
