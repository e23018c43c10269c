/** Month headings, which stay at the top while their month is on screen, and day labels. */
import type { ReactElement } from 'react';
import type { Layout } from '../../../src-main/contract/items/layout.ts';
import { useText } from '../../i18n/use-text.ts';
import type { Justified } from '../layout/justify.ts';
import { useDates } from '../layout/use-dates.ts';
import type { Shown } from '../layout/use-scroller.ts';
import { labelsBetween, monthOf } from '../layout/windowing.ts';
import styles from './Headings.module.css';

export interface HeadingsProps {
  readonly layout: Layout;
  readonly rows: Justified;
  readonly shown: Shown;
  /** The height of the scrolled element: headings must stay inside. */
  readonly extent: number;
}

/** The smallest width of a day label with a count, in px. */
const ROOM_FOR_COUNT = 150;

export function Headings({ layout, rows, shown, extent }: HeadingsProps): ReactElement | null {
  const t = useText();
  const dates = useDates();
  if (layout.days.length === 0 || rows.rows === 0) return null;
  const first = Math.min(shown.first, rows.rows - 1);
  const last = Math.min(Math.max(shown.last - 1, first), rows.rows - 1);
  const top = (rows.rowTop[first] ?? 0) - 60;
  const bottom = (rows.rowTop[last] ?? 0) + (rows.rowHeight[last] ?? 0);
  const months = rows.months.slice(
    Math.max(0, monthOf(rows, rows.rowStart[first] ?? 0)),
    monthOf(rows, (rows.rowStart[last + 1] ?? 1) - 1) + 1,
  );
  const labels = labelsBetween(rows, top, bottom);
  return (
    <>
      {Array.from({ length: labels.last - labels.first }, (_, i) => {
        const label = labels.first + i;
        const [day, count] = layout.days[rows.labels.day[label] ?? 0] ?? [null, 0];
        if (day === null) return null;
        const width = rows.labels.width[label] ?? 0;
        return (
          <p
            key={rows.labels.day[label]}
            className={styles.day}
            style={{
              top: (rows.labels.top[label] ?? 0) - shown.offset,
              left: rows.labels.x[label] ?? 0,
              maxWidth: width,
            }}
          >
            {dates.day(day)}
            {width >= ROOM_FOR_COUNT && count > 1 && <span className={styles.dayCount}>{count}</span>}
          </p>
        );
      })}
      {months.map((month) => {
        const from = Math.max(0, month.top - shown.offset);
        const to = Math.min(extent, month.bottom - shown.offset);
        return (
          <div key={month.key ?? 'none'} className={styles.span} style={{ top: from, height: Math.max(0, to - from) }}>
            <h2 className={styles.month}>
              {month.key === null ? t('gallery.undated') : dates.month(month.key)}
              <span className={styles.count}>{t('gallery.month-count', { count: month.count })}</span>
            </h2>
          </div>
        );
      })}
    </>
  );
}
