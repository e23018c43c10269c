/** Formats dates of the gallery: days, months and years, in UTC like the groups of the catalog. */
import { byLocale } from '../../i18n/by-locale.ts';
import { useLanguage } from '../../i18n/language.ts';

export interface Dates {
  /** “Mon 3 Nov”. */
  day(epochDay: number): string;
  /** “November 2025”, from `year * 12 + month`. */
  month(key: number): string;
  /** “Nov”. */
  shortMonth(key: number): string;
  /** “2025”, digits only, because the rail has no room for more. */
  year(key: number): string;
  /** “3 November 2025”, from an ISO instant. */
  date(iso: string): string;
}

export function useDates(): Dates {
  const locale = useLanguage((state) => state.locale);
  return datesOf(locale);
}

const datesOf = byLocale(createDates);

/** @param locale BCP 47 */
export function createDates(locale: string): Dates {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' });
  const day = format({ weekday: 'short', month: 'short', day: 'numeric' });
  const month = format({ month: 'long', year: 'numeric' });
  const shortMonth = format({ month: 'short' });
  const date = format({ dateStyle: 'long' });
  const firstOf = (key: number): number => Date.UTC(Math.floor(key / 12), key % 12, 1);
  return {
    day: (epochDay) => day.format(epochDay * 86_400_000),
    month: (key) => month.format(firstOf(key)),
    shortMonth: (key) => shortMonth.format(firstOf(key)),
    year: (key) => String(Math.floor(key / 12)),
    date: (iso) => {
      const time = Date.parse(iso);
      return Number.isNaN(time) ? iso : date.format(time);
    },
  };
}
