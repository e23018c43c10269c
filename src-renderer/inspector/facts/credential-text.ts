/** Describes Content Credentials in the language of the person; unknown terms are shown unchanged. */
import type { ContentCredentials } from '../../../src-main/contract/items/credentials.ts';
import { mainSourceType, sourceTypeTerm } from '../../../src-main/contract/items/credentials.ts';
import { isTextKey } from '../../i18n/texts.ts';
import type { Text } from '../../i18n/use-text.ts';

/** "Sora · created · AI-generated (trained algorithmic media) · embedded, not validated", in parts. */
export function credentialSummary(t: Text, credentials: ContentCredentials): readonly string[] {
  const [active] = credentials.manifests;
  const type = mainSourceType(credentials);
  const actions = new Set(active?.actions.map(({ action }) => actionText(t, action)));
  const parts = [active?.generator, ...actions, type && sourceTypeText(t, type), t('credentials.not-validated')];
  return parts.filter((part) => typeof part === 'string');
}

export function actionText(t: Text, action: string): string {
  return textFor(t, 'credentials.action.', action.replace(/^c2pa\./, ''));
}

export function sourceTypeText(t: Text, digitalSourceType: string): string {
  return textFor(t, 'credentials.type.', sourceTypeTerm(digitalSourceType));
}

function textFor(t: Text, prefix: string, term: string): string {
  const key = `${prefix}${term}`;
  return isTextKey(key) ? t(key) : term;
}
