/** What is wrong with a query, in a sentence, with what may have been meant one click away. */
import { CircleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import styles from './MistakeList.module.css';
import type { Mistake } from './use-search-field.ts';

export interface MistakeListProps {
  readonly mistakes: readonly Mistake[];
  readonly onReplace: (q: string) => void;
}

/** A mistake that is still being typed waits a moment before it speaks. */
export function MistakeList({ mistakes, onReplace }: MistakeListProps): ReactElement {
  const t = useText();
  return (
    <div role="status" className={styles.mistakes}>
      {mistakes.map(({ message, word, unfinished }) => (
        <p key={`${message.code}:${message.start}`} className={`${styles.mistake} ${unfinished ? styles.patient : ''}`}>
          <CircleAlert aria-hidden="true" />
          <span>{t(`search.mistake.${message.code}`, { word: word.trim() || '…' })}</span>
          {message.suggestion !== null && (
            <Button size="small" variant="soft" onPress={() => onReplace(corrected(message.start, message.end, message.suggestion ?? ''))}>
              {t('search.did-you-mean', { suggestion: message.suggestion })}
            </Button>
          )}
        </p>
      ))}
    </div>
  );
}

function corrected(start: number, end: number, suggestion: string): string {
  const { q } = useView.getState();
  return q.slice(0, start) + suggestion + q.slice(end);
}
