/**
 * Reads what can be read of a damaged catalog into a new one, row by row. Nothing is guessed: what cannot be read is
 * counted.
 */

import Database, { type Database as Connection } from 'better-sqlite3';
import { codeOf } from '../../../storage/error-code.ts';
import { APPLICATION_ID, migrate } from '../../migrations/migrate.ts';
import type { Row, Value } from './cells.ts';
import { openPages, type Pages } from './pages.ts';
import { knownTables, pagesOfTrees, readTable, rootsIn, type Table, usualRoots } from './tables.ts';

export interface Salvaged {
  /** Rows that were read. */
  readonly rows: number;
  /** Tables of which some rows may be missing. */
  readonly broken: ReadonlySet<string>;
  /** The revision that the catalog says it stands at; null when that cannot be read. */
  readonly revision: number | null;
}

/** What an import can bring back, and what takes most of the room: left out where a snapshot holds it already. */
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
/** Which generations were edited when: readers of the old catalog asked for it, and those of the new one begin anew. */
const PASSING: ReadonlySet<string> = new Set(['edited', 'counter']);

/**
 * @param catalog the damaged file; its log stands beside it, with “-wal” behind its name
 * @param target where the new catalog is made
 * @param snapshot a sound catalog of the same library, which says where the tables begin when the damaged one does not;
 * null without one
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
    // Where the catalog does not say it any more, its trees begin where they did in the snapshot. One that says it
    // without a table lost that table, and its pages are free.
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

/** A file that says it is of another program, or was made anew and holds nothing, has nothing of ours. */
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

/** Rows that are read first are those of the tree, in their newest version: another of the same key is an older one. */
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
      // A value that its column refuses: the row is counted as one that cannot be read.
      if (!codeOf(cause).startsWith('SQLITE_')) throw cause;
      refused += 1;
    }
  }
  return { put, refused };
}

const valuesOf = (table: Table, { rowid, values }: Row): Value[] =>
  values.map((value, at) => (table.columns[at]?.name === table.key ? rowid : value));

/** An entry that was undone makes room for the next one, which takes its number. */
const newestFirst = (rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((a, b) => Number(b.values[1]) - Number(a.values[1]));

interface ForeignKey {
  readonly table: string;
  readonly from: string;
  readonly to: string | null;
  readonly on_delete: string;
}

/**
 * Takes out of a catalog what speaks of rows that could not be read, so that the next import brings them as new ones.
 */
function tieTogether(db: Connection): void {
  const tables = knownTables();
  // A row that others point to may go itself: three rounds reach from a source to what was derived from it.
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
