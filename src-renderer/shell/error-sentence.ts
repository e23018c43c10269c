/** An error as a sentence with a next step, in the language of the person if the code is known. */
import { ApiError } from '../api/client.ts';
import { failureText } from '../i18n/server-messages.ts';
import type { Text } from '../i18n/use-text.ts';

/** Codes whose sentences need no path. */
const PLACELESS: ReadonlySet<string> = new Set(['unauthorized', 'not-found']);

export function errorSentence(t: Text, error: unknown): string {
  if (!(error instanceof ApiError))
    return t('error.unknown', { message: error instanceof Error ? error.message : String(error) });
  if (error.code === 'offline') return t('error.offline');
  const code = error.status === 401 ? 'unauthorized' : error.code;
  const sentence = failureText(t, { code, message: error.message, params: error.params });
  const isPlaced = error.path === null || error.path === '' || PLACELESS.has(code) || sentence.includes(error.path);
  return isPlaced ? sentence : `${sentence} (${error.path})`;
}
