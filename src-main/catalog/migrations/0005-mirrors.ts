/** The fifth catalog: second copies of sources, collections and queries, and which contents each is known to hold. */

export const sql = `
CREATE TABLE mirror (
  id INTEGER PRIMARY KEY,
  -- The name in its manifest: a folder at the same path that says another one is not this mirror.
  key TEXT NOT NULL UNIQUE,
  path TEXT NOT NULL UNIQUE,
  -- JSON: what it holds (app/mirrors/mirrors.ts).
  content TEXT NOT NULL,
  added_ms INTEGER NOT NULL,
  seen_ms INTEGER,
  finished_ms INTEGER,
  -- The report of the last run, JSON.
  report TEXT
) STRICT;

-- The contents that are in a mirror as they should be, as last verified. A copy found damaged or gone has no row. A zip that was copied whole has
-- a row for each media file in it (entry is its name there, else '').
CREATE TABLE mirror_copy (
  mirror_id INTEGER NOT NULL REFERENCES mirror (id) ON DELETE CASCADE,
  -- In the mirror, with slashes.
  path TEXT NOT NULL,
  entry TEXT NOT NULL DEFAULT '',
  sha256 BLOB NOT NULL,
  verified_ms INTEGER NOT NULL,
  PRIMARY KEY (mirror_id, path, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX mirror_copy_sha256 ON mirror_copy (sha256);

-- The copies are places too: copies:N counts them.
DROP VIEW content_place;
CREATE VIEW content_place (sha256, source_id) AS
  SELECT sha256, source_id FROM file
   WHERE sha256 IS NOT NULL AND missing = 0 AND damage IS NULL AND NOT EXISTS (SELECT 1 FROM file_change WHERE file_id = file.id)
  UNION ALL SELECT sha256, NULL FROM mirror_copy;
`;
