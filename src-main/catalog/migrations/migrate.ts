/** Brings a catalog up to this program's version, one numbered step at a time, with a snapshot before the first. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { CatalogError } from '../catalog-error.ts';
import { backupsFolder, lost, snapshotName } from '../keeping/way-back.ts';
import { sql as catalog } from './0001-catalog.ts';
import { sql as order } from './0002-order.ts';
import { sql as beginnings } from './0003-beginnings.ts';

/** The steps, in order: step N turns a catalog of version N into one of version N + 1. Never edited once released, only appended. */
const MIGRATIONS: readonly string[] = [catalog, order, beginnings];

/** "AFTR": marks the file as ours, so that a stranger's database is never migrated. */
export const APPLICATION_ID = 0x41465452;

/** The newest catalog version that this program knows. */
export const CATALOG_VERSION = MIGRATIONS.length;

export interface MigrateOptions {
  readonly steps?: readonly string[];
  /** False where there was a catalog: an empty one is refused then. */
  readonly mayBeNew?: boolean;
  /** Told before an existing catalog is changed. */
  readonly onMigrate?: () => void;
}

/**
 * Migrates the catalog open in `db`. Each step is one transaction; before the first that changes an existing catalog
 * a whole copy is written to `backups/` beside it. A catalog that is only being made has nothing worth a copy.
 * @throws CatalogError "catalog-newer" when a later program wrote it, "catalog-foreign" when it is not a catalog.
 */
export function migrate(db: Database, { steps = MIGRATIONS, mayBeNew = true, onMigrate = () => {} }: MigrateOptions = {}): void {
  assertOurs(db);
  let isCopied = versionOf(db) === 0;
  if (isCopied && !mayBeNew) throw lost('catalog-empty', dirname(db.name), db.name);
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
    if (!isCopied) snapshot(db);
    if (!isCopied) onMigrate();
    isCopied = true;
    apply(db, version, steps[version] as string);
  }
}

function assertOurs(db: Database): void {
  const id = db.pragma('application_id', { simple: true });
  const tables = db.prepare(`SELECT count(*) FROM sqlite_schema`).pluck().get();
  if (id === APPLICATION_ID || (id === 0 && tables === 0)) return;
  throw new CatalogError('catalog-foreign', 'This folder holds a database of another program, not an Afterimage library.', db.name);
}

const versionOf = (db: Database): number => db.pragma('user_version', { simple: true }) as number;

/** Two processes may open an old catalog at once: whoever gets the lock second finds the step done. */
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
  db.prepare(`VACUUM INTO ?`).run(join(folder, snapshotName('migration')));
}
