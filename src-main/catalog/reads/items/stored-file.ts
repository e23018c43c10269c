/** A media file's place on disk, as the media route needs it. */

export interface StoredFile {
  readonly fileId: number;
  readonly path: string;
  /** The name inside the zip, null when `path` is the file itself. */
  readonly entry: string | null;
  readonly size: number;
  readonly mtimeMs: number;
  readonly mime: string | null;
  readonly codec: string | null;
  readonly durationSeconds: number | null;
  readonly sha256: string | null;
  readonly missing: boolean;
}
