/**
 * Stores previews: pictures in a SQLite file, proxies and extracted entries as files; removes the least recently used
 * first.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { saysUnwritable } from '../../storage/says-unwritable.ts';
import type { Failure, FailureCode } from '../programs/failure.ts';
import { openStoreFile, type StoreFile } from './preview-store-file.ts';

/** All stored kinds; `extract` is a zip entry unpacked into a file. */
export type StoredKind = 'poster' | 'filmstrip' | 'proxy' | 'extract';

/** The facts about a picture that the application needs without decoding it. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  readonly thumbHash: Uint8Array | null;
  /**
   * Packed by contract/likeness.ts, for a poster or a filmstrip's frames. Null when an older version made the picture.
   */
  readonly likeness: Uint8Array | null;
}

export type Kept =
  | {
      readonly type: 'picture';
      readonly bytes: Buffer;
      readonly facts: PictureFacts | null;
      /** Why the picture was made but could not be stored. */
      readonly unkept?: Failure;
    }
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'failed'; readonly failure: Failure };

export interface PreviewStore {
  /** The preview stored under this key by this version; null when there is none and it should be made. */
  find(key: string, kind: StoredKind, version: number): Kept | null;
  /** For each key in order: stored, known to fail, or neither. Does not count as a use. */
  states(keys: readonly string[], kind: StoredKind, version: number): readonly ('ready' | 'failed' | null)[];
  keepPicture(key: string, kind: StoredKind, version: number, bytes: Uint8Array, facts: PictureFacts | null): void;
  /** Adds the likeness of a stored picture. */
  keepLikeness(key: string, kind: StoredKind, likeness: Uint8Array): void;
  /** Takes over a complete file that was written to {@link pathFor}. */
  keepFile(key: string, kind: StoredKind, version: number, path: string): void;
  /** Stores that this version cannot make the preview, so that it is not tried again each time. */
  keepFailure(key: string, kind: StoredKind, version: number, failure: Failure): void;
  /** Moves a preview from a former key to this key, unless this key has its own. */
  adopt(formerKey: string, key: string, kind: StoredKind): void;
  /** The path for the file of a proxy or extracted entry. */
  pathFor(key: string, kind: StoredKind, version: number, extension: string): string;
  bytes(): number;
  setLimit(limitBytes: number): void;
  close(): void;
}

export interface StoreOptions {
  readonly directory: string;
  readonly limitBytes: number;
  /** Called with a sentence when the store was damaged and has been created again. */
  readonly onReset?: (message: string) => void;
  readonly now?: () => number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/**
 * A store over its limit is reduced to this fraction of the limit, so that not every new preview causes an eviction.
 */
const EVICT_TO = 0.95;
const EVICT_BATCH = 64;
const TOUCH_BATCH = 256;
const TOUCH_MS = 15_000;
/** Unknown files younger than this can be unfinished work of another process. */
const ORPHAN_MS = 60 * 60 * 1000;

/**
 * Opens the store in `directory` and creates it when it does not exist. A damaged store is set aside and created again,
 * when it is opened or whenever damage appears. When nothing can be written, it is kept in memory. Later calls throw
 * the disk's errors: a full disk as `SQLITE_FULL` or `ENOSPC`.
 */
export function openPreviewStore({
  directory,
  limitBytes,
  onReset = () => {},
  now = Date.now,
}: StoreOptions): PreviewStore {
  const filesFolder = join(directory, 'proxies');
  try {
    mkdirSync(filesFolder, { recursive: true });
  } catch (cause) {
    if (!saysUnwritable(cause)) throw cause;
  }
  const store = openStoreFile(directory, onReset);
  const touched = new Map<number, number>();
  let limit = limitBytes;
  sweep(store, filesFolder, now());

  const flush = (): void => {
    if (touched.size === 0) return;
    const times = [...touched];
    touched.clear();
    try {
      store.attempt(undefined, (db) => touchAll(db, times));
    } catch {
      // A lost time of last use is not worth an error. A full disk is reported by the writes that matter.
    }
  };
  const timer = setInterval(flush, TOUCH_MS).unref();

  const evict = (except: number): void => {
    if (store.attempt(0, totalBytes) <= limit) return;
    flush();
    while (
      store.attempt(0, totalBytes) > limit * EVICT_TO &&
      evictBatch(store, filesFolder, except, limit * EVICT_TO) > 0
    );
  };
  const keep = (row: NewRow, bytes: Uint8Array | null): void => {
    const id = store.attempt(0, (db) => db.transaction(() => insert(db, row, now(), bytes))());
    evict(id);
  };
  const remove = (id: number): void =>
    store.attempt(undefined, (db) => void db.prepare('DELETE FROM preview WHERE id = @id').run({ id }));

  return {
    find(key, kind, version) {
      const row = store.attempt(undefined, (db) => db.prepare<[object], Row>(FIND).get({ key, kind, version }));
      if (!row) return null;
      if (row.failure !== null) return stillFailed(row, now()) ? failureIn(row) : null;
      const path = row.file === null ? null : join(filesFolder, row.file);
      if (path !== null && !existsSync(path)) {
        remove(row.id);
        return null;
      }
      touched.set(row.id, now());
      if (touched.size >= TOUCH_BATCH) flush();
      if (path !== null) return { type: 'file', path };
      return row.bytes ? { type: 'picture', bytes: row.bytes, facts: pictureIn(row) } : null;
    },
    states(keys, kind, version) {
      return store.attempt(
        keys.map(() => null),
        (db) => {
          const find = db.prepare<[object], StateRow>(
            'SELECT failure, made_ms FROM preview WHERE key = @key AND kind = @kind AND version = @version',
          );
          return keys.map((key) => {
            const row = find.get({ key, kind, version });
            if (!row) return null;
            if (row.failure === null) return 'ready';
            return stillFailed(row, now()) ? 'failed' : null;
          });
        },
      );
    },
    keepPicture(key, kind, version, bytes, facts) {
      keep({ key, kind, version, size: bytes.length, file: null, failure: null, message: null, facts }, bytes);
    },
    keepLikeness(key, kind, likeness) {
      store.attempt(undefined, (db) => {
        db.prepare('UPDATE preview SET likeness = @likeness WHERE key = @key AND kind = @kind').run({
          key,
          kind,
          likeness,
        });
      });
    },
    keepFile(key, kind, version, path) {
      const file = path.slice(filesFolder.length + 1);
      keep({ key, kind, version, size: statSync(path).size, file, failure: null, message: null, facts: null }, null);
    },
    keepFailure(key, kind, version, { code, message }) {
      keep({ key, kind, version, size: 0, file: null, failure: code, message, facts: null }, null);
    },
    adopt(formerKey, key, kind) {
      store.attempt(undefined, (db) => {
        db.prepare('UPDATE OR IGNORE preview SET key = @key WHERE key = @formerKey AND kind = @kind').run({
          key,
          formerKey,
          kind,
        });
      });
    },
    pathFor(key, kind, version, extension) {
      const name = createHash('sha256').update(key).digest('hex').slice(0, 40);
      return join(filesFolder, `${name}-${kind}-${version}.${/^[a-z0-9]{1,8}$/.test(extension) ? extension : 'bin'}`);
    },
    bytes: () => store.attempt(0, totalBytes),
    setLimit(limitBytes_) {
      limit = limitBytes_;
      evict(0);
      store.attempt(undefined, (db) => void db.pragma('incremental_vacuum'));
    },
    close() {
      clearInterval(timer);
      flush();
      store.close();
    },
  };
}

type Connection = Parameters<Parameters<StoreFile['attempt']>[1]>[0];

interface StateRow {
  readonly failure: FailureCode | null;
  readonly made_ms: number;
}

interface Row extends StateRow {
  readonly id: number;
  readonly file: string | null;
  readonly message: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly thumb_hash: Buffer | null;
  readonly likeness: Buffer | null;
  readonly bytes: Buffer | null;
}

interface NewRow {
  readonly key: string;
  readonly kind: StoredKind;
  readonly version: number;
  readonly size: number;
  readonly file: string | null;
  readonly failure: FailureCode | null;
  readonly message: string | null;
  readonly facts: PictureFacts | null;
}

const FIND = `
  SELECT preview.id, file, failure, message, made_ms, width, height, thumb_hash, likeness, picture.bytes
  FROM preview LEFT JOIN picture ON picture.id = preview.id
  WHERE key = @key AND kind = @kind AND version = @version`;

function insert(db: Connection, { facts, ...row }: NewRow, now: number, bytes: Uint8Array | null): number {
  const pictured = { width: facts?.width ?? null, height: facts?.height ?? null, thumbHash: facts?.thumbHash ?? null };
  const values = { ...row, ...pictured, likeness: facts?.likeness ?? null, now };
  const { id } = db
    .prepare<[object], { id: number }>(
      `INSERT INTO preview (key, kind, version, size, file, failure, message, width, height, thumb_hash, likeness, made_ms, used_ms)
       VALUES (@key, @kind, @version, @size, @file, @failure, @message, @width, @height, @thumbHash, @likeness, @now, @now)
       ON CONFLICT (key, kind) DO UPDATE SET version = @version, size = @size, file = @file, failure = @failure, message = @message,
         width = @width, height = @height, thumb_hash = @thumbHash, likeness = @likeness, made_ms = @now, used_ms = @now
       RETURNING id`,
    )
    .get(values) as { id: number };
  db.prepare('DELETE FROM picture WHERE id = @id').run({ id });
  if (bytes) db.prepare('INSERT INTO picture (id, bytes) VALUES (@id, @bytes)').run({ id, bytes });
  return id;
}

function touchAll(db: Connection, times: readonly (readonly [number, number])[]): void {
  const touch = db.prepare('UPDATE preview SET used_ms = @used WHERE id = @id');
  db.transaction(() => times.forEach(([id, used]) => void touch.run({ id, used })))();
}

function totalBytes(db: Connection): number {
  return db.prepare<[], { bytes: number }>('SELECT bytes FROM total').get()?.bytes ?? 0;
}

/**
 * Removes the least recently used previews until `goal` bytes remain or the batch is done; returns the number removed.
 */
function evictBatch(store: StoreFile, filesFolder: string, except: number, goal: number): number {
  return store.attempt(0, (db) => {
    let surplus = totalBytes(db) - goal;
    const oldest = db
      .prepare<[object], { id: number; size: number; file: string | null }>(
        'SELECT id, size, file FROM preview WHERE size > 0 AND id <> @except ORDER BY used_ms LIMIT @most',
      )
      .all({ except, most: EVICT_BATCH });
    const going = oldest.filter(({ size }) => {
      const goes = surplus > 0;
      if (goes) surplus -= size;
      return goes;
    });
    const gone = going.filter(({ file }) => file === null || removeFile(join(filesFolder, file)));
    const forget = db.prepare('DELETE FROM preview WHERE id = @id');
    db.transaction(() => gone.forEach(({ id }) => void forget.run({ id })))();
    return gone.length;
  });
}

/** False when the system does not allow it because the file is being read. */
function removeFile(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** Removes files without a row: left by a process that was ended, or by a store that was created again. */
function sweep(store: StoreFile, filesFolder: string, now: number): void {
  const known = store.attempt(
    new Set<string>(),
    (db) =>
      new Set(
        db
          .prepare<[], { file: string }>('SELECT file FROM preview WHERE file IS NOT NULL')
          .all()
          .map(({ file }) => file),
      ),
  );
  for (const name of existsSync(filesFolder) ? readdirSync(filesFolder) : []) {
    if (known.has(name)) continue;
    const path = join(filesFolder, name);
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - modified > ORPHAN_MS) removeFile(path);
  }
}

/** A busy computer can cause a timeout, so the preview is tried again after a day. */
function stillFailed({ failure, made_ms }: StateRow, now: number): boolean {
  return failure !== 'timeout' || now - made_ms < DAY_MS;
}

function failureIn({ failure, message }: Row): Kept {
  return { type: 'failed', failure: { code: failure ?? 'undecodable', message: message ?? '' } };
}

function pictureIn({ width, height, thumb_hash, likeness }: Row): PictureFacts | null {
  return width === null || height === null ? null : { width, height, thumbHash: thumb_hash, likeness };
}
