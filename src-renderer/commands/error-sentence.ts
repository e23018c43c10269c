/** A failure as a sentence with a next step, in the person's language where we know the code. */
import { ApiError } from '../api/client.ts';
import type { Text, TextKey } from '../i18n/use-text.ts';

const KNOWN: Readonly<Record<string, TextKey>> = {
  offline: 'error.offline',
  unauthorized: 'error.unauthorized',
  'not-found': 'error.not-found',
};

export function errorSentence(t: Text, error: unknown): string {
  if (error instanceof ApiError) {
    const key = KNOWN[error.code] ?? (error.status === 401 ? 'error.unauthorized' : undefined);
    if (key) return t(key);
    return error.path === null || error.message.includes(error.path) ? error.message : `${error.message} (${error.path})`;
  }
  return t('error.unknown', { message: error instanceof Error ? error.message : String(error) });
}
