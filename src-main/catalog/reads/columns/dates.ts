/** Formats dates for documents. */

/** JavaScript's last date, in ms. A later date comes from a damaged file and counts as no date. */
const LAST_DATE = 8.64e15;

export const knownDate = (ms: number | null): number | null => (ms !== null && Math.abs(ms) <= LAST_DATE ? ms : null);

/** ISO 8601 in UTC with milliseconds, or null. */
export function isoDate(ms: number | null): string | null {
  const known = knownDate(ms);
  return known === null ? null : new Date(known).toISOString();
}
