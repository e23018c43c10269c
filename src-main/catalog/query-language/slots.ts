/**
 * Slots: the row numbers of the text index. They follow creation time, so that neighbours in time are neighbours on
 * disk.
 */
import type { Database } from 'better-sqlite3';
import { statement } from './statement.ts';

const SLOTS_A_MINUTE = 16;
/** The year 9999. Later dates count as this one, so that slots stay far below 2^53. */
const LAST_MS = 253_402_300_799_999;

/** The first slot to try: 16 slots for each minute since 1970; 1 for undated and older items. */
export function slotBase(createdMs: number | null): number {
  if (createdMs === null || !(createdMs > 0)) return 1;
  return Math.floor(Math.min(createdMs, LAST_MS) / 60_000) * SLOTS_A_MINUTE + 1;
}

/**
 * A free slot near the creation time. Tries random slots in a window that doubles after each miss, so that fifty
 * thousand items of one second cost about a dozen lookups each. Slots give an approximate order only.
 * @param random returns a number in [0, 1); for tests
 */
export function allocateSlot(db: Database, createdMs: number | null, random: () => number = Math.random): number {
  const taken = statement(db, 'SELECT 1 FROM generation WHERE slot = :slot').pluck();
  const base = slotBase(createdMs);
  for (let window = SLOTS_A_MINUTE; ; window *= 2) {
    const slot = base + Math.floor(random() * window);
    if (taken.get({ slot }) === undefined) return slot;
  }
}
