/**
 * Prepares the recovery of a damaged library in a staging folder: takes the newest sound snapshot, adds all later edits
 * that can be read, and compares the result with the readable rows of the damaged catalog. The library itself does not
 * change.
 */

import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CATALOG_FILE } from '../../catalog/connection.ts';
import { differencesOf } from '../../catalog/keeping/compare.ts';
import { examineCatalog } from '../../catalog/keeping/examine.ts';
import { idsBetween, replay } from '../../catalog/keeping/salvage/replay.ts';
import { salvage } from '../../catalog/keeping/salvage/salvage.ts';
import { type Wanted, wordsIn } from '../../catalog/keeping/salvage/salvaged-words.ts';
import { type Counts, countsOf, readBack } from '../../catalog/keeping/snapshots.ts';
import { backupsFolder, SNAPSHOT_NAME, snapshotNames } from '../../catalog/keeping/way-back.ts';
import { makeFolder } from '../../catalog/make-folder.ts';
import { migrate } from '../../catalog/migrations/migrate.ts';
import { importAnnotations } from '../../catalog/writes/annotations/import-annotations.ts';
import { readRevision } from '../../catalog/writes/generations/revision.ts';
import type { WayBack } from '../../contract/library/backups.ts';
import { codeOf } from '../../storage/error-code.ts';
import { syncFile } from '../../storage/sync.ts';
import { type Staged, stageBackup } from './read-backup.ts';

export interface StagedWayBack extends WayBack {
  /** The path of the recovered catalog. */
  readonly catalog: string;
  /** An exact copy of the damaged catalog, with its write-ahead log beside it; null when there is no catalog. */
  readonly damaged: string | null;
}

/** Prepares the recovery in `folder`, which must not exist yet. */
export async function stageWayBack(directory: string, folder: string): Promise<StagedWayBack> {
  makeFolder(folder);
  const damaged = copyDamaged(directory, join(folder, 'damaged'));
  const base = await newestSound(directory, join(folder, 'snapshot'));
  const own = damaged === null ? null : ownCatalog(directory, damaged, base?.revision ?? -1, join(folder, 'own'));
  const catalog = join(folder, 'restored.sqlite');
  const start = own ?? base;
  const path = join(folder, 'salvaged.sqlite');
  const read = damaged === null ? null : { ...salvage(damaged, path, start?.catalog ?? null), path };
  const from = own ? 'catalog' : base ? 'snapshot' : 'salvage';
  copyFileSync(start?.catalog ?? read?.path ?? emptyCatalog(join(folder, 'empty.sqlite')), catalog);
  const { edits, kept, unread, counts, sources } = start && read ? complete(catalog, read) : alone(catalog, read);
  syncFile(catalog);
  return {
    catalog,
    damaged,
    from,
    snapshot: base && !own ? { path: base.file, at: base.createdAt ?? '' } : null,
    passedOver: base?.passedOver ?? snapshotsOf(directory).length,
    counts: summed(counts),
    edits,
    kept,
    unread,
    differences: read && read.rows > 0 ? differencesOf(read.path, catalog) : null,
    sources,
  };
}

interface Read {
  readonly path: string;
  readonly broken: ReadonlySet<string>;
  readonly revision: number | null;
}

type Completed = Pick<WayBack, 'edits' | 'kept' | 'unread' | 'sources'> & { readonly counts: Counts };

/** Adds the edits made since the snapshot to a copy of it. */
function complete(catalog: string, read: Read): Completed {
  const db = new Database(catalog);
  const salvaged = new Database(read.path, { readonly: true });
  try {
    db.pragma('synchronous = OFF');
    db.pragma('foreign_keys = ON');
    migrate(db);
    const isNewer = read.revision === null || read.revision >= readRevision(db);
    const { entries, failed, gaps } = replay(db, salvaged, isNewer);
    const isJournalWhole = !read.broken.has('journal') && gaps === 0 && failed === 0;
    // When entries of the journal are lost, the annotations themselves may still be readable. Annotations of items that
    // were imported after the snapshot are kept as pending until the items are imported again.
    const idOf = idsBetween(db, salvaged);
    const words = wordsIn(salvaged, {
      isWanted: (id) => !isJournalWhole || idOf(id) === null,
      ...standingWords(db, idOf),
    });
    const brought = importAnnotations(
      db,
      CATALOG_FILE,
      isJournalWhole ? { ...words, tags: [], collections: [], searches: [] } : words,
    );
    const sources = newSources(db, salvaged);
    return { edits: entries, kept: brought.kept, unread: failed + gaps, counts: countsOf(db), sources };
  } finally {
    db.close();
    salvaged.close();
  }
}

/** Looks up an item's public id and note in the snapshot, by its row id in the damaged catalog. */
function standingWords(db: Database.Database, idOf: (id: number) => number | null): Pick<Wanted, 'namesOf' | 'noteOf'> {
  const name = db.prepare('SELECT public_id FROM generation WHERE id = ?').pluck();
  const note = db.prepare('SELECT note FROM mark WHERE generation_id = ?').pluck();
  return {
    namesOf: (id) => [name.get(idOf(id))].filter((found) => typeof found === 'string'),
    noteOf: (id) => (note.get(idOf(id)) as string | undefined) ?? '',
  };
}

/**
 * The recovery without a snapshot (then the catalog holds the readable rows), or without a damaged catalog (then it is
 * the snapshot alone, or empty).
 */
function alone(catalog: string, read: Read | null): Completed {
  const db = new Database(catalog);
  try {
    const counts = countsOf(db);
    if (!read) return { edits: 0, kept: 0, unread: 0, counts, sources: [] };
    return { edits: counts.journal, kept: 0, unread: gapsIn(db), counts, sources: sourcesIn(db) };
  } finally {
    db.close();
  }
}

const gapsIn = (db: Database.Database): number =>
  db.prepare('SELECT IFNULL(max(id) - count(*), 0) FROM journal').pluck().get() as number;

const sourcesIn = (db: Database.Database): string[] =>
  db.prepare('SELECT path FROM source WHERE within IS NULL ORDER BY id').pluck().all() as string[];

/** Sources that were imported after the snapshot. They must be imported again. */
function newSources(db: Database.Database, salvaged: Database.Database): string[] {
  const known = db.prepare('SELECT 1 FROM source WHERE path = @path AND imported_ms IS @imported');
  const all = salvaged
    .prepare('SELECT path, imported_ms AS imported FROM source WHERE within IS NULL ORDER BY id')
    .all();
  return (all as { path: string; imported: number | null }[])
    .filter((source) => !known.get(source))
    .map(({ path }) => path);
}

/** Copies the damaged catalog and its write-ahead log. Only the copy is read, never the original. */
export function copyDamaged(directory: string, folder: string): string | null {
  const path = join(directory, CATALOG_FILE);
  if (!existsSync(path) && !existsSync(`${path}-wal`)) return null;
  makeFolder(folder);
  const copy = join(folder, CATALOG_FILE);
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  return copy;
}

const snapshotsOf = (directory: string): readonly string[] =>
  snapshotNames(directory).filter((name) => SNAPSHOT_NAME.exec(name)?.[2] !== 'replaced');

interface Base extends Staged {
  readonly file: string;
  /** The number of newer snapshots that are damaged. */
  readonly passedOver: number;
}

async function newestSound(directory: string, folder: string): Promise<Base | null> {
  for (const [passedOver, name] of snapshotsOf(directory).entries()) {
    const file = join(backupsFolder(directory), name);
    try {
      return { ...(await stageBackup(file, join(folder, String(passedOver)))), file, passedOver };
    } catch (cause) {
      if (!codeOf(cause).startsWith('backup-')) throw cause;
    }
  }
  return null;
}

/** The library's own catalog when only its write-ahead log was lost, and no snapshot is newer; else null. */
function ownCatalog(
  directory: string,
  damaged: string,
  revision: number,
  folder: string,
): Pick<Staged, 'catalog'> | null {
  if (!existsSync(damaged) || examineCatalog(directory).state !== 'edits-missing') return null;
  makeFolder(folder);
  const catalog = join(folder, CATALOG_FILE);
  for (const end of ['', '-wal']) if (existsSync(damaged + end)) copyFileSync(damaged + end, catalog + end);
  try {
    const db = new Database(catalog);
    try {
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
    return readBack(catalog).revision > revision ? { catalog } : null;
  } catch {
    return null;
  }
}

/** Creates an empty catalog and returns its path. */
export function emptyCatalog(path: string): string {
  const db = new Database(path);
  migrate(db);
  db.close();
  return path;
}

const summed = ({ items, tagged, marks, collected }: Counts): WayBack['counts'] => ({
  items,
  tagged,
  marks,
  collected,
});
