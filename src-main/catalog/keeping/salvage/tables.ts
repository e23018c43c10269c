/** Reads the tables of a damaged catalog from its pages: through their trees, or page by page when a tree is broken. */
import Database, { type Database as Connection } from 'better-sqlite3';
import { migrate } from '../../migrations/migrate.ts';
import { kindOf, LEAF_INDEX, LEAF_TABLE, type Row, readPage, type Value } from './cells.ts';
import type { Pages } from './pages.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNeeded: boolean;
}

/** A table of the catalog, with its columns in the order in which rows store them. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly hasRowid: boolean;
  /** The column that is the rowid, which rows store as null; null when there is none. */
  readonly key: string | null;
  /** The smallest number of values in a row. */
  readonly least: number;
}

export interface TableRows {
  /** Read page by page, because a table of a large library does not fit into memory. */
  readonly rows: Iterable<Row>;
  /** Whether the whole tree could be read. Valid only after all rows were read. */
  isWhole(): boolean;
}

/** Text columns that the program reads as JSON. */
const JSON_COLUMNS: ReadonlySet<string> = new Set([
  'record.claims',
  'record.ids',
  'file.ids',
  'generation.mentions',
  'generation.shots',
  'generation.collections',
  'generation.formats',
  'generation.provenance',
  'journal.change',
  'setting.value',
  'import.paths',
  'kept_words.body',
]);

/** The tables of the current catalog version. The text index is left out, because it is built again. */
export function knownTables(): readonly Table[] {
  const db = new Database(':memory:');
  try {
    migrate(db);
    const names = db
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
      )
      .pluck()
      .all() as string[];
    return names.filter((name) => !name.startsWith('generation_text')).map((name) => tableOf(db, name));
  } finally {
    db.close();
  }
}

function tableOf(db: Connection, name: string): Table {
  const isPlain = db.prepare(`SELECT wr FROM pragma_table_list WHERE name = ?`).pluck().get(name) === 0;
  const info = db.pragma(`table_info(${name})`) as readonly {
    readonly name: string;
    readonly type: string;
    readonly notnull: number;
    readonly dflt_value: string | null;
    readonly pk: number;
  }[];
  const keys = info.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const ordered = isPlain ? info : [...keys, ...info.filter(({ pk }) => pk === 0)];
  const key = isPlain && keys.length === 1 && keys[0]?.type === 'INTEGER' ? keys[0].name : null;
  const least = ordered.findLastIndex(({ notnull, dflt_value }) => notnull === 1 && dflt_value === null) + 1;
  const columns = ordered.map((one) => ({
    name: one.name,
    type: one.type,
    isNeeded: (one.notnull === 1 || one.pk > 0) && one.name !== key,
  }));
  return { name, columns, hasRowid: isPlain, key, least };
}

/** The root page of each table and index, as the catalog itself states it. */
export function rootsIn(pages: Pages): ReadonlyMap<string, number> {
  const roots = new Map<string, number>();
  for (const { values } of walk(pages, 1, newTree())) {
    const [type, name, , root] = values;
    const isStored = (type === 'table' || type === 'index') && typeof root === 'number' && root > 0;
    if (isStored && typeof name === 'string') roots.set(name, root);
  }
  return roots;
}

/** The root pages in a new catalog of the current version. */
export function usualRoots(): ReadonlyMap<string, number> {
  const db = new Database(':memory:');
  try {
    migrate(db);
    const rows = db.prepare('SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0').raw().all() as [
      string,
      number,
    ][];
    return new Map(rows);
  } finally {
    db.close();
  }
}

/** The pages of all trees that can be read completely. */
export function pagesOfTrees(pages: Pages, roots: ReadonlyMap<string, number>): ReadonlySet<number> {
  const owned = new Set<number>([1]);
  for (const root of roots.values()) {
    const tree = newTree();
    // Without rows the generator yields nothing: its first step reads the whole tree.
    walk(pages, root, tree, false).next();
    if (tree.broken === 0) for (const number of tree.visited) owned.add(number);
  }
  return owned;
}

/**
 * Reads a table. When its tree is broken or unknown, every page that belongs to no other tree is searched for rows that
 * only this table can have, in every version that the file and the log hold.
 * @param owned the pages of all complete trees
 */
export function readTable(pages: Pages, table: Table, root: number | undefined, owned: ReadonlySet<number>): TableRows {
  const tree = newTree();
  if (root === undefined) tree.broken += 1;
  return { rows: rowsOf(pages, table, root, tree, owned), isWhole: () => tree.broken === 0 };
}

function* rowsOf(
  pages: Pages,
  table: Table,
  root: number | undefined,
  tree: Tree,
  owned: ReadonlySet<number>,
): Generator<Row> {
  if (root !== undefined)
    for (const row of walk(pages, root, tree))
      if (fits(table, row)) yield row;
      else tree.broken += 1;
  if (tree.broken === 0 || !isTelling(table)) return;
  const leaf = table.hasRowid ? LEAF_TABLE : LEAF_INDEX;
  for (const { number, bytes } of pages.versions()) {
    // Pages of the tree were read in their newest version. An older version may hold rows that were deleted since.
    if (kindOf(bytes, number) !== leaf || owned.has(number) || tree.visited.has(number)) continue;
    for (const row of readPage(pages, number, bytes)?.rows ?? [])
      if (fits(table, row) && isTellingRow(table, row)) yield row;
  }
}

/**
 * Tables without rowids, whose pages look like those of indexes. Rows of these two tables of edits can still be
 * recognised, because their last value is 0 or 1.
 */
const TELLING_KEYED: ReadonlySet<string> = new Set(['generation_tag', 'collection_item']);

/** Whether rows of this table can be distinguished from rows of all other tables by their values. */
const isTelling = ({ name, columns, hasRowid }: Table): boolean =>
  hasRowid ? columns.length >= 4 : TELLING_KEYED.has(name);

function isTellingRow({ name, columns }: Table, { values }: Row): boolean {
  if (!TELLING_KEYED.has(name)) return true;
  return values.length === columns.length && (values.at(-1) === 0 || values.at(-1) === 1);
}

interface Tree {
  readonly visited: Set<number>;
  /** The number of pages and cells that could not be read. */
  broken: number;
}

const newTree = (): Tree => ({ visited: new Set(), broken: 0 });

/** Yields the rows of a tree and records its pages in `tree`. @param wantsRows false: only records the pages */
function* walk(pages: Pages, root: number, tree: Tree, wantsRows = true): Generator<Row> {
  const waiting = [root];
  while (waiting.length > 0) {
    const number = waiting.pop() as number;
    const bytes = tree.visited.has(number) ? null : pages.page(number);
    const content = bytes && readPage(pages, number, bytes, wantsRows);
    if (!content) {
      // The current content of this page does not belong to the tree, but an older version of the page may.
      tree.broken += 1;
      continue;
    }
    tree.visited.add(number);
    tree.broken += content.broken;
    yield* content.rows;
    waiting.push(...content.children.toReversed());
  }
}

/** Whether a row can belong to this table: it has the right number of values, each of its column's type. */
function fits(table: Table, { rowid, values }: Row): boolean {
  if (values.length < table.least || values.length > table.columns.length || (rowid === null) === table.hasRowid)
    return false;
  return values.every((value, at) => {
    const column = table.columns[at] as Column;
    if (column.name === table.key) return value === null;
    if (value === null) return !column.isNeeded;
    return (
      isOfType(value, column.type) && (!JSON_COLUMNS.has(`${table.name}.${column.name}`) || isJson(value as string))
    );
  });
}

function isOfType(value: Value, type: string): boolean {
  if (type === 'TEXT') return typeof value === 'string';
  if (type === 'BLOB') return Buffer.isBuffer(value);
  if (type === 'REAL') return typeof value === 'number';
  return typeof value === 'bigint' || Number.isInteger(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
