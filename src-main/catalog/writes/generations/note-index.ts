/** Updates the text index after changes of notes, which are searched together with prompts. */
import type { Database } from 'better-sqlite3';
import { indexGeneration, unindexGeneration } from '../../query-language/index-rows.ts';
import { statement } from '../../query-language/statement.ts';

/** The texts of a generation as the catalog stores them. */
export interface IndexedRow {
  readonly slot: number;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly shots: string;
  readonly note: string;
  readonly nameWords: string;
}

/** Reads {@link IndexedRow}s; the condition follows. */
export const INDEXED_ROWS = `SELECT slot, prompt, title, shots, ifnull(note, '') AS note, ifnull(name_words, '') AS nameWords
  FROM generation LEFT JOIN mark ON mark.generation_id = generation.id LEFT JOIN generation_place p ON p.generation_id = generation.id`;

/** Indexes these generations again with their current notes. */
export function reindexNotes(db: Database, ids: readonly number[]): void {
  for (const id of ids) {
    const found = statement(db, `${INDEXED_ROWS} WHERE generation.id = :id AND present = 1`).get({ id });
    if (!found) continue;
    unindexGeneration(db, (found as IndexedRow).slot);
    indexGeneration(db, found as IndexedRow);
  }
}
