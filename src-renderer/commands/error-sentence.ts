/** A failure as a sentence with a next step, in the person's language where we know the code. */
import { ApiError } from '../api/client.ts';
import { failureText } from '../i18n/said.ts';
import type { Text } from '../i18n/use-text.ts';

/** Their sentences say where already, or are about no place. */
const PLACELESS: ReadonlySet<string> = new Set(['unauthorized', 'not-found']);

export function errorSentence(t: Text, error: unknown): string {
  if (!(error instanceof ApiError)) return t('error.unknown', { message: error instanceof Error ? error.message : String(error) });
  if (error.code === 'offline') return t('error.offline');
  const code = error.status === 401 ? 'unauthorized' : error.code;
  const sentence = failureText(t, { code, message: error.message, params: error.params });
  const isPlaced = error.path === null || error.path === '' || PLACELESS.has(code) || sentence.includes(error.path);
  return isPlaced ? sentence : `${sentence} (${error.path})`;
}
