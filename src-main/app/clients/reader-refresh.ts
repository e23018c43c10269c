/**
 * Refreshes a reader between questions while an import runs, so that the next question does not wait for the refresh.
 */
import type { Database } from 'better-sqlite3';

/** How often it checks for commits, and how long after the last question, in ms. */
const LOOK_MS = 20;
const AFTER_MS = 2_000;

/** The same functions. Every call starts a period of checks. @param keepUp refreshes the reader */
export function refreshBeforeCalls<T extends object>(db: Database, functions: T, keepUp: () => void): T {
  let timer: NodeJS.Timeout | null = null;
  let until = 0;
  let seen: unknown = null;
  const look = (): void => {
    if (performance.now() > until || !db.open) {
      clearInterval(timer ?? undefined);
      timer = null;
      return;
    }
    const version = db.pragma('data_version', { simple: true });
    if (version === seen) return;
    seen = version;
    try {
      keepUp();
    } catch {
      // The next question fails with the same error and reports it.
    }
  };
  const asked = (): void => {
    until = performance.now() + AFTER_MS;
    timer ??= setInterval(look, LOOK_MS).unref();
  };
  const watched = Object.entries(functions).map(([name, call]) => [
    name,
    (...args: unknown[]) => {
      asked();
      return (call as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(watched) as T;
}
