/**
 * The tables of a catalog as they can be read from its pages: by their trees, and page by page where a tree is broken.
 */
import Database, { type Database as Connection } from 'better-sqlite3';
import { migrate } from '../../migrations/migrate.ts';
import { kindOf, LEAF_INDEX, LEAF_TABLE, type Row, readPage, type Value } from './cells.ts';
import type { Pages } from './pages.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNeeded: boolean;
}

/** A table of the catalog: its columns in the order in which rows store them. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly hasRowid: boolean;
  /** The column that is the rowid, which rows store as null. */
  readonly key: string | null;
  /** Fewer values than these no row has. */
  readonly least: number;
}

export interface TableRows {
  /** Page by page: a table of a large library does not fit into memory. */
  readonly rows: Iterable<Row>;
  /** Whether the whole tree could be read, so that there is nothing else; known when the rows are through. */
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

/** The tables that this program's catalog has, without those of the text index, which is made again. */
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

/** Where each table and index begins, as the catalog itself says. */
export function rootsIn(pages: Pages): ReadonlyMap<string, number> {
  const roots = new Map<string, number>();
  for (const { values } of walk(pages, 1, newTree())) {
    const [type, name, , root] = values;
    const isStored = (type === 'table' || type === 'index') && typeof root === 'number' && root > 0;
    if (isStored && typeof name === 'string') roots.set(name, root);
  }
  return roots;
}

/** Where they begin in a catalog that was made by this program from the start. */
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

/** The pages of all trees that can be walked to their end. */
export function pagesOfTrees(pages: Pages, roots: ReadonlyMap<string, number>): ReadonlySet<number> {
  const owned = new Set<number>([1]);
  for (const root of roots.values()) {
    const tree = newTree();
    // Without rows there is nothing to yield: the first step goes through the whole tree.
    walk(pages, root, tree, false).next();
    if (tree.broken === 0) for (const number of tree.visited) owned.add(number);
  }
  return owned;
}

/**
 * Reads a table. Where its tree is broken or unknown, every page that is of no other tree, in every version that the
 * log has, is looked at for rows that can only be of this table.
 * @param owned the pages of all other trees
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
    // A page of the tree was read in its newest version; an older one may hold what was deleted since.
    if (kindOf(bytes, number) !== leaf || owned.has(number) || tree.visited.has(number)) continue;
    for (const row of readPage(pages, number, bytes)?.rows ?? [])
      if (fits(table, row) && isTellingRow(table, row)) yield row;
  }
}

/**
 * Tables without rowids look like indexes; of those whose rows are told from all of them by their last value, these two
 * are edits.
 */
const TELLING_KEYED: ReadonlySet<string> = new Set(['generation_tag', 'collection_item']);

/** Whether a row of this table can be told from those of all others by its values. */
const isTelling = ({ name, columns, hasRowid }: Table): boolean =>
  hasRowid ? columns.length >= 4 : TELLING_KEYED.has(name);

function isTellingRow({ name, columns }: Table, { values }: Row): boolean {
  if (!TELLING_KEYED.has(name)) return true;
  return values.length === columns.length && (values.at(-1) === 0 || values.at(-1) === 1);
}

interface Tree {
  readonly visited: Set<number>;
  /** Pages and cells that could not be read. */
  broken: number;
}

const newTree = (): Tree => ({ visited: new Set(), broken: 0 });

/** The rows of a tree; `tree` tells afterwards which pages it has. @param wantsRows false to learn the pages alone */
function* walk(pages: Pages, root: number, tree: Tree, wantsRows = true): Generator<Row> {
  const waiting = [root];
  while (waiting.length > 0) {
    const number = waiting.pop() as number;
    const bytes = tree.visited.has(number) ? null : pages.page(number);
    const content = bytes && readPage(pages, number, bytes, wantsRows);
    if (!content) {
      // What stands in such a page now is not of this tree, but an older version of it may be.
      tree.broken += 1;
      continue;
    }
    tree.visited.add(number);
    tree.broken += content.broken;
    yield* content.rows;
    waiting.push(...content.children.toReversed());
  }
}

/** Whether a row can be one of this table: as many values, each of its column's type. */
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
