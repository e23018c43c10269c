/** Catalog version 4: results of verifying, open and accepted changes of originals, and the log of runs. */

export const sql = `
-- The last verification of each file. A separate table, because updating the wide rows of file would be slow.
CREATE TABLE file_check (
  file_id INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('intact', 'changed', 'missing', 'damaged', 'unreadable'))
) STRICT;

-- Files whose content differs from the catalog. The row of file keeps the known state; this is the current state.
CREATE TABLE file_change (
  file_id INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
  -- Null if the file cannot be read.
  sha256 BLOB,
  size INTEGER,
  mtime_ms INTEGER,
  seen_ms INTEGER NOT NULL,
  -- When the person decided to leave it; null without a decision.
  left_ms INTEGER
) STRICT;

-- The state of a file before an accepted change: its whole row, so that the decision can be taken back.
CREATE TABLE file_past (
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
  accepted_ms INTEGER NOT NULL,
  -- When the change was first seen.
  seen_ms INTEGER NOT NULL,
  sha256 BLOB,
  -- FileRow (writes/archive-rows.ts) without its content hash, JSON.
  file TEXT NOT NULL
) STRICT;
CREATE INDEX file_past_file ON file_past (file_id);

-- The log of verifications. A stopped run is resumed after its position.
CREATE TABLE verify_run (
  id INTEGER PRIMARY KEY,
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  asked TEXT NOT NULL CHECK (asked IN ('person', 'schedule')),
  -- Null: all sources. The source may have been removed since.
  source_id INTEGER,
  -- The process of the run. If it has ended, the run was interrupted.
  pid INTEGER NOT NULL,
  outcome TEXT NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'done', 'stopped', 'interrupted')),
  -- The id up to which all files were read.
  position INTEGER NOT NULL DEFAULT 0,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  intact INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  missing INTEGER NOT NULL DEFAULT 0,
  damaged INTEGER NOT NULL DEFAULT 0,
  unreadable INTEGER NOT NULL DEFAULT 0,
  fresh INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0
) STRICT;

-- Covering index for counting copies: a scan of a million files does not read their wide rows.
DROP INDEX file_sha256;
CREATE INDEX file_sha256 ON file (sha256, missing, source_id, damage) WHERE sha256 IS NOT NULL;

-- The intact places of every content, which copies:N counts. Places outside the sources have source_id NULL.
CREATE VIEW content_place (sha256, source_id) AS
  SELECT sha256, source_id FROM file
   WHERE sha256 IS NOT NULL AND missing = 0 AND damage IS NULL AND NOT EXISTS (SELECT 1 FROM file_change WHERE file_id = file.id);
`;
