/** Catalog version 6: the names and folders of files are searched, and folders are a filter. */

export const sql = `
-- Where the files of a generation are and what they are called, derived from its files (places.ts). Beside the wide row, because
-- a scan of all of them reads nothing else. Generations without such a file have no row.
CREATE TABLE generation_place (
  generation_id INTEGER PRIMARY KEY REFERENCES generation (id) ON DELETE CASCADE,
  -- JSON: the folders of its files as paths, sorted; a zip is a folder. A source that is one file is its own folder.
  folders TEXT NOT NULL,
  -- The words of the files' names (contract/items/name-words.ts).
  name_words TEXT NOT NULL
) STRICT;

-- The version of the readers that read the source last (import/collect/fingerprint.ts); 0 for older ones.
ALTER TABLE source ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;

-- As before, with the names of files. It is filled anew when the catalog is opened for writing (writes/generations/refill-index.ts).
DROP TABLE generation_text;
CREATE VIRTUAL TABLE generation_text USING fts5 (
  prompt, title, note, name,
  content = '', contentless_delete = 1, prefix = '1 2 3 4', tokenize = 'ascii'
);
INSERT INTO counter (name, value) VALUES ('text-index', 0) ON CONFLICT (name) DO UPDATE SET value = 0;
`;
