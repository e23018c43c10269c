/** Migrates a catalog to the version of this program in numbered steps, with a snapshot before the first step. */
import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Database } from 'better-sqlite3';
import { note } from '../../storage/log.ts';
import { CatalogError } from '../catalog-error.ts';
import { backupsFolder, lost, snapshotName } from '../keeping/way-back.ts';
import { sql as catalog } from './0001-catalog.ts';
import { sql as order } from './0002-order.ts';
import { sql as beginnings } from './0003-beginnings.ts';
import { sql as verifying } from './0004-verifying.ts';
import { sql as mirrors } from './0005-mirrors.ts';
import { sql as names } from './0006-names.ts';

/**
 * The steps in order: step N migrates version N to version N + 1. Released steps never change; new steps are appended.
 */
const MIGRATIONS: readonly string[] = [catalog, order, beginnings, verifying, mirrors, names];

/** "AFTR": marks the file as an Afterimage catalog, so that another program's database is never migrated. */
export const APPLICATION_ID = 0x41465452;

/** The newest catalog version that this program knows. */
export const CATALOG_VERSION = MIGRATIONS.length;

export interface MigrateOptions {
  readonly steps?: readonly string[];
  /** False when the library had a catalog before: an empty file is refused then. */
  readonly mayBeNew?: boolean;
  /** True when the open catalog is itself a copy: no copy is written beside it. */
  readonly isCopied?: boolean;
  /** Called before the copy of an existing catalog is written, which takes seconds for a large one. */
  readonly onBegin?: () => void;
  /** Called before an existing catalog is changed. */
  readonly onMigrate?: () => void;
}

/**
 * Migrates the catalog that is open in `db`. Each step is one transaction. Before the first change of an existing
 * catalog, a copy is written to `backups/`; a new catalog needs none.
 * @throws CatalogError "catalog-newer" for a catalog of a newer program, "catalog-foreign" for another database
 */
export function migrate(db: Database, options: MigrateOptions = {}): void {
  const { steps = MIGRATIONS, mayBeNew = true, onBegin = () => {}, onMigrate = () => {} } = options;
  assertOurs(db);
  const isNew = versionOf(db) === 0;
  let isCopied = isNew || options.isCopied === true;
  if (isNew && !mayBeNew) throw lost('catalog-empty', dirname(db.name), db.name);
  for (;;) {
    const version = versionOf(db);
    if (version > steps.length) {
      throw new CatalogError(
        'catalog-newer',
        `This library was last used by a newer Afterimage (catalog version ${version}, this program knows ${steps.length}). Please use the newer program.`,
        db.name,
      );
    }
    if (version === steps.length) return;
    if (!isCopied) onBegin();
    if (!isCopied) snapshot(db);
    if (!isCopied) onMigrate();
    isCopied = true;
    const began = performance.now();
    apply(db, version, steps[version] as string);
    note('migration', { from: version, to: version + 1, ms: Math.round(performance.now() - began) });
  }
}

function assertOurs(db: Database): void {
  const id = db.pragma('application_id', { simple: true });
  const tables = db.prepare(`SELECT count(*) FROM sqlite_schema`).pluck().get();
  if (id === APPLICATION_ID || (id === 0 && tables === 0)) return;
  throw new CatalogError(
    'catalog-foreign',
    'This folder holds a database of another program, not an Afterimage library.',
    db.name,
  );
}

const versionOf = (db: Database): number => db.pragma('user_version', { simple: true }) as number;

/** Two processes may open an old catalog at the same time. The second one finds the step done. */
function apply(db: Database, version: number, step: string): void {
  db.transaction(() => {
    if (versionOf(db) !== version) return;
    db.exec(step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${version + 1}`);
  }).immediate();
}

function snapshot(db: Database): void {
  const folder = backupsFolder(dirname(db.name));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, snapshotName('migration'));
  // Half a copy must not have the name of a whole one.
  db.prepare(`VACUUM INTO ?`).run(`${path}.part`);
  renameSync(`${path}.part`, path);
}
