/** A table of files of an import: name, folder, outcome. */
import type { ReactElement } from 'react';
import type { FileOutcome } from '../../src-main/contract/archive/file-outcome.ts';
import { MiddleCut } from '../design/MiddleCut.tsx';
import { useText } from '../i18n/use-text.ts';
import styles from './AccountTable.module.css';
import { fateDetail, placeOf } from './account-words.ts';

export interface AccountTableProps {
  readonly accounts: readonly FileOutcome[];
  /** Whether the next page is loading. */
  readonly isStale: boolean;
}

export function AccountTable({ accounts, isStale }: AccountTableProps): ReactElement {
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
        {accounts.map((account) => (
          <Row key={`${account.path}\n${account.entry ?? ''}\n${account.fate}`} account={account} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ account }: { readonly account: FileOutcome }): ReactElement {
  const t = useText();
  const { name, folder } = placeOf(account);
  const detail = fateDetail(t, account);
  const needsLook = account.fate === 'unreadable' || account.fate === 'missing';
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
        <span className={needsLook ? styles.warning : ''}>{t(`report.fate.${account.fate}`)}</span>
        {detail !== null && (
          <small className={styles.detail} title={account.of ?? detail}>
            {detail}
          </small>
        )}
      </td>
    </tr>
  );
}
