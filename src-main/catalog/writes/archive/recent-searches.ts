/** Stores the latest searches for suggestions, and deletes them when the person asks. Not an edit, so without undo. */
import type { Database } from 'better-sqlite3';

/** Older searches are deleted. */
const KEPT = 100;
/** Longer queries are not stored: they were pasted. */
const LONGEST = 500;

/** Stores a search with the current time. */
export function noteSearch(db: Database, q: string): void {
  const asked = q.trim();
  if (asked === '' || asked.length > LONGEST) return;
  db.transaction(() => {
    db.prepare(
      `INSERT INTO recent_search (q, at_ms) VALUES (@q, @now) ON CONFLICT (q) DO UPDATE SET at_ms = @now, uses = uses + 1`,
    ).run({
      q: asked,
      now: Date.now(),
    });
    db.prepare(
      `DELETE FROM recent_search WHERE q NOT IN (SELECT q FROM recent_search ORDER BY at_ms DESC, q LIMIT ${KEPT})`,
    ).run();
  }).immediate();
}

/** Deletes one search, or all for null. */
export function forgetSearches(db: Database, q: string | null): void {
  if (q === null) db.prepare('DELETE FROM recent_search').run();
  else db.prepare('DELETE FROM recent_search WHERE q = @q').run({ q });
}
