/** Stores the file outcomes of imports. Equal parts are stored once; parts of old imports are deleted. */
import type { Database } from 'better-sqlite3';
import type { FileOutcomePart } from '../../file-outcome-parts.ts';
import { statement } from '../../query-language/statement.ts';

/** The number of imports in the list of imports. */
const KEPT_IMPORTS = 200;

/** Appends parts of file outcomes to an import, in the given order. */
export function keepFileOutcomes(db: Database, importId: number, parts: readonly FileOutcomePart[]): void {
  const put = statement(db, `INSERT OR IGNORE INTO account_part (hash, body) VALUES (:hash, :body)`);
  const link = statement(
    db,
    `INSERT INTO import_account (import_id, part, source_id, counts, account_part_id)
     SELECT :importId, (SELECT coalesce(max(part) + 1, 0) FROM import_account WHERE import_id = :importId), :sourceId, :counts, id
       FROM account_part WHERE hash = :hash`,
  );
  const keep = db.transaction(() => {
    for (const { sourceId, counts, hash, body } of parts) {
      put.run({ hash: Buffer.from(hash), body: Buffer.from(body) });
      link.run({ importId, sourceId, counts: JSON.stringify(counts), hash: Buffer.from(hash) });
    }
    dropOldOutcomes(db);
  });
  keep.immediate();
}

/** The latest outcomes of a source always stay: the report of an unchanged source repeats them. */
function dropOldOutcomes(db: Database): void {
  const old = `import_id <= (SELECT id FROM import ORDER BY id DESC LIMIT 1 OFFSET ${KEPT_IMPORTS})`;
  const latest = `(import_id, source_id) NOT IN (SELECT max(import_id), source_id FROM import_account GROUP BY source_id)`;
  const dropped = statement(db, `DELETE FROM import_account WHERE ${old} AND ${latest}`).run().changes;
  if (dropped > 0)
    statement(db, `DELETE FROM account_part WHERE id NOT IN (SELECT account_part_id FROM import_account)`).run();
}
