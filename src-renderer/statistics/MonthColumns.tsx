/** Vertical columns, one per month; each links to a search. */
import { scaleLinear } from 'd3-scale';
import type { ReactElement } from 'react';
import type { Bar } from '../../src-main/contract/organising/insights.ts';
import { useDates } from '../gallery/layout/use-dates.ts';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { monthPlaces } from './months.ts';
import { moveFocus } from './move-focus.ts';
import styles from './Statistics.module.css';

export interface MonthColumnsProps {
  /** Values like "2025-11". */
  readonly bars: readonly Bar[];
  readonly onChoose: (query: string) => void;
}

/** The height of the plot in px, and the approximate number of grid lines. */
const HEIGHT = 132;
const LINES = 3;

export function MonthColumns({ bars, onChoose }: MonthColumnsProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const dates = useDates();
  const places = monthPlaces(bars);
  const most = Math.max(1, ...places.map(({ bar }) => bar?.count ?? 0));
  const y = scaleLinear().domain([0, most]).nice(LINES).range([0, HEIGHT]);
  const lines = y.ticks(LINES).filter((tick) => tick > 0 && Number.isInteger(tick));
  return (
    <div className={styles.plot}>
      <div className={styles.axis} aria-hidden="true" style={{ height: HEIGHT }}>
        {lines.map((tick) => (
          <span key={tick} className={styles.tick} style={{ bottom: y(tick) }}>
            {format.number(tick)}
          </span>
        ))}
      </div>
      <div className={styles.columnsRoom}>
        <div className={styles.gridLines} aria-hidden="true" style={{ height: HEIGHT }}>
          {lines.map((tick) => (
            <span key={tick} style={{ bottom: y(tick) }} />
          ))}
        </div>
        <ol
          className={styles.columns}
          style={{ height: HEIGHT }}
          onKeyDown={(event) => moveFocus(event, 'ArrowLeft', 'ArrowRight')}
        >
          {places.map(({ key, bar }) => (
            <li key={key} className={styles.columnRoom}>
              {bar && (
                <button
                  type="button"
                  className={styles.column}
                  style={{ height: Math.max(2, y(bar.count)) }}
                  title={t('statistics.bar', { name: dates.month(key), count: bar.count })}
                  aria-label={t('statistics.bar', { name: dates.month(key), count: bar.count })}
                  onClick={() => onChoose(bar.query)}
                />
              )}
            </li>
          ))}
        </ol>
        <div className={styles.monthNames} aria-hidden="true">
          {places.map(({ key }, at) => (
            <span key={key}>
              {hasMonth(key, places.length) && dates.shortMonth(key)}
              {(at === 0 || key % 12 === 0) && <b>{dates.year(key)}</b>}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

/** Labels every month if there is room, otherwise every quarter, otherwise years. */
const hasMonth = (key: number, count: number): boolean => count <= 18 || (count <= 48 && key % 3 === 0);
