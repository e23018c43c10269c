/** A table of files of an import: name, folder, outcome. */
import type { ReactElement } from 'react';
import type { FileOutcome } from '../../../src-main/contract/archive/file-outcome.ts';
import { MiddleCut } from '../../design/MiddleCut.tsx';
import { useText } from '../../i18n/use-text.ts';
import styles from './FileOutcomeTable.module.css';
import { fateDetail, placeOf } from './file-outcome-text.ts';

export interface FileOutcomeTableProps {
  readonly outcomes: readonly FileOutcome[];
  /** Whether the next page is loading. */
  readonly isStale: boolean;
}

export function FileOutcomeTable({ outcomes, isStale }: FileOutcomeTableProps): ReactElement {
  const t = useText();
  return (
    <table className={styles.table} aria-busy={isStale}>
      <thead>
        <tr>
          <th scope="col">{t('report.files.file')}</th>
          <th scope="col">{t('report.files.fate')}</th>
        </tr>
      </thead>
      <tbody>
        {outcomes.map((outcome) => (
          <Row key={`${outcome.path}\n${outcome.entry ?? ''}\n${outcome.fate}`} outcome={outcome} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ outcome }: { readonly outcome: FileOutcome }): ReactElement {
  const t = useText();
  const { name, folder } = placeOf(outcome);
  const detail = fateDetail(t, outcome);
  const needsLook = outcome.fate === 'unreadable' || outcome.fate === 'missing';
  return (
    <tr>
      <td title={`${folder}/${name}`}>
        <span className={styles.name}>
          <MiddleCut text={name} />
        </span>
        <small className={styles.folder}>
          <bdi>{folder}</bdi>
        </small>
      </td>
      <td>
        <span className={needsLook ? styles.warning : ''}>{t(`report.fate.${outcome.fate}`)}</span>
        {detail !== null && (
          <small className={styles.detail} title={outcome.of ?? detail}>
            {detail}
          </small>
        )}
      </td>
    </tr>
  );
}
