/** Copies the readable rows of a damaged catalog into a new one. Nothing is guessed: unreadable rows are left out. */
import Database, { type Database as Connection } from 'better-sqlite3';
import { codeOf } from '../../../storage/error-code.ts';
import { APPLICATION_ID, migrate } from '../../migrations/migrate.ts';
import type { Row, Value } from './cells.ts';
import { openPages, type Pages } from './pages.ts';
import { knownTables, pagesOfTrees, readTable, rootsIn, type Table, usualRoots } from './tables.ts';

export interface Salvaged {
  /** The number of copied rows. */
  readonly rows: number;
  /** Tables in which rows may be missing. */
  readonly broken: ReadonlySet<string>;
  /** The revision of the damaged catalog; null when it cannot be read. */
  readonly revision: number | null;
}

/** Tables that an import can fill again, and that take most of the space. They are skipped when there is a snapshot. */
const FROM_ARCHIVES: ReadonlySet<string> = new Set([
  'record',
  'document',
  'evidence',
  'likeness',
  'account_part',
  'import_account',
  'generation_record',
  'edited',
  'import',
]);
/** Tables of state for the readers of one catalog. The readers of the new catalog start without it. */
const PASSING: ReadonlySet<string> = new Set(['edited', 'counter']);

/**
 * Copies the readable rows.
 * @param catalog the damaged file; its write-ahead log is beside it, with “-wal” after its name
 * @param target the path of the new catalog
 * @param snapshot a sound catalog of the same library, or null. It states the root pages when the damaged one does not
 */
export function salvage(catalog: string, target: string, snapshot: string | null): Salvaged {
  const pages = openPages(catalog, `${catalog}-wal`);
  const db = new Database(target);
  try {
    db.pragma('synchronous = OFF');
    migrate(db);
    db.pragma('foreign_keys = OFF');
    if (isForeign(pages)) return { rows: 0, broken: new Set(), revision: null };
    const stated = rootsIn(pages);
    // When the catalog no longer states any root pages, those of the snapshot are used. When it states them without one
    // table, that table's pages are searched for rows.
    const roots = stated.size > 0 ? stated : snapshot === null ? usualRoots() : rootsOf(snapshot);
    const owned = pagesOfTrees(pages, roots);
    const broken = new Set<string>();
    let rows = 0;
    db.transaction(() => {
      for (const table of knownTables()) {
        if (PASSING.has(table.name) || (snapshot !== null && FROM_ARCHIVES.has(table.name))) continue;
        const read = readTable(pages, table, roots.get(table.name), owned);
        const { put, refused } = insertInto(db, table, read.rows);
        rows += put;
        if (!read.isWhole() || refused > 0) broken.add(table.name);
      }
      if (snapshot === null) tieTogether(db);
    })();
    return { rows, broken, revision: revisionIn(pages, roots.get('counter'), owned) };
  } finally {
    db.close();
    pages.close();
  }
}

/** Whether the file is another program's database, or new and empty. Then it has no rows to copy. */
function isForeign(pages: Pages): boolean {
  const head = pages.page(1);
  if (head?.toString('latin1', 0, 15) !== 'SQLite format 3') return false;
  const roots = rootsIn(pages);
  return head.readUInt32BE(68) !== APPLICATION_ID && !roots.has('generation') && !roots.has('journal');
}

function revisionIn(pages: Pages, root: number | undefined, owned: ReadonlySet<number>): number | null {
  const counter = knownTables().find(({ name }) => name === 'counter');
  for (const { values } of counter ? readTable(pages, counter, root, owned).rows : [])
    if (values[0] === 'revision' && typeof values[1] === 'number') return values[1];
  return null;
}

function rootsOf(snapshot: string | null): ReadonlyMap<string, number> {
  if (snapshot === null) return new Map();
  const pages = openPages(snapshot, `${snapshot}-wal`);
  try {
    return rootsIn(pages);
  } finally {
    pages.close();
  }
}

/** Inserts rows. The newest version of each row comes first, so a later row with the same key is ignored. */
function insertInto(
  db: Connection,
  table: Table,
  rows: Iterable<Row>,
): { readonly put: number; readonly refused: number } {
  const inserts = new Map<number, Database.Statement>();
  const insertOf = (length: number): Database.Statement => {
    const names = table.columns.slice(0, length).map(({ name }) => name);
    const sql = `INSERT OR IGNORE INTO ${table.name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    const made = inserts.get(length) ?? db.prepare(sql);
    inserts.set(length, made);
    return made;
  };
  let put = 0;
  let refused = 0;
  for (const row of table.name === 'journal' ? newestFirst([...rows]) : rows) {
    const values = valuesOf(table, row);
    try {
      const { changes } = insertOf(values.length).run(...values);
      put += changes;
      refused += 1 - changes;
    } catch (cause) {
      // The column refuses a value: the row counts as unreadable.
      if (!codeOf(cause).startsWith('SQLITE_')) throw cause;
      refused += 1;
    }
  }
  return { put, refused };
}

const valuesOf = (table: Table, { rowid, values }: Row): Value[] =>
  values.map((value, at) => (table.columns[at]?.name === table.key ? rowid : value));

/** Sorts entries by time. After an undo, a new entry takes the number of the undone one, so the newer one counts. */
const newestFirst = (rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((a, b) => Number(b.values[1]) - Number(a.values[1]));

interface ForeignKey {
  readonly table: string;
  readonly from: string;
  readonly to: string | null;
  readonly on_delete: string;
}

/** Deletes references to rows that could not be read, so that the next import adds those rows as new ones. */
function tieTogether(db: Connection): void {
  const tables = knownTables();
  // Deleting a row can break references of other rows. The chain from a source to its derived rows needs three rounds.
  for (let round = 0; round < 3; round++) for (const { name } of tables) cutLoose(db, name);
  db.exec(`DELETE FROM record WHERE id NOT IN (SELECT record_id FROM generation_record);
    DELETE FROM evidence WHERE witness = 'r' AND ref NOT IN (SELECT id FROM record);
    DELETE FROM evidence WHERE witness = 'f' AND ref NOT IN (SELECT id FROM file);
    UPDATE source SET fingerprint = NULL;`);
}

function cutLoose(db: Connection, table: string): void {
  for (const { table: parent, from, to, on_delete } of db.pragma(
    `foreign_key_list(${table})`,
  ) as readonly ForeignKey[]) {
    const isLoose = `${from} IS NOT NULL AND ${from} NOT IN (SELECT ${to ?? 'id'} FROM ${parent})`;
    db.exec(
      on_delete === 'SET NULL'
        ? `UPDATE ${table} SET ${from} = NULL WHERE ${isLoose}`
        : `DELETE FROM ${table} WHERE ${isLoose}`,
    );
  }
}
