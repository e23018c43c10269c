/** Errors of a query, each as a sentence with a suggested correction. */
import { CircleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import styles from './MistakeList.module.css';
import { correctionOf, mistakeText } from './mistake-text.ts';
import type { Mistake } from './use-search-field.ts';

export interface MistakeListProps {
  readonly mistakes: readonly Mistake[];
  readonly onReplace: (q: string) => void;
}

/** An error at the caret appears after a moment, because the person may still be typing. */
export function MistakeList({ mistakes, onReplace }: MistakeListProps): ReactElement {
  const t = useText();
  const q = useView((state) => state.q);
  return (
    <div role="status" className={styles.mistakes}>
      {mistakes.map(({ message, unfinished }) => {
        const correction = correctionOf(message, q);
        return (
          <p
            key={`${message.code}:${message.start}`}
            className={`${styles.mistake} ${unfinished ? styles.patient : ''}`}
          >
            <CircleAlert aria-hidden="true" />
            <span>{mistakeText(t, message, q)}</span>
            {correction && (
              <Button size="small" onPress={() => onReplace(correction.q)}>
                {t('search.did-you-mean', { suggestion: correction.label })}
              </Button>
            )}
          </p>
        );
      })}
    </div>
  );
}
