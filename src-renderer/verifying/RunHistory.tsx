/** Earlier verifications: time, starter, progress, results. */
import type { ReactElement } from 'react';
import type { SourceInfo } from '../../src-main/contract/library/library.ts';
import type { VerifyRun } from '../../src-main/contract/library/verification.ts';
import { Fold } from '../design/Fold.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { baseName } from '../sidebar/source-name.ts';
import styles from './Verifying.module.css';
import { foundIn } from './verify-text.ts';

export interface RunHistoryProps {
  readonly runs: readonly VerifyRun[];
  readonly sources: readonly SourceInfo[];
}

export function RunHistory({ runs, sources }: RunHistoryProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const scopeOf = ({ sourceId }: VerifyRun): string => {
    if (sourceId === null) return t('verify.run.all');
    const source = sources.find(({ id }) => id === sourceId);
    return source ? baseName(source.path) : t('verify.run.gone');
  };
  return (
    <Fold title={t('verify.history', { count: runs.length })}>
      <ul className={styles.runs}>
        {runs.map((run) => (
          <li key={run.id}>
            <p>
              {format.moment(run.startedAt)} · {scopeOf(run)} · {t(`verify.run.${run.asked}`)} ·{' '}
              {t(`verify.run.${run.outcome}`)}
            </p>
            <p className={styles.quiet}>
              {t('verify.run.read', {
                done: run.done,
                total: Math.max(run.total, run.done),
                bytes: format.bytes(run.bytes),
                time: format.span(run.seconds),
              })}
              {'. '}
              {foundIn(t, format, run)}
            </p>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
