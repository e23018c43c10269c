/** Keeps the text index in step with notes, which are searched together with prompts. */
import type { Database } from 'better-sqlite3';
import { indexGeneration, unindexGeneration } from '../search/index-rows.ts';

interface IndexedRow {
  readonly slot: number;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly note: string | null;
}

/** Indexes these generations anew with the notes they have now. */
export function reindexNotes(db: Database, ids: readonly number[]): void {
  const row = db.prepare<{ id: number }, IndexedRow>(
    `SELECT slot, prompt, title, note FROM generation LEFT JOIN mark ON mark.generation_id = generation.id
      WHERE generation.id = @id AND present = 1`,
  );
  for (const id of ids) {
    const found = row.get({ id });
    if (!found) continue;
    unindexGeneration(db, found.slot);
    indexGeneration(db, { ...found, note: found.note ?? '' });
  }
}
