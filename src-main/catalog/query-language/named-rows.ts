/**
 * Rows with names of the person (tags, collections, saved searches), found by any spelling. Their column `folded` holds
 * the folded name. Two names that an older program told apart can fold to the same: then the later row has a key of its
 * own, and stays; a search finds both by either name.
 */
import type { Database } from 'better-sqlite3';
import { foldText } from '../../contract/searching/fold.ts';
import { statement } from './statement.ts';

export type NamedTable = 'tag' | 'collection' | 'saved_search';

/** Stands around the folded name in the key of a later row. Names contain no control characters. */
const LATER = '\u0001';
const laterKey = (folded: string, id: number): string => `${LATER}${folded}${LATER}${id}`;

/** The row with this name: in this spelling, else in any. @param columns names of columns, from the code */
export function rowNamed(db: Database, table: NamedTable, columns: string, name: string): unknown {
  const folded = foldText(name);
  const later = `${LATER}${folded}${LATER}`;
  // Ids are digits, and a colon follows the digits. A key of its own sorts before the folded name.
  const sql = `SELECT ${columns} FROM ${table} WHERE folded = @folded OR folded BETWEEN @later AND @end
    ORDER BY name = @name DESC, folded DESC LIMIT 1`;
  return statement(db, sql).get({ folded, later, end: `${later}:`, name });
}

/** The key for a name: the folded name, or when another row has it a key of its own. */
export function keyFor(db: Database, table: NamedTable, name: string, id: number): string {
  const folded = foldText(name);
  const taken = statement(db, `SELECT EXISTS (SELECT 1 FROM ${table} WHERE folded = @folded AND id <> @id)`).pluck();
  return taken.get({ folded, id }) === 1 ? laterKey(folded, id) : folded;
}

/** Folds all names again, as this program does. Names of an older program may become equal; no row is lost. */
export function refoldNames(db: Database): void {
  for (const table of ['tag', 'collection', 'saved_search'] as const) {
    const rows = db.prepare(`SELECT id, name FROM ${table} ORDER BY id`).all() as { id: number; name: string }[];
    const put = db.prepare(`UPDATE ${table} SET folded = @folded WHERE id = @id`);
    // All keys are freed first: a new key can be the old key of another row.
    db.exec(`UPDATE ${table} SET folded = char(0) || id`);
    for (const { id, name } of rows) put.run({ id, folded: keyFor(db, table, name, id) });
  }
  const aliases = db.prepare(`SELECT folded, name FROM tag_alias ORDER BY folded`).all() as {
    folded: string;
    name: string;
  }[];
  const put = db.prepare(`UPDATE OR IGNORE tag_alias SET folded = @to WHERE folded = @from`);
  for (const { folded, name } of aliases) put.run({ from: folded, to: foldText(name) });
}
