/** Reads a moment as services write it into names, in the language of the person: `Apr 5, 2025, 10_22_31 AM`. */

/** Languages in which months have names. In the others they are numbers. */
const LOCALES = 'en en-GB de fr es pt it nl pl cs ru uk tr sv da nb fi hu ro id el'.split(' ');
/** Generators of pictures have existed since 2020, and a date after this century is an error. */
const FIRST_YEAR = 2020;
const LAST_YEAR = 2099;

const CLOCK =
  /(?<!\d)(\d{1,2})[_:.](\d\d)(?:[_:.](\d\d))?(?!\d)(?:\s*(a\.? ?m\b|p\.? ?m\b))?|(?:(上午|下午|午前|午後|오전|오후)\s*)(\d{1,2})[_:.](\d\d)(?:[_:.](\d\d))?/i;
const NUMBERS = /(?<!\d)(20\d\d)\s*[年년\-._]\s*(\d{1,2})\s*[月월\-._]\s*(\d{1,2})(?!\d)/;

/** The moment in a text, in ms UTC, read in this computer's time zone; undefined when it names no day. */
export function writtenMs(text: string): number | undefined {
  const clock = CLOCK.exec(text);
  const day = dayIn(clock ? text.replace(clock[0], ' ') : text);
  if (!day) return undefined;
  const half = clock?.[4] ?? clock?.[5];
  const hour = Number(clock?.[1] ?? clock?.[6] ?? 0);
  return localMs(
    ...day,
    hourOf(half, hour),
    Number(clock?.[2] ?? clock?.[7] ?? 0),
    Number(clock?.[3] ?? clock?.[8] ?? 0),
  );
}

/** The moment with these numbers in this computer's time zone, in ms UTC; undefined when there is no such moment. */
export function localMs(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): number | undefined {
  const date = new Date(year, month - 1, day, hour, minute, second);
  const exists = date.getMonth() === month - 1 && date.getDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists && year >= FIRST_YEAR && year <= LAST_YEAR ? date.getTime() : undefined;
}

/** The hour of 24, from an hour of 12 with its half of the day. */
function hourOf(half: string | undefined, hour: number): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (/^(?:p|下午|午後|오후)/i.test(half) ? 12 : 0);
}

function dayIn(text: string): readonly [year: number, month: number, day: number] | undefined {
  const numbers = NUMBERS.exec(text);
  if (numbers) return [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])];
  const year = /(?<!\d)20\d\d(?!\d)/.exec(text)?.[0];
  if (year === undefined) return undefined;
  const rest = text.replace(year, ' ');
  // Vietnamese counts its months: `10 thg 4, 2026`.
  const counted = /(?:thg|tháng)\s*(\d{1,2})/i.exec(rest);
  const day = /(?<!\d)\d{1,2}(?!\d)/.exec(counted ? rest.replace(counted[0], ' ') : rest)?.[0];
  const month = counted ? Number(counted[1]) : monthIn(rest);
  return day === undefined || month === undefined ? undefined : [Number(year), month, Number(day)];
}

function monthIn(text: string): number | undefined {
  months ??= monthNames();
  for (const [word] of text.matchAll(/\p{L}{3,}/gu)) {
    const month = months.get(folded(word));
    if (month !== undefined) return month;
  }
  return undefined;
}

/** The numbers of months by their names, short and long. Made when the first such name is met. */
let months: ReadonlyMap<string, number> | undefined;

function monthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const locale of LOCALES) {
    for (const style of ['short', 'long'] as const) {
      const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month++) {
        const name =
          format.formatToParts(Date.UTC(2025, month - 1, 5)).find(({ type }) => type === 'month')?.value ?? '';
        const key = folded(name);
        if (/^\p{L}{3,}$/u.test(key) && !names.has(key)) names.set(key, month);
      }
    }
  }
  return names;
}

/** A word without case, accents and its closing dot. */
function folded(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
}
