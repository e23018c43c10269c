/** Opens and closes a stack; shows a message when it cannot be read. */
import { useCallback } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { errorSentence } from '../../shell/error-sentence.ts';
import { useToasts } from '../../shell/toast-store.ts';
import { toggleStack } from './open-stacks.ts';

export function useToggleStack(): (rowid: number) => void {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  return useCallback(
    (rowid) => void toggleStack(rowid).catch((error: unknown) => fail(errorSentence(t, error))),
    [t, fail],
  );
}
