/** Counts the differences between a backup and the current catalog. */
import Database, { type Database as Connection } from 'better-sqlite3';
import { Differences } from '../../contract/library/backups.ts';

const G = 'JOIN @.generation g ON g.id = generation_id';

/** The rows to compare, by names that mean the same in both catalogs; `@` stands for the catalog. */
const WHAT: Readonly<Record<keyof Differences, string>> = {
  items: `SELECT identity FROM @.generation WHERE present = 1`,
  tags: `SELECT g.identity, t.folded FROM @.generation_tag ${G} JOIN @.tag t ON t.id = tag_id WHERE g.present = 1`,
  ratings: `SELECT g.identity, rating FROM @.mark ${G} WHERE g.present = 1 AND rating <> 0`,
  favorites: `SELECT g.identity, favorite FROM @.mark ${G} WHERE g.present = 1 AND favorite <> 0`,
  notes: `SELECT g.identity, note FROM @.mark ${G} WHERE g.present = 1 AND note <> ''`,
  collections: `SELECT g.identity, c.folded FROM @.collection_item ${G} JOIN @.collection c ON c.id = collection_id WHERE g.present = 1
    UNION SELECT '', folded FROM @.collection`,
  searches: `SELECT folded, q FROM @.saved_search`,
};

/** Compares two catalogs of this program's version or older. Null when a table to compare cannot be read. */
export function differencesOf(here: string, backup: string): Differences | null {
  const db = new Database(':memory:');
  try {
    db.prepare(`ATTACH ? AS here`).run(here);
    db.prepare(`ATTACH ? AS backup`).run(backup);
    const counted = Object.entries(WHAT).map(([name, sql]) => [
      name,
      { onlyHere: only(db, sql, 'here', 'backup'), onlyInBackup: only(db, sql, 'backup', 'here') },
    ]);
    return Differences.parse(Object.fromEntries(counted));
  } catch {
    // A catalog is damaged, or too old to have these tables. The restore itself reports damage.
    return null;
  } finally {
    db.close();
  }
}

function only(db: Connection, sql: string, one: string, other: string): number {
  const of = (name: string): string => sql.replaceAll('@', name);
  return db
    .prepare(`SELECT count(*) FROM (SELECT * FROM (${of(one)}) EXCEPT SELECT * FROM (${of(other)}))`)
    .pluck()
    .get() as number;
}
