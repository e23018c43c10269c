/** The latest searches: kept for suggestions, forgotten when the person says so. No edit, so nothing to undo. */
import type { Database } from 'better-sqlite3';

/** Older ones make way. */
const KEPT = 100;
/** Longer queries were pasted, not asked. */
const LONGEST = 500;

/** Notes that this was searched for just now. */
export function noteSearch(db: Database, q: string): void {
  const asked = q.trim();
  if (asked === '' || asked.length > LONGEST) return;
  db.transaction(() => {
    db.prepare(`INSERT INTO recent_search (q, at_ms) VALUES (@q, @now) ON CONFLICT (q) DO UPDATE SET at_ms = @now, uses = uses + 1`).run({
      q: asked,
      now: Date.now(),
    });
    db.prepare(`DELETE FROM recent_search WHERE q NOT IN (SELECT q FROM recent_search ORDER BY at_ms DESC, q LIMIT ${KEPT})`).run();
  }).immediate();
}

/** Forgets one search, or all of them. */
export function forgetSearches(db: Database, q: string | null): void {
  if (q === null) db.prepare('DELETE FROM recent_search').run();
  else db.prepare('DELETE FROM recent_search WHERE q = @q').run({ q });
}
