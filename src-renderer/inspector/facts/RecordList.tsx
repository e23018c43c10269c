/** The raw records, each collapsed. */
import type { ReactElement } from 'react';
import type { RecordInfo } from '../../../src-main/contract/items/generation.ts';
import { Fold } from '../../design/Fold.tsx';
import { useText } from '../../i18n/use-text.ts';
import { baseName } from '../../sidebar/source-name.ts';
import styles from '../Inspector.module.css';
import { JsonTree } from './JsonTree.tsx';

export function RecordList({ records }: { readonly records: readonly RecordInfo[] }): ReactElement | null {
  const t = useText();
  if (records.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{t('inspector.records', { count: records.length })}</h3>
      {records.map((record, index) => (
        <Fold
          // biome-ignore lint/suspicious/noArrayIndexKey: a document may hold the same record twice; the list never changes order.
          key={`${record.path}:${record.entry}:${index}`}
          title={t('inspector.record-from', { format: t(`format.${record.format}`) })}
          detail={baseName(record.entry ?? record.path)}
        >
          <JsonTree value={record.raw} />
        </Fold>
      ))}
    </div>
  );
}
