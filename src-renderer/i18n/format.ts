/** Numbers, dates, lengths and sizes, as the person's own region writes them. */
import { byLocale } from './by-locale.ts';
import { useLanguage } from './language.ts';

export interface Formatters {
  /** 12806 → “12,806”. */
  number(value: number): string;
  /** 0.42 → “42 %”, by the region's habit. */
  percent(fraction: number): string;
  /** An instant as “3 November 2025 at 10:22”, in UTC like the gallery's days. */
  made(iso: string): string;
  /** An instant on this computer's own clock: imports and the like. */
  moment(iso: string): string;
  /** A clip's length as a clock reads it: 75 → “1:15”. */
  clock(seconds: number): string;
  /** With one decimal: 10.04 → “10.0”. */
  tenths(value: number): string;
  /** How long something takes, in words rounded to what matters: 75 → “1 min, 15 sec”. */
  span(seconds: number): string;
  /** Bytes in decimal units: 9_800_000 → “9.8 MB”. */
  bytes(value: number): string;
  /** “a, b and c”. */
  list(parts: readonly string[]): string;
}

/** The formatters for a locale (BCP 47). */
export function createFormatters(locale: string): Formatters {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const made = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 0 }).format(
      value,
    );
  const instant = (format: Intl.DateTimeFormat, iso: string): string => {
    const time = Date.parse(iso);
    return Number.isNaN(time) ? iso : format.format(time);
  };
  return {
    number: (value) => number.format(value),
    percent: (fraction) => percent.format(fraction),
    made: (iso) => instant(made, iso),
    moment: (iso) => instant(moment, iso),
    clock,
    tenths: (value) => tenths.format(value),
    span: (value) =>
      spanParts(value)
        .map(([amount, name]) => unit(amount, name))
        .join(' '),
    bytes: (value) => formatBytes(locale, value),
    list: (parts) => list.format(parts),
  };
}

/** The formatters for the language in force. */
export function useFormat(): Formatters {
  const locale = useLanguage((state) => state.locale);
  return formattersOf(locale);
}

/** Fifty lines of the sidebar use the same. */
const formattersOf = byLocale(createFormatters);

/** “0:07”, “1:15”, “1:02:03”. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function formatBytes(locale: string, value: number): string {
  const step = value < 1000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** step;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: SIZES[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 || scaled >= 100 ? 0 : 1,
  }).format(scaled);
}

/** At most the two largest units that say something. */
function spanParts(seconds: number): readonly (readonly [number, string])[] {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return [[whole, 'second']];
  if (whole < 600 && whole % 60 !== 0)
    return [
      [Math.floor(whole / 60), 'minute'],
      [whole % 60, 'second'],
    ];
  if (whole < 3600) return [[Math.round(whole / 60), 'minute']];
  const minutes = Math.round((whole % 3600) / 60);
  return minutes === 0
    ? [[Math.floor(whole / 3600), 'hour']]
    : [
        [Math.floor(whole / 3600), 'hour'],
        [minutes, 'minute'],
      ];
}
