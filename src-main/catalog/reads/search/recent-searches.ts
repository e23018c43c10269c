/** Reads the latest searches. */
import type { Database } from 'better-sqlite3';
import { statement } from '../../query-language/statement.ts';

/** The latest searches first; only those that begin with `beginning`, compared without folding. */
export function readRecentSearches(db: Database, limit: number, beginning = ''): readonly string[] {
  const sql = `SELECT q FROM recent_search WHERE SUBSTR(q, 1, LENGTH(:beginning)) = :beginning COLLATE NOCASE AND q <> :beginning
    ORDER BY at_ms DESC, q LIMIT :limit`;
  return statement(db, sql).pluck().all({ beginning, limit }) as string[];
}
