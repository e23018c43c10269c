/** A chart with its title, and the same numbers as a table on request. */
import { ChartColumn, Table2 } from 'lucide-react';
import { type ReactElement, type ReactNode, useId, useState } from 'react';
import { Button as Link } from 'react-aria-components';
import type { Bar } from '../../src-main/contract/organising/insights.ts';
import { IconButton } from '../design/Button.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import styles from './Statistics.module.css';

export interface FigureProps {
  readonly title: string;
  /** The rows of the table. */
  readonly bars: readonly Bar[];
  /** The display name of a value; the value by default. */
  readonly nameOf?: (value: string) => string;
  readonly onChoose: (query: string) => void;
  readonly note?: string | null;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

export function Figure({
  title,
  bars,
  nameOf = (value) => value,
  onChoose,
  note,
  isWide = false,
  children,
}: FigureProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const id = useId();
  const [isTable, setTable] = useState(false);
  return (
    <section aria-labelledby={id} className={`${styles.figure} ${isWide ? styles.wide : ''}`}>
      <div className={styles.figureHead}>
        <h2 id={id}>{title}</h2>
        <IconButton
          size="small"
          label={t(isTable ? 'statistics.as-chart' : 'statistics.as-table', { title })}
          icon={isTable ? <ChartColumn aria-hidden="true" /> : <Table2 aria-hidden="true" />}
          onPress={() => setTable(!isTable)}
        />
      </div>
      {isTable ? (
        <div className={styles.tableRoom}>
          <table className={styles.table} aria-labelledby={id}>
            <thead>
              <tr>
                <th scope="col">{t('statistics.value')}</th>
                <th scope="col">{t('statistics.count')}</th>
              </tr>
            </thead>
            <tbody>
              {bars.map((bar) => (
                <tr key={bar.value}>
                  <th scope="row">
                    <Link className={styles.link ?? ''} onPress={() => onChoose(bar.query)}>
                      {nameOf(bar.value)}
                    </Link>
                  </th>
                  <td>{format.number(bar.count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        children
      )}
      {note && <p className={styles.note}>{note}</p>}
    </section>
  );
}
