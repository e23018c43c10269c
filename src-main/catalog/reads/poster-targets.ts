/** Reads the main media files of generations, from which previews are made. */
import type { Database } from 'better-sqlite3';

/** The main file of one generation with the data that previews need. */
export interface PosterTarget {
  readonly rowid: number;
  readonly fileId: number;
  readonly path: string;
  readonly entry: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly sha256: Buffer | null;
  readonly mime: string | null;
  readonly kind: 'video' | 'image' | null;
  readonly duration: number | null;
  readonly codec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly hasThumbHash: number;
  /** 1 when the hashes of its poster and of its filmstrip are known. */
  readonly hasLikeness: number;
  readonly hasFrames: number;
}

const COLUMNS = `generation.id AS rowid, file.id AS fileId, path, entry, size, mtime_ms AS mtimeMs, sha256, mime, file.kind, file.duration, file.codec,
  file.width, file.height, thumb_hash IS NOT NULL AS hasThumbHash,
  likeness.poster IS NOT NULL AS hasLikeness, likeness.frames IS NOT NULL AS hasFrames`;
const TABLES = 'generation JOIN file ON file.id = generation.file_id LEFT JOIN likeness ON likeness.file_id = file.id';

/** The next generations after rowid `after` with a main file on disk, in rowid order. */
export function readPosterTargets(db: Database, after: number, limit: number): readonly PosterTarget[] {
  return db
    .prepare<object, PosterTarget>(
      `SELECT ${COLUMNS} FROM ${TABLES}
        WHERE generation.id > @after AND present = 1 AND file.missing = 0 AND file.kind IS NOT NULL ORDER BY generation.id LIMIT @limit`,
    )
    .all({ after, limit });
}

/** The main file of one generation; null when it has none or it is missing. */
export function readPosterTarget(db: Database, rowid: number): PosterTarget | null {
  return (
    db
      .prepare<object, PosterTarget>(
        `SELECT ${COLUMNS} FROM ${TABLES}
          WHERE generation.id = @rowid AND present = 1 AND file.missing = 0 AND file.kind IS NOT NULL`,
      )
      .get({ rowid }) ?? null
  );
}
