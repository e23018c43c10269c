/**
 * The seal of a catalog: the SHA-256 of each of its blocks after the last write, stored beside it in `seal.sqlite`.
 * When the catalog is opened, every byte that has changed since is noticed.
 *
 * The file changes only when SQLite's write-ahead log (`-wal`, whose frames have their own checksums) is written into
 * it. Every process follows one rule: first mark the seal as open; then write and seal again inside one exclusive
 * transaction of `seal.sqlite`. A process that is killed in between leaves an open seal, and the next start checks the
 * catalog's structure instead.
 */

import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { codeOf } from '../../storage/error-code.ts';
import { syncFile } from '../../storage/sync.ts';
import { BLOCK, blocksIn, digestsOf } from './blocks.ts';

export const SEAL_FILE = 'seal.sqlite';

/** How long another process may write into its catalog, in ms. */
const BUSY_MS = 15_000;
/**
 * How long a file whose size, times and inode are unchanged is trusted, in ms. After that it is read again, because a
 * disk can change bits without changing these.
 */
const TRUSTED_MS = 20 * 3_600_000;

interface Row {
  readonly open: number;
  readonly look: string | null;
  readonly checked_ms: number;
  readonly revision: number;
}

/** "sealed": every byte is as it was written. "broken": a byte has changed. "open": it is not known. */
export type SealState = 'sealed' | 'open' | 'broken';

export interface Seal {
  /** Compares the file with its seal. @param anew reads it whole even when it looks unchanged */
  examine(anew?: boolean): SealState;
  /** Marks the seal as open, before the file changes in another way than by {@link settle}. */
  mark(): void;
  /**
   * Runs `change`, which writes the log into the file, while no other process uses the seal, and seals the file again.
   * When another program changed the file before, it is not sealed, and the next start reports the damage. `change`
   * returns whether everything that it wrote was in the log when it started.
   */
  settle(change: () => boolean): void;
  /** Stores the revision of the latest edit on the disk, so that a lost log is noticed. */
  reached(revision: number): void;
  /** The lowest revision that the catalog must have. */
  revision(): number;
  /** Clears the seal: the catalog was replaced, or the person accepted it as it is. */
  forget(): void;
  close(): void;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS seal (
  id INTEGER PRIMARY KEY CHECK (id = 1), open INTEGER NOT NULL, look TEXT, checked_ms INTEGER NOT NULL, revision INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS block (number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL) STRICT;
INSERT OR IGNORE INTO seal VALUES (1, 1, NULL, 0, 0);`;

const ROW = `SELECT open, look, checked_ms, revision FROM seal`;

/**
 * Opens the seal of the catalog at `catalog`. A damaged seal is replaced by a new, open one. Throws in a folder that
 * cannot be written.
 */
export function openSeal(directory: string, catalog: string): Seal {
  const db = openRows(join(directory, SEAL_FILE));
  db.pragma('synchronous = OFF');
  const read = db.prepare<[], Row>(ROW);
  const blocks = db.prepare<[], [number, string]>(`SELECT number, sha256 FROM block ORDER BY number`).raw();
  const putBlock = db.prepare(`INSERT OR REPLACE INTO block VALUES (@number, @sha256)`);
  const dropBlocks = db.prepare(`DELETE FROM block WHERE number >= @from`);
  const closeRow = db.prepare(`UPDATE seal SET open = 0, look = @look, checked_ms = @checked`);
  const openRow = db.prepare(`UPDATE seal SET open = 1`);
  const reach = db.prepare(`UPDATE seal SET revision = max(revision, @revision)`);
  const row = (): Row => read.get() as Row;

  // EXTRA: with FULL the removal of the journal is not synced, and after a power cut the seal would be rolled back to one
  // that is older than the catalog.
  const durably = <T>(run: () => T): T => {
    db.pragma('synchronous = EXTRA');
    try {
      return run();
    } finally {
      db.pragma('synchronous = OFF');
    }
  };
  const exclusively = <T>(run: () => T): T => durably(() => db.transaction(run).exclusive());
  const isUnlike = (): boolean => {
    const found = digestsOf(catalog, null);
    const stated = blocks.all();
    return found.size !== stated.length || stated.some(([number, sha256]) => found.get(number) !== sha256);
  };
  const hasBlocks = (): boolean => blocks.get() !== undefined;
  const put = (digests: ReadonlyMap<number, string>): void => {
    for (const [number, sha256] of digests) putBlock.run({ number, sha256 });
    dropBlocks.run({ from: Math.ceil(statSync(catalog).size / BLOCK) });
  };
  const examine = (anew: boolean): SealState => {
    if (!hasBlocks()) return 'open';
    const { open, look, checked_ms } = row();
    const age = Date.now() - checked_ms;
    if (!anew && open === 0 && look === lookOf(catalog) && age >= 0 && age < TRUSTED_MS) return 'sealed';
    if (isUnlike()) return open === 1 ? 'open' : 'broken';
    closeRow.run({ look: lookOf(catalog), checked: Date.now() });
    return 'sealed';
  };

  return {
    examine: (anew = false) => exclusively(() => examine(anew)),
    mark: () => durably(() => void openRow.run()),
    settle(change) {
      // First mark the seal as open: after a kill the next start then knows that the file may differ.
      const { isSealed, isForeign, checked } = exclusively(() => {
        const { open, look, checked_ms } = row();
        const isClosed = open === 0 && hasBlocks();
        const isStranger = isClosed && look !== lookOf(catalog) && isUnlike();
        if (!isStranger) openRow.run();
        return { isSealed: isClosed, isForeign: isStranger, checked: checked_ms };
      });
      if (isForeign) return void change();
      exclusively(() => {
        // Another process may have sealed the file meanwhile. Then its seal is newer, and the whole file is read.
        const wanted = isSealed && row().checked_ms === checked ? blocksToCome(catalog, blocks.all().length) : null;
        const known = change() ? wanted : null;
        // SQLite leaves the file unsynced when a reader kept it from putting the whole log into it.
        syncFile(catalog);
        put(digestsOf(catalog, known));
        closeRow.run({ look: lookOf(catalog), checked: known ? checked : Date.now() });
      });
    },
    // The edit itself is on the disk before. When a power cut loses this row, no edit is lost.
    reached: (revision) => void reach.run({ revision }),
    revision: () => row().revision,
    forget: () =>
      exclusively(() => {
        db.prepare(`DELETE FROM block`).run();
        db.prepare(`UPDATE seal SET revision = 0, open = 1, look = NULL`).run();
      }),
    close: () => void db.close(),
  };
}

/** The blocks that the log changes or adds: its own, and all from the last sealed block to the file's new end. */
function blocksToCome(catalog: string, known: number): ReadonlySet<number> {
  const changed = new Set(blocksIn(`${catalog}-wal`));
  const last = Math.max(known, ...changed);
  for (let number = Math.max(0, known - 1); number <= last; number++) changed.add(number);
  return changed;
}

function openRows(path: string): Connection {
  try {
    return rowsIn(path);
  } catch (cause) {
    const code = codeOf(cause);
    if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB' && code !== 'SQLITE_ERROR') throw cause;
    for (const end of ['', '-journal']) rmSync(path + end, { force: true });
    return rowsIn(path);
  }
}

function rowsIn(path: string): Connection {
  const db = new Database(path, { timeout: BUSY_MS });
  try {
    db.exec(SCHEMA);
    db.prepare(ROW).get();
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

/** The size, times and inode of a file. A program that writes to the file changes at least one of them. */
function lookOf(path: string): string {
  const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
  return [size, mtimeNs, ctimeNs, ino].join(' ');
}
