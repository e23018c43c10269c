/**
 * The seal of a catalog: the SHA-256 of the whole file as it lay on the disk when it was last written, kept beside it in `seal.sqlite`.
 * A byte that is another one afterwards is noticed when the catalog is opened, whatever it belongs to.
 *
 * The file changes only when the log (`-wal`, whose frames SQLite checks by itself) goes into it. Every process does that under this rule:
 * say that the seal is open, then write and seal anew inside one exclusive transaction of `seal.sqlite`. Whoever is killed in between
 * leaves an open seal, and the next start checks the catalog's structure instead.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';

export const SEAL_FILE = 'seal.sqlite';

/** How long another process may write into its catalog, in ms. */
const BUSY_MS = 15_000;
/** A file that looks untouched (size, times, number) is read whole again after this time: a disk changes bits without saying so. */
const TRUSTED_MS = 20 * 3_600_000;
const PIECE = 4 * 1024 * 1024;

interface Row {
  readonly open: number;
  readonly sha256: string | null;
  readonly look: string | null;
  readonly checked_ms: number;
  readonly revision: number;
}

/** "sealed": every byte is as it was written. "open": nobody knows. "broken": a byte is not. */
export type SealState = 'sealed' | 'open' | 'broken';

export interface Seal {
  /** Compares the file with its seal. @param anew reads it whole even when it looks untouched */
  examine(anew?: boolean): SealState;
  /** Says that the file is about to change. */
  mark(): void;
  /** Runs what changes the file, while no other process does or looks. */
  changing(change: () => void): void;
  /** The same, and seals what is there afterwards. */
  sealing(change: () => void): void;
  /** The revision that edits reached, so that a log that went missing is noticed. */
  reached(revision: number): void;
  /** The revision that the catalog must have at least. */
  revision(): number;
  /** Forgets the revision, when the person goes on with what is there. */
  forget(): void;
  close(): void;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS seal (
  id INTEGER PRIMARY KEY CHECK (id = 1), open INTEGER NOT NULL, sha256 TEXT, look TEXT, checked_ms INTEGER NOT NULL, revision INTEGER NOT NULL
) STRICT;
INSERT OR IGNORE INTO seal VALUES (1, 1, NULL, NULL, 0, 0);`;

/** Opens the seal of the catalog at `catalog`; one that cannot be read is made anew, open. Throws where nothing can be written. */
export function openSeal(directory: string, catalog: string): Seal {
  const db = openRows(join(directory, SEAL_FILE));
  db.pragma('synchronous = OFF');
  const read = db.prepare<[], Row>(`SELECT open, sha256, look, checked_ms, revision FROM seal`);
  const write = db.prepare(`UPDATE seal SET open = 0, sha256 = @sha256, look = @look, checked_ms = @now`);
  const row = (): Row => read.get() as Row;
  const put = (sha256: string): void => void write.run({ sha256, look: lookOf(catalog), now: Date.now() });
  const open = db.prepare(`UPDATE seal SET open = 1`);
  const reach = db.prepare(`UPDATE seal SET revision = max(revision, @revision)`);
  const durably = <T>(run: () => T): T => {
    db.pragma('synchronous = FULL');
    try {
      return run();
    } finally {
      db.pragma('synchronous = OFF');
    }
  };
  const exclusively = <T>(run: () => T): T => durably(() => db.transaction(run).exclusive());
  return {
    examine: (anew = false) =>
      exclusively(() => {
        const { open, sha256, look, checked_ms } = row();
        if (sha256 === null) return 'open';
        const age = Date.now() - checked_ms;
        if (!anew && open === 0 && look === lookOf(catalog) && age >= 0 && age < TRUSTED_MS) return 'sealed';
        if (hashOf(catalog) !== sha256) return open === 1 ? 'open' : 'broken';
        put(sha256);
        return 'sealed';
      }),
    mark: () => durably(() => void open.run()),
    changing: (change) => exclusively(change),
    sealing: (change) =>
      exclusively(() => {
        change();
        put(hashOf(catalog));
      }),
    // An edit is on the disk before this is written; that this one is not yet does no harm.
    reached: (revision) => void reach.run({ revision }),
    revision: () => row().revision,
    forget: () => durably(() => void db.prepare(`UPDATE seal SET revision = 0, open = 1, sha256 = NULL`).run()),
    close: () => void db.close(),
  };
}

function openRows(path: string): Connection {
  try {
    return rowsIn(path);
  } catch (cause) {
    const code = String((cause as { code?: unknown }).code ?? '');
    if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB' && code !== 'SQLITE_ERROR') throw cause;
    for (const end of ['', '-journal']) rmSync(path + end, { force: true });
    return rowsIn(path);
  }
}

function rowsIn(path: string): Connection {
  const db = new Database(path, { timeout: BUSY_MS });
  try {
    db.exec(SCHEMA);
    db.prepare(`SELECT open, sha256, look, checked_ms, revision FROM seal`).get();
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

/** What a file looks like from outside: any program that writes to it changes one of these. */
function lookOf(path: string): string {
  const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true }) as unknown as Record<
    keyof Stats | 'mtimeNs' | 'ctimeNs',
    bigint
  >;
  return [size, mtimeNs, ctimeNs, ino].join(' ');
}

/** SHA-256 of a file, in pieces. */
export function hashOf(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE);
  const handle = openSync(path, 'r');
  try {
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) hash.update(piece.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}
