/** The result of an import of annotations, and of written sidecars. */

import type { ReactElement } from 'react';
import type { Problem } from '../../src-main/contract/archive/problem.ts';
import type { SidecarReport, WordsReport } from '../../src-main/contract/organising/organised.ts';
import { problemText } from '../i18n/server-messages.ts';
import { useText } from '../i18n/use-text.ts';
import styles from './SettingsScreen.module.css';

/** The largest number of listed problems. */
const PROBLEMS_SHOWN = 8;

export function WordsOutcome({ report }: { readonly report: WordsReport }): ReactElement {
  const t = useText();
  return (
    <div className={styles.outcome}>
      <p>{t('words.matched', { matched: report.matched, changed: report.changed })}</p>
      {report.kept > 0 && <p>{t('words.kept', { count: report.kept })}</p>}
      {report.arranged > 0 && <p>{t('words.arranged', { count: report.arranged })}</p>}
      <Problems problems={report.problems} />
    </div>
  );
}

export function SidecarOutcome({ report }: { readonly report: SidecarReport }): ReactElement {
  const t = useText();
  return (
    <div className={styles.outcome}>
      <p>{t('words.written', { count: report.written, directory: report.directory })}</p>
      {report.unchanged > 0 && <p>{t('words.unchanged', { count: report.unchanged })}</p>}
      <Problems problems={report.problems} />
    </div>
  );
}

function Problems({ problems }: { readonly problems: readonly Problem[] }): ReactElement | null {
  const t = useText();
  if (problems.length === 0) return null;
  const shown = problems.slice(0, PROBLEMS_SHOWN);
  return (
    <>
      <p>{t('words.problems', { count: problems.length })}</p>
      <ul className={styles.problems}>
        {shown.map((problem) => (
          <li key={`${problem.code} ${problem.path} ${problem.message}`}>{problemText(t, problem)}</li>
        ))}
        {problems.length > shown.length && (
          <li>{t('words.more-problems', { count: problems.length - shown.length })}</li>
        )}
      </ul>
    </>
  );
}
