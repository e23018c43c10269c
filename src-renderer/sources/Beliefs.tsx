/** What gave a layout away, in the words of the reader that recognised it. */
import type { ReactElement } from 'react';
import type { Belief } from '../../src-main/contract/report.ts';
import { useText } from '../i18n/use-text.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './Beliefs.module.css';

export function Beliefs({ beliefs }: { readonly beliefs: readonly Belief[] }): ReactElement {
  const t = useText();
  return (
    <ul className={styles.beliefs}>
      {beliefs.map(({ format, why, documents, example, asked }) => {
        const facts = [
          documents > 0 && t('sources.documents', { count: documents }),
          example !== null && t('sources.example', { name: baseName(example) }),
          asked && t('sources.asked'),
        ].filter((fact) => fact !== false);
        return (
          <li key={`${format} ${why}`} className={styles.belief}>
            <span className={styles.layout}>{t(`format.${format}`)}</span> {why}
            {facts.length > 0 && <small>{facts.join(' · ')}</small>}
          </li>
        );
      })}
    </ul>
  );
}
