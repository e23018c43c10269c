/**
 * Catalog version 2: watched sources, metadata inside files, and the order of the person (tags, collections, stacks).
 */

export const sql = `
-- ── Sources that are looked after ────────────────────────────────────────────────────────────────────────
-- The layout the person says it is; null: as detected.
ALTER TABLE source ADD COLUMN read_as TEXT;
ALTER TABLE source ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;
-- The outermost source around it, through which everything in it is read; null where it is read for itself.
ALTER TABLE source ADD COLUMN within INTEGER REFERENCES source (id) ON DELETE SET NULL;
-- What gave the document away (contract/signs.ts).
ALTER TABLE document ADD COLUMN sign TEXT NOT NULL DEFAULT '';

-- What became of every file of an import, many files a part (import/account.ts). Imports of what did not change share their parts.
CREATE TABLE account_part (
  id INTEGER PRIMARY KEY,
  -- SHA-256 of the JSON.
  hash BLOB NOT NULL UNIQUE,
  -- Gzipped JSON.
  body BLOB NOT NULL
) STRICT;
CREATE TABLE import_account (
  import_id INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  -- The source whose files these are; it may be removed since.
  source_id INTEGER NOT NULL,
  -- How many files of each fate are in it, JSON: parts without what is asked for stay closed.
  counts TEXT NOT NULL,
  account_part_id INTEGER NOT NULL REFERENCES account_part (id),
  PRIMARY KEY (import_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_account_part ON import_account (account_part_id);

-- ── What files say of themselves, and what they look like ────────────────────────────────────────────────
-- Content Credentials as read (media/c2pa), JSON; null while there are none or they were not read.
ALTER TABLE file ADD COLUMN c2pa TEXT;
-- What a file's poster and filmstrip look like, as packed by contract/likeness.ts; null until they were made.
CREATE TABLE likeness (
  file_id INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
  -- Grows with every change (counter 'likeness'); readers that keep arrays ask for what is newer.
  revision INTEGER NOT NULL,
  poster BLOB,
  frames BLOB
) STRICT;
CREATE INDEX likeness_revision ON likeness (revision);
INSERT INTO counter (name, value) VALUES ('likeness', 0);
-- Another content looks otherwise. A hash that becomes known says nothing new.
CREATE TRIGGER likeness_outdated AFTER UPDATE OF sha256, size ON file
WHEN old.size <> new.size OR (old.sha256 IS NOT NULL AND old.sha256 IS NOT new.sha256) BEGIN
  DELETE FROM likeness WHERE file_id = old.id;
END;

-- What was remixed from a post, and what came from the API.
CREATE INDEX generation_api ON generation (api_id) WHERE api_id IS NOT NULL;
CREATE INDEX generation_parent ON generation (parent_post_id) WHERE parent_post_id IS NOT NULL;

-- Pairs of which the person said that they are not the same, the lower number first: never proposed as a stack again.
CREATE TABLE unlike_pair (
  one INTEGER NOT NULL REFERENCES generation (id),
  other INTEGER NOT NULL REFERENCES generation (id),
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

-- ── What became of what ──────────────────────────────────────────────────────────────────────────────────
-- Where the edits of a generation are shown that is seen no more because others hold what it was made of. Its own edits stay
-- with it; its heirs carry copies (inherited = 1), made anew whenever either side changes (writes/inheritance.ts).
CREATE TABLE heir (
  from_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
  heir_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
  PRIMARY KEY (from_id, heir_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX heir_heir ON heir (heir_id);
INSERT INTO heir (from_id, heir_id) SELECT id, merged_into FROM generation WHERE merged_into IS NOT NULL;
ALTER TABLE generation_tag ADD COLUMN inherited INTEGER NOT NULL DEFAULT 0;
-- What was entered for the generation itself, where favorite, rating and note also hold what it inherited; else null.
ALTER TABLE mark ADD COLUMN own_favorite INTEGER;
ALTER TABLE mark ADD COLUMN own_rating INTEGER;
ALTER TABLE mark ADD COLUMN own_note TEXT;

-- Whether a generation is shown, without reading its wide row.
CREATE INDEX generation_present ON generation (id) WHERE present = 1;

-- Which generations an edit changed (packed-ids.ts): rewriting the revision of 100,000 wide rows took seconds. What: 'tag',
-- 'mark' or 'member'. The lists go back to the counter 'edited-from'.
CREATE TABLE edited (
  revision INTEGER PRIMARY KEY,
  what TEXT NOT NULL,
  ids BLOB NOT NULL
) STRICT;

-- What an entry changed, row by row, packed (writes/delta.ts); null for entries of the first version, which have it in before.
ALTER TABLE journal ADD COLUMN delta BLOB;

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
  inherited INTEGER NOT NULL DEFAULT 0,
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
-- Ids as they were entered: a reader takes a generation's heir for it.
CREATE TABLE stack_member (
  generation_id INTEGER PRIMARY KEY REFERENCES generation (id),
  cover_id INTEGER NOT NULL REFERENCES generation (id)
) STRICT;
CREATE INDEX stack_member_cover ON stack_member (cover_id);

-- ── Words brought along whose item is not here yet ───────────────────────────────────────────────────────
CREATE TABLE kept_words (
  id INTEGER PRIMARY KEY,
  -- One entry of the file (writes/words.ts), JSON, and its SHA-256: the same again is kept once.
  body TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE kept_words_name (
  -- An identifier, or sha256:….
  name TEXT NOT NULL,
  words_id INTEGER NOT NULL REFERENCES kept_words (id) ON DELETE CASCADE,
  PRIMARY KEY (name, words_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_words_name_words ON kept_words_name (words_id);
`;
