/** Horizontal bars, one per value, longest first; each links to a search. */
import { scaleLinear } from 'd3-scale';
import { type ReactElement, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Bar } from '../../src-main/contract/organising/insights.ts';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { moveFocus } from './move-focus.ts';
import styles from './Statistics.module.css';

export interface BarListProps {
  readonly bars: readonly Bar[];
  readonly nameOf?: (value: string) => string;
  readonly onChoose: (query: string) => void;
  /** The number of bars shown first. */
  readonly short?: number;
  readonly isTwoColumns?: boolean;
}

export function BarList({
  bars,
  nameOf = (value) => value,
  onChoose,
  short = 10,
  isTwoColumns = false,
}: BarListProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const share = scaleLinear().domain([0, most]).range([0, 100]);
  const shown = isWhole ? bars : bars.slice(0, short);
  return (
    <>
      <ul
        className={`${styles.bars} ${isTwoColumns ? styles.twoColumns : ''}`}
        onKeyDown={(event) => moveFocus(event, 'ArrowUp', 'ArrowDown')}
      >
        {shown.map((bar) => (
          <li key={bar.value}>
            <Button className={styles.bar ?? ''} onPress={() => onChoose(bar.query)}>
              <span className={styles.barName} dir="auto">
                {nameOf(bar.value)}
              </span>{' '}
              <span className={styles.barTrack} aria-hidden="true">
                <span className={styles.barFill} style={{ inlineSize: `${share(bar.count)}%` }} />
              </span>
              <span className={styles.barCount}>{format.number(bar.count)}</span>
            </Button>
          </li>
        ))}
      </ul>
      {bars.length > short && (
        <Button className={styles.moreBars ?? ''} aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
          {isWhole ? t('sidebar.show-fewer') : t('sidebar.show-all', { count: bars.length })}
        </Button>
      )}
    </>
  );
}
