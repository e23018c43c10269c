/**
 * Catalog version 3: the text index also stores word beginnings of three and four letters, so that a partly typed word
 * is found as fast as a whole one.
 */

export const sql = `
-- As before, with prefix 3 and 4: what merging the words behind such a beginning took is 20 to 80 ms at a million rows. It is
-- filled anew when the catalog is opened for writing (writes/note-index.ts), from what the generations hold.
DROP TABLE generation_text;
CREATE VIRTUAL TABLE generation_text USING fts5 (
  prompt, title, note,
  content = '', contentless_delete = 1, prefix = '1 2 3 4', tokenize = 'ascii'
);
INSERT INTO counter (name, value) VALUES ('text-index', 0) ON CONFLICT (name) DO UPDATE SET value = 0;
`;
