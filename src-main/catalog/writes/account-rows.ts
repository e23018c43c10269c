/** Keeps what became of every file of an import; parts that say the same are kept once, and those of old imports go. */
import type { Database } from 'better-sqlite3';
import type { AccountPart } from '../account-parts.ts';
import { statement } from '../search/statement.ts';

/** As many imports as the list of imports shows. */
const KEPT_IMPORTS = 200;

/** Keeps the parts of an import's account, in their order, after those it has. */
export function keepAccount(db: Database, importId: number, parts: readonly AccountPart[]): void {
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
    dropOldAccounts(db);
  });
  keep.immediate();
}

/** The latest account of a source stays, however old: a source that does not change is told from it. */
function dropOldAccounts(db: Database): void {
  const old = `import_id <= (SELECT id FROM import ORDER BY id DESC LIMIT 1 OFFSET ${KEPT_IMPORTS})`;
  const latest = `(import_id, source_id) NOT IN (SELECT max(import_id), source_id FROM import_account GROUP BY source_id)`;
  const dropped = statement(db, `DELETE FROM import_account WHERE ${old} AND ${latest}`).run().changes;
  if (dropped > 0) statement(db, `DELETE FROM account_part WHERE id NOT IN (SELECT account_part_id FROM import_account)`).run();
}
