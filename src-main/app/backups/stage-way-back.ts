/**
 * The way back of a damaged library, made ready beside it: the newest sound snapshot, the edits since as far as they
 * can be read, and what differs between that and what could be read of the damaged catalog. Nothing of the library is
 * changed.
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
import { type Counts, countsOf, readBack, syncFile } from '../../catalog/keeping/snapshots.ts';
import { backupsFolder, SNAPSHOT_NAME, snapshotNames } from '../../catalog/keeping/way-back.ts';
import { makeFolder } from '../../catalog/make-folder.ts';
import { migrate } from '../../catalog/migrations/migrate.ts';
import { importAnnotations } from '../../catalog/writes/annotations/import-annotations.ts';
import { readRevision } from '../../catalog/writes/generations/revision.ts';
import type { WayBack } from '../../contract/library/backups.ts';
import { codeOf } from '../../storage/error-code.ts';
import { type Staged, stageBackup } from './read-backup.ts';

export interface StagedWayBack extends WayBack {
  /** The catalog, ready to take its place. */
  readonly catalog: string;
  /** An exact copy of the damaged catalog, its log beside it; null where there was none. */
  readonly damaged: string | null;
}

/** Makes the way back ready in `folder`, which must not be there yet. */
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

/** Brings what was entered since into a copy of the snapshot. */
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
    // Where an entry is lost, what it entered may still be read where it stands. Items that came later wait for their
    // import.
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

/** What the snapshot knows of an item, by its number in the damaged catalog. */
function standingWords(db: Database.Database, idOf: (id: number) => number | null): Pick<Wanted, 'namesOf' | 'noteOf'> {
  const name = db.prepare('SELECT public_id FROM generation WHERE id = ?').pluck();
  const note = db.prepare('SELECT note FROM mark WHERE generation_id = ?').pluck();
  return {
    namesOf: (id) => [name.get(idOf(id))].filter((found) => typeof found === 'string'),
    noteOf: (id) => (note.get(idOf(id)) as string | undefined) ?? '',
  };
}

/**
 * Without a snapshot the way back is what could be read; without anything to read it is the snapshot alone, or an empty
 * catalog.
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

/** Sources that were read, or read again, after the snapshot: they are read again. */
function newSources(db: Database.Database, salvaged: Database.Database): string[] {
  const known = db.prepare('SELECT 1 FROM source WHERE path = @path AND imported_ms IS @imported');
  const all = salvaged
    .prepare('SELECT path, imported_ms AS imported FROM source WHERE within IS NULL ORDER BY id')
    .all();
  return (all as { path: string; imported: number | null }[])
    .filter((source) => !known.get(source))
    .map(({ path }) => path);
}

/** The damaged file is only ever read as a copy. */
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
  /** Newer snapshots that are not sound. */
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

/** A catalog that lost its log is sound itself: it is the beginning where no snapshot is newer. */
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

/** Makes a catalog that holds nothing, and returns its path. */
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
