/** Records for which items the number of intact copies changed, so that readers count them again. */
import type { Database } from 'better-sqlite3';
import { packIds } from '../../packed-ids.ts';
import { statement } from '../../query-language/statement.ts';

/**
 * Records that places of these contents (SHA-256 in hex) were added or removed. Call inside the transaction that
 * changes the rows of the view content_place, with its revision (`nextRevision`), at most once per revision.
 */
export function noteCopies(db: Database, revision: number, contents: Iterable<string>): void {
  const list = [...contents];
  if (list.length === 0) return;
  // Readers read generations of this revision again anyway.
  const ids = statement(
    db,
    `SELECT DISTINCT g.id FROM json_each(@list) AS content JOIN file f ON f.sha256 = unhex(content.value)
       JOIN generation g ON g.file_id = f.id WHERE g.revision <> @revision ORDER BY g.id`,
  )
    .pluck()
    .all({ list: JSON.stringify(list), revision }) as number[];
  if (ids.length === 0) return;
  statement(db, `INSERT INTO edited (revision, what, ids) VALUES (@revision, 'copies', @ids)`).run({
    revision,
    ids: packIds(ids),
  });
}
