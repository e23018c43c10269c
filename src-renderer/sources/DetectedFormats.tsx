/** The reasons why a format was detected. */

import type { ReactElement } from 'react';
import type { Belief } from '../../src-main/contract/archive/report.ts';
import { signText } from '../i18n/sign-text.ts';
import { useText } from '../i18n/use-text.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './DetectedFormats.module.css';

export function DetectedFormats({ beliefs }: { readonly beliefs: readonly Belief[] }): ReactElement {
  const t = useText();
  return (
    <ul className={styles.beliefs}>
      {beliefs.map(({ format, why, sign, documents, example, asked }) => {
        const facts = [
          documents > 0 && t('sources.documents', { count: documents }),
          example !== null && t('sources.example', { name: baseName(example) }),
          asked && t('sources.asked'),
        ].filter((fact) => fact !== false);
        return (
          <li key={`${format} ${sign} ${why}`} className={styles.belief}>
            <span className={styles.format}>{t(`format.${format}`)}</span> {signText(t, { sign, why })}
            {facts.length > 0 && <small>{facts.join(' · ')}</small>}
          </li>
        );
      })}
    </ul>
  );
}
