/** A calendar with one square per day, darker for more items; each links to a search. */
import { scaleThreshold } from 'd3-scale';
import { type KeyboardEvent, type ReactElement, useMemo, useState } from 'react';
import { createDates, useDates } from '../gallery/layout/use-dates.ts';
import { useLanguage } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { type CalendarDay, calendarYears, DAY_MS, dateOfDay } from './months.ts';
import styles from './Statistics.module.css';

export interface HeatMapProps {
  /** `[epoch day, count]` */
  readonly days: readonly (readonly [number, number])[];
  readonly onChoose: (query: string) => void;
}

export function HeatMap({ days, onChoose }: HeatMapProps): ReactElement {
  const years = useMemo(() => calendarYears(days), [days]);
  const level = useMemo(() => levels(days), [days]);
  /** The day that the Tab key reaches. */
  const [current, setCurrent] = useState<number | null>(null);
  const reached = days.some(([day]) => day === current) ? current : (days.at(-1)?.[0] ?? null);
  const known = useMemo(() => days.map(([day]) => day), [days]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = reached === null ? undefined : dayFrom(known, reached, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    document.getElementById(dayId(next))?.focus();
  };
  return (
    <ul className={styles.calendar} onKeyDown={onKeyDown}>
      {years.map(({ year, days: all }) => (
        <Year
          key={year}
          year={year}
          days={all}
          level={level}
          reached={reached}
          onReach={setCurrent}
          onChoose={onChoose}
        />
      ))}
    </ul>
  );
}

interface YearProps {
  readonly year: number;
  readonly days: readonly CalendarDay[];
  readonly level: (count: number) => number;
  readonly reached: number | null;
  readonly onReach: (day: number) => void;
  readonly onChoose: (query: string) => void;
}

function Year({ year, days, level, reached, onReach, onChoose }: YearProps): ReactElement {
  const t = useText();
  const locale = useLanguage((state) => state.locale);
  const dates = useDates();
  const { date } = useMemo(() => createDates(locale), [locale]);
  return (
    <li aria-label={String(year)} className={styles.year}>
      <p className={styles.yearName} aria-hidden="true">
        {year}
      </p>
      <div className={styles.weeks}>
        {days.map(({ day, count, week, weekday }) => {
          const place = { gridColumn: week + 1, gridRow: weekday + 2 };
          if (count === 0) return <span key={day} className={styles.day} style={place} data-level={0} />;
          const name = t('statistics.bar', { name: date(new Date(day * DAY_MS).toISOString()), count });
          return (
            <button
              key={day}
              id={dayId(day)}
              type="button"
              className={styles.day}
              style={place}
              data-level={level(count)}
              title={name}
              aria-label={name}
              tabIndex={day === reached ? 0 : -1}
              onFocus={() => onReach(day)}
              onClick={() => onChoose(`date:${dateOfDay(day)}`)}
            />
          );
        })}
        {days
          .filter(({ day }) => new Date(day * DAY_MS).getUTCDate() === 1)
          .map(({ day, week, weekday }, month) => (
            <span
              key={day}
              className={styles.monthName}
              aria-hidden="true"
              style={{ gridColumn: week + (weekday === 0 ? 1 : 2), gridRow: 1 }}
            >
              {dates.shortMonth(year * 12 + month)}
            </span>
          ))}
      </div>
    </li>
  );
}

const dayId = (day: number): string => `day-${day}`;

/** Four levels with a quarter of the days in each, so that one busy day does not lighten all others. */
function levels(days: readonly (readonly [number, number])[]): (count: number) => number {
  const sorted = days.map(([, count]) => count).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 1;
  const cuts = [...new Set([at(0.25), at(0.5), at(0.75)])].filter((cut) => cut > (sorted[0] ?? 0));
  return scaleThreshold<number, number>()
    .domain(cuts)
    .range([...cuts.map((_, step) => 4 - cuts.length + step), 4]);
}

/** Left and right move to the nearest day with items, up and down to the nearest such day a week away. */
function dayFrom(days: readonly number[], from: number, key: string): number | undefined {
  const at = days.indexOf(from);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return days[at + 1];
    case 'ArrowLeft':
    case 'ArrowUp':
      return days[at - 1];
    case 'Home':
      return days[0];
    case 'End':
      return days.at(-1);
    default:
      return undefined;
  }
}
