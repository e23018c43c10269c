/** Makes whole copies of the catalog while it is in use, reads each copy back, and deletes old copies. */
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { z } from 'zod';
import type { SnapshotReason } from '../../contract/library/backups.ts';
import { syncFile, syncFolder } from '../../storage/sync.ts';
import { CatalogError } from '../catalog-error.ts';
import { openReader } from '../connection.ts';
import { makeFolder } from '../make-folder.ts';
import { APPLICATION_ID, CATALOG_VERSION } from '../migrations/migrate.ts';
import { readRevision } from '../writes/generations/revision.ts';
import { hashOf } from './blocks.ts';
import { readLibraryFile, replaceFile } from './library-file.ts';
import { backupsFolder, SNAPSHOT_NAME, snapshotName, snapshotNames } from './way-back.ts';

/** The row counts of a catalog, as the manifest of a copy states them. */
export const Counts = z.object({
  items: z.number().int(),
  records: z.number().int(),
  files: z.number().int(),
  tagged: z.number().int(),
  marks: z.number().int(),
  collected: z.number().int(),
  journal: z.number().int(),
});
export type Counts = z.infer<typeof Counts>;

const Part = z.object({ file: z.string(), bytes: z.number().int(), sha256: z.string() });

/** The manifest: a file beside a snapshot, and the first entry of a backup. It lists the parts with their SHA-256. */
export const Manifest = z.object({
  afterimage: z.literal('backup'),
  version: z.number().int(),
  program: z.string(),
  catalogVersion: z.number().int(),
  library: z.string().nullable(),
  createdAt: z.string(),
  reason: z.string(),
  counts: Counts,
  parts: z.object({
    catalog: Part,
    words: Part.optional(),
    settings: Part.optional(),
    previews: z.array(Part).optional(),
  }),
});
export type Manifest = z.infer<typeof Manifest>;

/** The version of backups that this program writes, and the newest that it can read. */
export const BACKUP_VERSION = 1;

/** The number of pages in one step of a copy: 20 MB. */
const STEP_PAGES = 5_000;

export interface Written {
  readonly path: string;
  readonly manifest: Manifest;
}

const COUNTS: Readonly<Record<keyof Counts, string>> = {
  items: 'generation WHERE present = 1',
  records: 'record',
  files: 'file',
  tagged: 'generation_tag',
  marks: 'mark',
  collected: 'collection_item',
  journal: 'journal',
};

/** Counts the rows of a catalog, also of the first version, which has no collections. */
export function countsOf(db: Connection): Counts {
  const has = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = ?`).pluck();
  const count = ([name, from]: [string, string]): [string, number] => [
    name,
    has.get(from.split(' ')[0]) ? (db.prepare(`SELECT count(*) FROM ${from}`).pluck().get() as number) : 0,
  ];
  return Counts.parse(Object.fromEntries(Object.entries(COUNTS).map(count)));
}

/**
 * Writes a snapshot of the library's catalog into `folder` and reads it back. The writer can continue: one read
 * transaction keeps the state that is copied.
 * @param onBegun called when that transaction has begun
 * @throws CatalogError "backup-damaged" when the copy is not sound; it is then deleted
 */
export async function startSnapshot(
  directory: string,
  reason: SnapshotReason,
  program: string,
  folder: string,
  onBegun: () => void,
): Promise<Written> {
  makeFolder(folder);
  const now = new Date();
  const path = join(folder, snapshotName(reason, now));
  const part = `${path}.part`;
  try {
    await copyCatalog(directory, part, onBegun);
    const { counts, catalogVersion } = readBack(part);
    syncFile(part);
    renameSync(part, path);
    syncFolder(folder);
    const library = readLibraryFile(directory);
    const manifest: Manifest = {
      afterimage: 'backup',
      version: BACKUP_VERSION,
      program,
      catalogVersion,
      library: library === null || library === 'damaged' ? null : library.id,
      createdAt: now.toISOString(),
      reason,
      counts,
      parts: { catalog: partOf(path) },
    };
    return { path, manifest };
  } catch (cause) {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(part + end, { force: true });
    throw cause;
  }
}

async function copyCatalog(directory: string, part: string, onBegun: () => void): Promise<void> {
  const db = openReader(directory);
  try {
    db.exec('BEGIN');
    readRevision(db);
    onBegun();
    await db.backup(part, { progress: () => STEP_PAGES });
  } finally {
    db.close();
  }
  // A copy must be one file, without a write-ahead log beside it.
  const copy = new Database(part);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** The path of a snapshot's annotations file. */
export const wordsOf = (snapshot: string): string => snapshot.replace(/\.sqlite$/, '.words.json');
/** The path of a snapshot's manifest. */
export const manifestOf = (snapshot: string): string => snapshot.replace(/\.sqlite$/, '.json');

/** Writes the manifest beside a snapshot. All other parts must be written before. */
export function finishSnapshot({ path, manifest }: Written): Written {
  const words = partIfThere(wordsOf(path));
  const whole = { ...manifest, parts: { ...manifest.parts, ...(words && { words }) } };
  replaceFile(manifestOf(path), `${JSON.stringify(whole, null, 2)}\n`);
  return { path, manifest: whole };
}

export function partOf(path: string): z.infer<typeof Part> {
  return { file: basename(path), bytes: statSync(path).size, sha256: hashOf(path) };
}
const partIfThere = (path: string): z.infer<typeof Part> | null =>
  statSync(path, { throwIfNoEntry: false }) ? partOf(path) : null;

export function readManifest(snapshot: string): Manifest | null {
  try {
    return Manifest.safeParse(JSON.parse(readFileSync(manifestOf(snapshot), 'utf8'))).data ?? null;
  } catch {
    // A snapshot without a manifest can still be restored.
    return null;
  }
}

export interface ReadBack {
  readonly counts: Counts;
  readonly catalogVersion: number;
  readonly revision: number;
}

/** Checks that a file is a sound catalog. @throws CatalogError "backup-foreign", "backup-newer" or "backup-damaged" */
export function readBack(path: string): ReadBack {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw backupError('backup-foreign', path);
      const catalogVersion = db.pragma('user_version', { simple: true }) as number;
      if (catalogVersion > CATALOG_VERSION) throw backupError('backup-newer', path);
      if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw backupError('backup-damaged', path);
      return { counts: countsOf(db), catalogVersion, revision: readRevision(db) };
    } finally {
      db.close();
    }
  } catch (cause) {
    if (cause instanceof CatalogError) throw cause;
    throw backupError('backup-damaged', path);
  }
}

const SENTENCES = {
  'backup-damaged': 'This backup is incomplete or damaged. Nothing was changed.',
  'backup-foreign': 'This file is not a backup of Afterimage. Nothing was changed.',
  'backup-newer': 'This backup was made by a newer Afterimage. Please use the newer program.',
} as const;

export const backupError = (code: keyof typeof SENTENCES, path: string): CatalogError =>
  new CatalogError(code, SENTENCES[code], path);

const DAY_MS = 86_400_000;
const DAYS = 7;
const WEEKS = 4;
const MONTHS = 12;
const NEWEST = 3;
/** How many catalogs that were set aside are kept. */
const REPLACED = 3;
/** The most bytes of all snapshots of a library together. The newest ones are kept even beyond this. */
const MOST_BYTES = 4_000_000_000;

/**
 * Chooses the snapshots to keep: the newest ones, and the last of each day, week and month within {@link MOST_BYTES}.
 * @param names newest first
 */
export function keptOf(names: readonly string[], bytesOf: (name: string) => number): ReadonlySet<string> {
  const dated = names.flatMap((name) => {
    const found = SNAPSHOT_NAME.exec(name);
    return found ? [{ name, day: (found[1] as string).slice(0, 10), reason: found[2] as string }] : [];
  });
  const replaced = dated.filter(({ reason }) => reason === 'replaced').slice(0, REPLACED);
  const others = dated.filter(({ reason }) => reason !== 'replaced');
  const lastOf = (period: (day: string) => string, most: number): typeof others => {
    const seen = new Set<string>();
    return others.filter(({ day }) => !seen.has(period(day)) && seen.add(period(day)) && seen.size <= most);
  };
  const week = (day: string): string => String(Math.floor((Date.parse(day) / DAY_MS + 3) / 7));
  const newest = others.slice(0, NEWEST);
  const older = new Set([
    ...lastOf((day) => day, DAYS),
    ...lastOf(week, WEEKS),
    ...lastOf((day) => day.slice(0, 7), MONTHS),
  ]);
  const kept = new Set([...newest, ...replaced].map(({ name }) => name));
  let bytes = [...kept].reduce((sum, name) => sum + bytesOf(name), 0);
  for (const { name } of others) {
    if (kept.has(name) || ![...older].some((one) => one.name === name)) continue;
    bytes += bytesOf(name);
    if (bytes > MOST_BYTES) break;
    kept.add(name);
  }
  return kept;
}

/** A copy that is still unfinished after this time, in ms, will never be finished. */
const GIVEN_UP_MS = 3_600_000;
/** Names of unfinished snapshots and annotations files, and of folders in which a backup is being made. */
const UNFINISHED = /\.part|^making-/;

/** Deletes snapshots that are no longer kept, with the files beside them, and unfinished copies. */
export function thinOut(directory: string): void {
  const folder = backupsFolder(directory);
  const names = snapshotNames(directory);
  const kept = keptOf(names, (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
  for (const name of readdirSync(folder).filter((one) => UNFINISHED.test(one))) {
    const changedAt = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Math.abs(Date.now() - changedAt) > GIVEN_UP_MS) rmSync(join(folder, name), { recursive: true, force: true });
  }
  for (const name of names) {
    if (kept.has(name)) continue;
    const path = join(folder, name);
    for (const gone of [manifestOf(path), wordsOf(path), path, `${path}-wal`, `${path}-shm`])
      rmSync(gone, { force: true });
  }
}

/**
 * Deletes files in `backups` that are hard links to the current catalog. A restore that was killed before it replaced
 * the old catalog leaves such a link. Later changes of the catalog would change that file too.
 */
export function dropSecondNames(directory: string, catalog: string): void {
  const own = statSync(catalog, { throwIfNoEntry: false, bigint: true });
  if (!own || own.nlink < 2n) return;
  for (const name of snapshotNames(directory)) {
    const path = join(backupsFolder(directory), name);
    const other = statSync(path, { throwIfNoEntry: false, bigint: true });
    if (other && other.ino === own.ino && other.dev === own.dev) rmSync(path, { force: true });
  }
}
