/** The second catalog: sources that are looked after, what files say of themselves, and everything people put in order. */

export const sql = `
-- ── Sources that are looked after ────────────────────────────────────────────────────────────────────────
-- The layout the person says it is; null: as detected.
ALTER TABLE source ADD COLUMN read_as TEXT;
ALTER TABLE source ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;
-- What gave the document away, in one sentence.
ALTER TABLE document ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- What became of every file of an import: gzipped JSON, many files a part (import/account.ts).
CREATE TABLE import_account (
  import_id INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (import_id, part)
) STRICT, WITHOUT ROWID;

-- ── What files say of themselves, and what they look like ────────────────────────────────────────────────
-- Content Credentials as read (media/c2pa), JSON; null while there are none or they were not read.
ALTER TABLE file ADD COLUMN c2pa TEXT;
-- Perceptual hashes of poster and filmstrip (media/likeness.ts); null until they were made.
ALTER TABLE file ADD COLUMN likeness BLOB;

-- ── Tags: further names that mean the same tag ───────────────────────────────────────────────────────────
CREATE TABLE tag_alias (
  folded TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_alias_tag ON tag_alias (tag_id);

-- ── Collections of the person's own: by hand and in order, or (query) whatever a search finds ────────────
CREATE TABLE collection (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  query TEXT,
  position REAL NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE collection_item (
  collection_id INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
  generation_id INTEGER NOT NULL REFERENCES generation (id),
  position REAL NOT NULL,
  PRIMARY KEY (collection_id, generation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_item_generation ON collection_item (generation_id);

-- ── Searches worth keeping, and the latest ones ──────────────────────────────────────────────────────────
CREATE TABLE saved_search (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  q TEXT NOT NULL,
  sort TEXT NOT NULL,
  position REAL NOT NULL
) STRICT;

CREATE TABLE recent_search (q TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, uses INTEGER NOT NULL DEFAULT 1) STRICT, WITHOUT ROWID;

-- ── Stacks: items shown as one because the person said so. The cover is the stack's name. ────────────────
CREATE TABLE stack_member (
  generation_id INTEGER PRIMARY KEY REFERENCES generation (id),
  cover_id INTEGER NOT NULL REFERENCES generation (id)
) STRICT;
CREATE INDEX stack_member_cover ON stack_member (cover_id);
`;
