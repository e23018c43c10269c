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

/**
 * Previews are stored by content hash. The preview of a changed file shows its current content, and its facts are not
 * saved to the row of the known content.
 */
const COLUMNS = `generation.id AS rowid, file.id AS fileId, path, entry, coalesce(change.size, file.size) AS size,
  coalesce(change.mtime_ms, file.mtime_ms) AS mtimeMs, coalesce(change.sha256, file.sha256) AS sha256, mime, file.kind, file.duration,
  file.codec, file.width, file.height, thumb_hash IS NOT NULL OR change.file_id IS NOT NULL AS hasThumbHash,
  likeness.poster IS NOT NULL OR change.file_id IS NOT NULL AS hasLikeness,
  likeness.frames IS NOT NULL OR change.file_id IS NOT NULL AS hasFrames`;
const TABLES = `generation JOIN file ON file.id = generation.file_id LEFT JOIN likeness ON likeness.file_id = file.id
  LEFT JOIN file_change change ON change.file_id = file.id`;
const PICTURED = `present = 1 AND file.missing = 0 AND file.kind IS NOT NULL AND (change.file_id IS NULL OR change.sha256 IS NOT NULL)`;

/** The next generations after rowid `after` with a main file on disk, in rowid order. */
export function readPosterTargets(db: Database, after: number, limit: number): readonly PosterTarget[] {
  return db
    .prepare<object, PosterTarget>(
      `SELECT ${COLUMNS} FROM ${TABLES}
        WHERE generation.id > @after AND ${PICTURED} ORDER BY generation.id LIMIT @limit`,
    )
    .all({ after, limit });
}

/** The main file of one generation; null when it has none or it is missing. */
export function readPosterTarget(db: Database, rowid: number): PosterTarget | null {
  return (
    db
      .prepare<object, PosterTarget>(
        `SELECT ${COLUMNS} FROM ${TABLES}
          WHERE generation.id = @rowid AND ${PICTURED}`,
      )
      .get({ rowid }) ?? null
  );
}
