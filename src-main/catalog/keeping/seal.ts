/**
 * The seal of a catalog: the SHA-256 of each of its blocks as it lay on the disk when it was last written, kept beside
 * it in `seal.sqlite`. A byte that is another one afterwards is noticed when the catalog is opened, whatever it belongs
 * to.
 *
 * The file changes only when the log (`-wal`, whose frames SQLite checks by itself) goes into it. Every process does
 * that under this rule: say that the seal is open, then write and seal anew inside one exclusive transaction of
 * `seal.sqlite`. Whoever is killed in between leaves an open seal, and the next start checks the catalog's structure
 * instead.
 */

import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { codeOf } from '../../storage/error-code.ts';
import { BLOCK, blocksIn, digestsOf } from './blocks.ts';

export const SEAL_FILE = 'seal.sqlite';

/** How long another process may write into its catalog, in ms. */
const BUSY_MS = 15_000;
/**
 * A file that looks untouched (size, times, number) is read whole again after this time: a disk changes bits without
 * saying so.
 */
const TRUSTED_MS = 20 * 3_600_000;

interface Row {
  readonly open: number;
  readonly look: string | null;
  readonly checked_ms: number;
  readonly revision: number;
}

/** "sealed": every byte is as it was written. "open": nobody knows. "broken": a byte is not. */
export type SealState = 'sealed' | 'open' | 'broken';

export interface Seal {
  /** Compares the file with its seal. @param anew reads it whole even when it looks untouched */
  examine(anew?: boolean): SealState;
  /** Says that the file is about to change in another way than by {@link settle}. */
  mark(): void;
  /**
   * Runs what puts the log into the file, while no other process does or looks, and seals what is there afterwards.
   * Does not seal where the file was changed by something else before: the next start says so. `change` returns whether
   * the log held all that it wrote.
   */
  settle(change: () => boolean): void;
  /** The revision that edits reached, so that a log that went missing is noticed. */
  reached(revision: number): void;
  /** The revision that the catalog must have at least. */
  revision(): number;
  /** Forgets everything, when another catalog takes the place of this one or the person goes on with what is there. */
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
 * Opens the seal of the catalog at `catalog`; one that cannot be read is made anew, open. Throws where nothing can be
 * written.
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

  const durably = <T>(run: () => T): T => {
    db.pragma('synchronous = FULL');
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
      // Before anything else: a thread that is ended from here on has said that the file may have changed.
      const { isSealed, isForeign, checked } = exclusively(() => {
        const { open, look, checked_ms } = row();
        const isClosed = open === 0 && hasBlocks();
        const isStranger = isClosed && look !== lookOf(catalog) && isUnlike();
        if (!isStranger) openRow.run();
        return { isSealed: isClosed, isForeign: isStranger, checked: checked_ms };
      });
      if (isForeign) return void change();
      exclusively(() => {
        // Another process may have begun after us and be done: then its seal is younger, and everything is read.
        const wanted = isSealed && row().checked_ms === checked ? blocksToCome(catalog, blocks.all().length) : null;
        const known = change() ? wanted : null;
        put(digestsOf(catalog, known));
        closeRow.run({ look: lookOf(catalog), checked: known ? checked : Date.now() });
      });
    },
    // An edit is on the disk before this is written; that this one is not yet does no harm.
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

/** What the log changes, and what the file grows by: from its last block that is known to the last there can be. */
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

/** What a file looks like from outside: any program that writes to it changes one of these. */
function lookOf(path: string): string {
  const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
  return [size, mtimeNs, ctimeNs, ino].join(' ');
}
