/** What a catalog says, without the numbers that depend on the order of work: for comparing two of them. */
import type { Database } from 'better-sqlite3';

/** Every present generation with its fields, records, files, identifiers and edits, sorted by id. */
export function dump(db: Database): unknown {
  const rows = db.prepare(`SELECT * FROM generation WHERE present = 1 ORDER BY identity`).all() as Record<
    string,
    unknown
  >[];
  const list = (sql: string, id: unknown): unknown[] => db.prepare(sql).raw().all({ id });
  return rows.map(({ id, slot, revision, hash, merged_into, file_id, prompt_hash, ...fields }) => ({
    ...fields,
    records: list(
      `SELECT document.path, document.entry, document.format, record.key, record.raw FROM generation_record
         JOIN record ON record.id = record_id JOIN document ON document.id = document_id WHERE generation_id = @id ORDER BY 1, 2, 3, 4`,
      id,
    ),
    files: list(
      `SELECT path, entry, role, size, hex(sha256), missing, damage FROM generation_file JOIN file ON file.id = file_id
        WHERE generation_id = @id ORDER BY 1, 2`,
      id,
    ),
    names: list(`SELECT value FROM identifier WHERE generation_id = @id ORDER BY 1`, id),
    tags: list(
      `SELECT folded FROM generation_tag JOIN tag ON tag.id = tag_id WHERE generation_id = @id ORDER BY 1`,
      id,
    ),
    mark: list(`SELECT favorite, rating, note FROM mark WHERE generation_id = @id`, id),
    shown: list(`SELECT path, entry FROM file WHERE id = @id`, file_id),
  }));
}
