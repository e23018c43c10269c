/** Reads the contents of a library's catalog, without values that depend on the time, and checks that it is sound. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import { dump } from '../import/catalog-dump.ts';

export interface State {
  /** The data from archives. */
  readonly archives: string;
  /** The annotations and settings of the person. */
  readonly entered: string;
}

const ENTERED: readonly string[] = [
  `SELECT g.identity, t.folded FROM generation_tag JOIN generation g ON g.id = generation_id JOIN tag t ON t.id = tag_id ORDER BY 1, 2`,
  `SELECT g.identity, favorite, rating, note FROM mark JOIN generation g ON g.id = generation_id ORDER BY 1`,
  `SELECT name, color FROM tag ORDER BY 1`,
  `SELECT a.name, t.folded FROM tag_alias a JOIN tag t ON t.id = tag_id ORDER BY 1`,
  `SELECT name, query FROM collection ORDER BY position, name`,
  `SELECT c.folded, g.identity FROM collection_item JOIN collection c ON c.id = collection_id JOIN generation g ON g.id = generation_id
     ORDER BY 1, collection_item.position`,
  `SELECT name, q, sort FROM saved_search ORDER BY position`,
  `SELECT g.identity, c.identity FROM stack_member JOIN generation g ON g.id = generation_id JOIN generation c ON c.id = cover_id ORDER BY 1`,
  `SELECT change, changed, undone FROM journal ORDER BY id`,
  `SELECT name, value FROM setting ORDER BY 1`,
  `SELECT hex(hash) FROM kept_words ORDER BY 1`,
];

/** Reads a catalog that no process has open. */
export function stateOf(directory: string): State {
  const db = new Database(join(directory, CATALOG_FILE), { readonly: true });
  try {
    const sources = (db.prepare(`SELECT * FROM source ORDER BY path`).all() as Record<string, unknown>[]).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !/^id$|_ms$|within|fingerprint/.test(name))),
    );
    return {
      archives: JSON.stringify([sources, (dump(db) as Record<string, unknown>[]).map(({ tags, mark, ...row }) => row)]),
      entered: JSON.stringify(ENTERED.map((sql) => db.prepare(sql).raw().all())),
    };
  } finally {
    db.close();
  }
}

/** The first fault of a catalog; null when it is sound. A catalog that was never made is sound. */
export function unsoundness(directory: string): string | null {
  const path = join(directory, CATALOG_FILE);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return null;
  const db = new Database(path, { readonly: true });
  try {
    if (db.prepare(`SELECT count(*) FROM sqlite_schema`).pluck().get() === 0) return null;
    const integrity = db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') return `integrity: ${integrity}`;
    const keys = db.pragma('foreign_key_check') as unknown[];
    return keys.length > 0 ? `foreign keys: ${JSON.stringify(keys[0])}` : textIndex(db);
  } finally {
    db.close();
  }
}

/** Checks that every shown item has a row in the text index. */
function textIndex(db: Connection): string | null {
  const missing = db
    .prepare(
      `SELECT count(*) FROM generation WHERE present = 1 AND slot NOT IN (SELECT id FROM generation_text_docsize)`,
    )
    .pluck()
    .get();
  return missing === 0 ? null : `${missing} items are not in the text index`;
}

/** The texts around the first difference, for a person. */
export function difference(expected: string, found: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at += 1;
  return `…${expected.slice(Math.max(0, at - 40), at + 60)}… became …${found.slice(Math.max(0, at - 40), at + 60)}…`;
}

/** All files below a folder, by their relative path with `/`. */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(folder, path).replaceAll('\\', '/'), path]));
}

/** A digest of all files below a folder and of their dates: originals must stay unchanged. */
export function digestBelow(folder: string): string {
  const hash = createHash('sha256');
  for (const [name, path] of filesBelow(folder))
    hash.update(`${name} ${statSync(path).mtimeMs} `).update(readFileSync(path));
  return hash.digest('hex');
}

/** Whether the name of a file marks it as incomplete. */
export const isPart = (name: string): boolean => /(^|\/)\.[^/]*$|\.part|(^|\/)(making|restoring)-/.test(name);
