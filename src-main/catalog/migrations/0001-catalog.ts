/** Catalog version 1: sources, records, files, the generations derived from them, and the edits of the person. */

export const sql = `
-- ── What archives hold ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('folder', 'zip', 'file')),
  state TEXT NOT NULL DEFAULT 'present' CHECK (state IN ('present', 'missing')),
  added_ms INTEGER NOT NULL,
  imported_ms INTEGER,
  -- What it looked like when it was last read to its end without a problem (import/fingerprint.ts), else null.
  fingerprint BLOB,
  -- How many of its files were passed over then.
  skipped INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A metadata file that a reader recognised: where records come from.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  entry TEXT NOT NULL DEFAULT '',
  format TEXT NOT NULL,
  UNIQUE (path, entry, format)
) STRICT;
CREATE INDEX document_source ON document (source_id);

-- What one source says about one generation, whole (raw) and normalised (claims). key tells records of a document apart.
CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  hash BLOB NOT NULL,
  ids TEXT NOT NULL,
  claims TEXT NOT NULL,
  raw TEXT NOT NULL,
  UNIQUE (document_id, key)
) STRICT;

-- A media file on disk, or in a zip (entry is its name there, else '').
CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  entry TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL,
  mtime_ms INTEGER NOT NULL,
  sha256 BLOB,
  mime TEXT,
  kind TEXT,
  role TEXT NOT NULL DEFAULT 'original',
  width INTEGER,
  height INTEGER,
  duration REAL,
  fps REAL,
  codec TEXT,
  has_audio INTEGER,
  has_c2pa INTEGER NOT NULL DEFAULT 0,
  damage TEXT,
  thumb_hash BLOB,
  missing INTEGER NOT NULL DEFAULT 0,
  ids TEXT NOT NULL DEFAULT '{}',
  named_ms INTEGER,
  account TEXT,
  UNIQUE (path, entry)
) STRICT;
CREATE INDEX file_source ON file (source_id);
CREATE INDEX file_unhashed ON file (id) WHERE sha256 IS NULL;
CREATE INDEX file_sha256 ON file (sha256) WHERE sha256 IS NOT NULL;

-- Every identifying value that a record ('r') or a file ('f') states, with a letter for its kind: g: generation, p: post,
-- a: api, t: task; h: the content hash of a witness known by nothing else, H: of one that has identifiers too;
-- T: the task of a record that knows nothing but its task.
CREATE TABLE evidence (
  value TEXT NOT NULL,
  witness TEXT NOT NULL CHECK (witness IN ('r', 'f')),
  ref INTEGER NOT NULL,
  PRIMARY KEY (value, witness, ref)
) STRICT, WITHOUT ROWID;

-- ── What is derived: a pure function of records, files and edits ─────────────────────────────────────────
CREATE TABLE generation (
  id INTEGER PRIMARY KEY,
  -- The key its witnesses agree on (import/identity.ts): a letter for the kind of name, then the name.
  identity TEXT NOT NULL UNIQUE,
  -- The name people and scripts see.
  public_id TEXT NOT NULL,
  -- The full-text row: follows creation time so that newest-first needs no sort.
  slot INTEGER NOT NULL UNIQUE,
  -- Grows with every change to this row or to its edits; readers that keep arrays ask for what is newer.
  revision INTEGER NOT NULL,
  -- 0 when nothing but edits is left of it: kept for them, shown nowhere.
  present INTEGER NOT NULL DEFAULT 1,
  -- Where its edits went when it turned out to be the same as another; undo follows it.
  merged_into INTEGER REFERENCES generation (id) ON DELETE SET NULL,
  kind TEXT,
  state TEXT NOT NULL,
  missing INTEGER NOT NULL DEFAULT 0,
  prompt TEXT,
  title TEXT,
  created_ms INTEGER,
  date_source TEXT,
  task_id TEXT,
  post_id TEXT,
  api_id TEXT,
  account TEXT,
  width INTEGER,
  height INTEGER,
  -- The stated size, for layout while no file's own is known.
  stated_width INTEGER,
  stated_height INTEGER,
  duration REAL,
  fps REAL,
  codec TEXT,
  has_audio INTEGER,
  model TEXT,
  operation TEXT,
  seed INTEGER,
  preset TEXT,
  author TEXT,
  mentions TEXT NOT NULL DEFAULT '[]',
  shots TEXT NOT NULL DEFAULT '[]',
  liked INTEGER NOT NULL DEFAULT 0,
  draft INTEGER NOT NULL DEFAULT 0,
  collections TEXT NOT NULL DEFAULT '[]',
  parent_post_id TEXT,
  root_post_id TEXT,
  formats TEXT NOT NULL DEFAULT '[]',
  provenance TEXT NOT NULL DEFAULT '{}',
  -- The file shown and previewed.
  file_id INTEGER REFERENCES file (id) ON DELETE SET NULL,
  -- Prompts that differ only in case, accents, width or space share it.
  prompt_hash BLOB,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX generation_revision ON generation (revision);
CREATE INDEX generation_task ON generation (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX generation_prompt ON generation (prompt_hash) WHERE prompt_hash IS NOT NULL;
CREATE INDEX generation_file_shown ON generation (file_id) WHERE file_id IS NOT NULL;

CREATE TABLE identifier (
  value TEXT PRIMARY KEY,
  generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX identifier_generation ON identifier (generation_id);

CREATE TABLE generation_record (
  generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
  record_id INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  PRIMARY KEY (generation_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX generation_record_record ON generation_record (record_id);

CREATE TABLE generation_file (
  generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
  file_id INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
  PRIMARY KEY (generation_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX generation_file_file ON generation_file (file_id);

-- rowid = generation.slot. The texts come already taken apart and folded (search/tokens.ts): tokens joined by spaces.
CREATE VIRTUAL TABLE generation_text USING fts5 (
  prompt, title, note,
  content = '', contentless_delete = 1, prefix = '1 2', tokenize = 'ascii'
);

-- ── What the person entered: never deleted by an import ──────────────────────────────────────────────────
CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  -- Folded for comparison: "Keepers" and "keepers" are one tag.
  folded TEXT NOT NULL UNIQUE,
  color TEXT
) STRICT;

CREATE TABLE generation_tag (
  generation_id INTEGER NOT NULL REFERENCES generation (id),
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  PRIMARY KEY (generation_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX generation_tag_tag ON generation_tag (tag_id);

CREATE TABLE mark (
  generation_id INTEGER PRIMARY KEY REFERENCES generation (id),
  favorite INTEGER NOT NULL DEFAULT 0,
  rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
  note TEXT NOT NULL DEFAULT ''
) STRICT;

-- Every edit, with what it changed (before) so that undo and redo work across restarts.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  change TEXT NOT NULL,
  -- JSON: what to put back, by generation.
  before TEXT NOT NULL,
  changed INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;

-- ── The library's own affairs ────────────────────────────────────────────────────────────────────────────
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  started_ms INTEGER NOT NULL,
  paths TEXT NOT NULL,
  -- The process that runs it: when that is no more, a running import was interrupted.
  pid INTEGER NOT NULL,
  outcome TEXT NOT NULL DEFAULT 'running',
  report TEXT
) STRICT;

CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter (name, value) VALUES ('revision', 0);
`;
