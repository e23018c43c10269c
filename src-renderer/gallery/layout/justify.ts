/**
 * Computes the layout of the gallery: justified rows with true aspect ratios, grouped by day and month. Input and
 * output are typed arrays.
 */
import { decodeAspect, type Layout } from '../../../src-main/contract/items/layout.ts';

export interface JustifyOptions {
  /** The width of full rows, in px. */
  readonly width: number;
  /** The target height of rows, in px. */
  readonly target: number;
  readonly gap: number;
  /** The space between two days in one row. */
  readonly dayGap: number;
  readonly monthHead: number;
  /** The space for the label of a day above its row; 0 lays out a month without days. */
  readonly dayHead: number;
  /** The space after the last row of a month, and above an order that is not by date. */
  readonly monthFoot: number;
}

/** The labels of days: index in `Layout.days`, position and width. */
export interface DayLabels {
  readonly day: Uint32Array;
  readonly x: Float32Array;
  readonly top: Float64Array;
  readonly width: Float32Array;
}

export interface MonthSpan {
  /** `year * 12 + month` (0–11), UTC; null for undated items. */
  readonly key: number | null;
  readonly top: number;
  readonly bottom: number;
  /** The first item, and the number of items. */
  readonly start: number;
  readonly count: number;
}

/** Positions in px from the top left; row r holds the items `rowStart[r]` to `rowStart[r + 1]`. */
export interface Justified {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly rows: number;
  readonly rowTop: Float64Array;
  readonly rowHeight: Float32Array;
  readonly rowStart: Uint32Array;
  readonly itemX: Float32Array;
  readonly itemWidth: Float32Array;
  readonly labels: DayLabels;
  readonly months: readonly MonthSpan[];
  /** The largest number of items in one row. */
  readonly columns: number;
}

/**
 * The limits of a cell's aspect ratio. Pictures beyond them are shown whole inside such a cell; otherwise a row would
 * be too thin.
 */
const NARROWEST = 0.36;
const WIDEST = 3.6;
/** The aspect ratio of items without a known one, mostly prompts without media. */
const UNKNOWN = 1.4;
/** A last row that is filled this far is stretched to the full width. */
const NEARLY_FULL = 0.86;
/** A day shares a row with the day before if the row must shrink by at most this factor. */
const SQUEEZE = 1.04;
/** The largest height of a row, as a multiple of the target. */
const TALLEST = 1.5;

const ASPECTS = Float64Array.from({ length: 256 }, (_, code) =>
  Math.min(WIDEST, Math.max(NARROWEST, decodeAspect(code, UNKNOWN))),
);

/** Lays out a whole result. Linear in the number of items: 100,000 take a few milliseconds. */
export function justify(layout: Layout, options: JustifyOptions): Justified {
  const builder = createBuilder(layout, options);
  for (const month of monthsOf(layout)) builder.month(month);
  return builder.finish();
}

/** The month of an epoch day, as `year * 12 + month`. */
export function monthOfDay(day: number): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

interface Month {
  readonly key: number | null;
  /** Indices into `Layout.days`; equal for an order that is not by date. */
  readonly from: number;
  to: number;
  start: number;
  count: number;
  readonly isDated: boolean;
}

function monthsOf(layout: Layout): readonly Month[] {
  if (layout.ids.length === 0) return [];
  if (layout.days.length === 0)
    return [{ key: null, from: 0, to: 0, start: 0, count: layout.ids.length, isDated: false }];
  const months: Month[] = [];
  let start = 0;
  for (const [index, [day, count]] of layout.days.entries()) {
    const key = day === null ? null : monthOfDay(day);
    const last = months.at(-1);
    if (last && last.key === key) {
      last.to = index + 1;
      last.count += count;
    } else months.push({ key, from: index, to: index + 1, start, count, isDated: true });
    start += count;
  }
  return months;
}

interface Builder {
  month(month: Month): void;
  finish(): Justified;
}

function createBuilder(layout: Layout, options: JustifyOptions): Builder {
  const { target, gap, dayGap, monthHead, dayHead, monthFoot } = options;
  const width = Math.max(1, Math.floor(options.width));
  const { aspects, days } = layout;
  const n = layout.ids.length;
  const rowTop = new Float64Array(n);
  const rowHeight = new Float32Array(n);
  const rowStart = new Uint32Array(n + 1);
  const itemX = new Float32Array(n);
  const itemWidth = new Float32Array(n);
  const labelDay = new Uint32Array(days.length);
  const labelX = new Float32Array(days.length);
  const labelTop = new Float64Array(days.length);
  const labelWidth = new Float32Array(days.length);
  const months: MonthSpan[] = [];
  let rows = 0;
  let labels = 0;
  let columns = 0;
  let y = 0;
  /**
   * The open row: its first item, its number of items, the sum of their aspect ratios, and the days that begin in it.
   */
  let first = 0;
  let size = 0;
  let sum = 0;
  let gaps = 0;
  const begins: { readonly item: number; readonly day: number }[] = [];

  const aspectOf = (item: number): number => ASPECTS[aspects[item] ?? 0] ?? UNKNOWN;
  const take = (item: number, before: number): void => {
    if (size === 0) first = item;
    else gaps += before;
    size += 1;
    sum += aspectOf(item);
  };

  /** Closes the open row. A row that is not full keeps the target height unless it almost fills the width. */
  const close = (isFull: boolean): void => {
    if (size === 0) return;
    const fitting = (width - gaps) / sum;
    const fill = (sum * target + gaps) / width;
    const isStretched = isFull || fill >= NEARLY_FULL;
    const height = Math.min(isStretched ? fitting : Math.min(target, fitting), target * TALLEST);
    const isLabelled = begins.length > 0;
    if (isLabelled) y += dayHead;
    place(Math.max(8, height), isLabelled);
    rowTop[rows] = y;
    rowHeight[rows] = Math.max(8, Math.round(height));
    rowStart[rows] = first;
    y += (rowHeight[rows] ?? 0) + gap;
    rows += 1;
    columns = Math.max(columns, size);
    size = 0;
    sum = 0;
    gaps = 0;
    begins.length = 0;
  };

  /**
   * Places the items of the row side by side, with edges on whole pixels, so that a full row ends exactly at the width.
   */
  const place = (height: number, isLabelled: boolean): void => {
    let cursor = 0;
    let begin = 0;
    for (let i = 0; i < size; i++) {
      const item = first + i;
      const starts = isLabelled && begins[begin]?.item === item;
      if (i > 0) cursor += starts ? dayGap : gap;
      const left = Math.round(cursor);
      cursor += aspectOf(item) * height;
      itemX[item] = left;
      itemWidth[item] = Math.max(1, Math.round(cursor) - left);
      if (!starts) continue;
      if (begin > 0) labelWidth[labels - 1] = left - (labelX[labels - 1] ?? 0) - gap;
      labelDay[labels] = begins[begin]?.day ?? 0;
      labelX[labels] = left;
      labelTop[labels] = y - dayHead;
      labelWidth[labels] = width - left;
      labels += 1;
      begin += 1;
    }
  };

  /** Fills rows with the items [from, to): a row breaks where its height is nearest to the target. */
  const flow = (from: number, to: number): void => {
    for (let item = from; item < to; item++) {
      const aspect = aspectOf(item);
      const before = size === 0 ? 0 : item === from ? dayGap : gap;
      const withIt = (width - gaps - before) / (sum + aspect);
      if (withIt > target) {
        take(item, before);
        continue;
      }
      const without = size === 0 ? Number.POSITIVE_INFINITY : (width - gaps) / sum;
      if (without / target < target / withIt) {
        close(true);
        take(item, 0);
        if (width / aspect <= target) close(true);
        continue;
      }
      take(item, before);
      close(true);
    }
  };

  const joins = (from: number, to: number): boolean => {
    const room = width * SQUEEZE - (sum * target + gaps + dayGap);
    let need = -gap;
    for (let item = from; item < to && need <= room; item++) need += aspectOf(item) * target + gap;
    return need <= room;
  };

  return {
    month(month) {
      const top = y;
      y += month.isDated ? monthHead : monthFoot;
      const isByDay = month.isDated && dayHead > 0;
      let from = month.start;
      for (let day = month.from; isByDay && day < month.to; day++) {
        const to = from + (days[day]?.[1] ?? 0);
        if (size > 0 && !joins(from, to)) close(false);
        begins.push({ item: from, day });
        flow(from, to);
        from = to;
      }
      if (!isByDay) flow(month.start, month.start + month.count);
      close(false);
      y += monthFoot;
      months.push({ key: month.key, top, bottom: y, start: month.start, count: month.count });
    },
    finish() {
      rowStart[rows] = n;
      return {
        count: n,
        width,
        height: y,
        rows,
        rowTop: rowTop.subarray(0, rows),
        rowHeight: rowHeight.subarray(0, rows),
        rowStart: rowStart.subarray(0, rows + 1),
        itemX,
        itemWidth,
        labels: {
          day: labelDay.subarray(0, labels),
          x: labelX.subarray(0, labels),
          top: labelTop.subarray(0, labels),
          width: labelWidth.subarray(0, labels),
        },
        months,
        columns,
      };
    },
  };
}
