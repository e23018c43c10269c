/** Pending annotations: those of items that are not in the library yet, stored by all identifiers of the item. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { statement } from '../../query-language/statement.ts';

/** Stores one entry, as JSON with its identifiers in `ids` and `sha256`. */
export function keepNames(db: Database, id: number, body: string): void {
  statement(db, `INSERT OR IGNORE INTO kept_words (id, body, hash) VALUES (@id, @body, @hash)`).run({
    id,
    body,
    hash: hashOf(body),
  });
  const put = statement(db, `INSERT OR IGNORE INTO kept_words_name (name, words_id) VALUES (@name, @id)`);
  for (const name of namesIn(body)) put.run({ id, name });
}

export const hashOf = (body: string): Buffer => createHash('sha256').update(body).digest();

function namesIn(body: string): readonly string[] {
  const { ids, sha256 } = JSON.parse(body) as { readonly ids: readonly string[]; readonly sha256: readonly string[] };
  return [...ids, ...sha256.map((hash) => `sha256:${hash}`)];
}
