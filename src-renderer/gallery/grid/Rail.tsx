/**
 * The timeline: a rail as long as the screen on which each month has a length by its number of items. Drag it or use
 * the arrow keys.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { Justified } from '../layout/justify.ts';
import { itemAt, railLabels, railTicks, stepMonth } from '../layout/timeline.ts';
import { useDates } from '../layout/use-dates.ts';
import type { Scroller } from '../layout/use-scroller.ts';
import { anchorAt, monthOf, rowOf } from '../layout/windowing.ts';
import styles from './Rail.module.css';

export interface RailProps {
  readonly rows: Justified;
  readonly scroll: Scroller;
  /** The height of the screen in px. */
  readonly screen: number;
}

/** The space above and below the rail for its first and last labels. */
const MARGIN = 20;

export function Rail({ rows, scroll, screen }: RailProps): ReactElement | null {
  const t = useText();
  const dates = useDates();
  const rail = useRef<HTMLDivElement>(null);
  const marker = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<{ readonly y: number; readonly item: number } | null>(null);
  const isDragged = useRef(false);
  const length = Math.max(1, screen - 2 * MARGIN);
  const isDated = rows.months.some(({ key }) => key !== null);
  const labels = useMemo(() => (isDated ? railLabels(rows.months, length) : []), [rows, length, isDated]);
  const ticks = useMemo(() => (isDated ? railTicks(rows.months, length) : []), [rows, length, isDated]);
  const { subscribe } = scroll;
  const nameOf = useCallback(
    (item: number): string => {
      if (!isDated) return t('timeline.position', { count: item + 1, total: rows.count });
      const key = rows.months[monthOf(rows, item)]?.key ?? null;
      return key === null ? t('gallery.undated') : dates.month(key);
    },
    [t, dates, rows, isDated],
  );

  // This runs in every frame of scrolling, so it changes the element directly, without React.
  useEffect(
    () =>
      subscribe((y) => {
        const fraction = fractionAt(rows, y, screen);
        if (marker.current) marker.current.style.transform = `translateY(${fraction * length}px)`;
        const item = itemAt(fraction, rows.count);
        rail.current?.setAttribute('aria-valuenow', String(item + 1));
        rail.current?.setAttribute('aria-valuetext', nameOf(item));
      }),
    [subscribe, rows, screen, length, nameOf],
  );

  if (rows.height <= screen) return null;

  const pointAt = (event: PointerEvent): number => {
    const top = rail.current?.getBoundingClientRect().top ?? 0;
    const fraction = Math.min(1, Math.max(0, (event.clientY - top - MARGIN) / length));
    setPointed({ y: fraction * length, item: itemAt(fraction, rows.count) });
    return fraction;
  };
  const jump = (fraction: number): void => scroll.scrollTo(placeAt(rows, fraction, screen));
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (!isDated) {
      jump(
        Math.min(
          1,
          Math.max(0, fractionAt(rows, scroll.place(), screen) + step.by * (step.unit === 'year' ? 0.1 : 0.02)),
        ),
      );
      return;
    }
    const month = Math.max(0, monthOf(rows, itemAt(fractionAt(rows, scroll.place(), screen), rows.count)));
    const next =
      step.unit === 'end'
        ? step.by < 0
          ? 0
          : rows.months.length - 1
        : stepMonth(rows.months, month, step.by, step.unit);
    scroll.scrollTo(rows.months[next]?.top ?? 0);
  };

  return (
    <div
      ref={rail}
      role="slider"
      tabIndex={0}
      aria-label={t('timeline.label')}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={rows.count}
      aria-valuenow={1}
      className={styles.rail}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        isDragged.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        jump(pointAt(event));
      }}
      onPointerMove={(event) => {
        const fraction = pointAt(event);
        if (isDragged.current) jump(fraction);
      }}
      onPointerUp={() => {
        isDragged.current = false;
      }}
      onPointerCancel={() => {
        isDragged.current = false;
      }}
      onPointerLeave={() => !isDragged.current && setPointed(null)}
      onLostPointerCapture={() => setPointed(null)}
    >
      <div className={styles.scale} style={{ top: MARGIN, height: length }} aria-hidden="true">
        {ticks.map((y) => (
          <span key={y} className={styles.tick} style={{ top: `${y * 100}%` }} />
        ))}
        {labels.map((label) => (
          <span
            key={label.key}
            className={label.kind === 'year' ? styles.year : styles.month}
            style={{ top: `${label.y * 100}%` }}
          >
            {label.kind === 'year' ? dates.year(label.key) : dates.shortMonth(label.key)}
          </span>
        ))}
        <div ref={marker} className={styles.marker} />
        {pointed && (
          <div className={styles.bubble} style={{ transform: `translateY(${pointed.y}px)` }}>
            <span>{nameOf(pointed.item)}</span>
          </div>
        )}
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, { readonly by: 1 | -1; readonly unit: 'month' | 'year' | 'end' }>> = {
  ArrowDown: { by: 1, unit: 'month' },
  ArrowRight: { by: 1, unit: 'month' },
  ArrowUp: { by: -1, unit: 'month' },
  ArrowLeft: { by: -1, unit: 'month' },
  PageDown: { by: 1, unit: 'year' },
  PageUp: { by: -1, unit: 'year' },
  Home: { by: -1, unit: 'end' },
  End: { by: 1, unit: 'end' },
};

/** The position of the top of the screen in the result, 0–1, by number of items; the last screen gives 1. */
function fractionAt(rows: Justified, y: number, screen: number): number {
  if (rows.rows === 0) return 0;
  const end = rows.height - screen;
  if (y >= end - 1) return 1;
  const { item, into } = anchorAt(rows, y);
  const row = rowOf(rows, item);
  const size = (rows.rowStart[row + 1] ?? item) - item;
  return Math.min(1, (item + Math.max(0, Math.min(1, into)) * size) / rows.count);
}

/** The inverse of {@link fractionAt}. */
function placeAt(rows: Justified, fraction: number, screen: number): number {
  if (fraction >= 1) return rows.height - screen;
  const item = itemAt(fraction, rows.count);
  const row = rowOf(rows, item);
  const from = rows.rowStart[row] ?? 0;
  const size = Math.max(1, (rows.rowStart[row + 1] ?? from + 1) - from);
  const into = (fraction * rows.count - from) / size;
  const y = (rows.rowTop[row] ?? 0) + into * (rows.rowHeight[row] ?? 0);
  return item === 0 ? 0 : Math.min(y, rows.height - screen);
}
