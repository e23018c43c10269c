/** Keeps the text index in step with notes, which are searched together with prompts. */
import type { Database } from 'better-sqlite3';
import { indexGeneration, unindexGeneration } from '../search/index-rows.ts';

interface IndexedRow {
  readonly slot: number;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly shots: string;
  readonly note: string | null;
}

/** Indexes these generations anew with the notes they have now. */
export function reindexNotes(db: Database, ids: readonly number[]): void {
  const row = db.prepare<{ id: number }, IndexedRow>(
    `SELECT slot, prompt, title, shots, note FROM generation LEFT JOIN mark ON mark.generation_id = generation.id
      WHERE generation.id = @id AND present = 1`,
  );
  for (const id of ids) {
    const found = row.get({ id });
    if (!found) continue;
    unindexGeneration(db, found.slot);
    indexGeneration(db, { ...found, note: found.note ?? '' });
  }
}

/** What the index holds of a generation; grows when that changes. 1: prompt, title and note. 2: shots beyond the prompt, too. */
const VERSION = 2;

/** Indexes anew what an earlier program indexed with less. Does nothing once it is done. */
export function bringIndexUpToDate(db: Database): void {
  const version = db.prepare<[], number>(`SELECT value FROM counter WHERE name = 'text-index'`).pluck().get() ?? 1;
  if (version >= VERSION) return;
  db.transaction(() => {
    const told = db.prepare<[], number>(`SELECT id FROM generation WHERE shots <> '[]' AND present = 1`).pluck().all();
    reindexNotes(db, told);
    db.prepare(`INSERT INTO counter (name, value) VALUES ('text-index', @version) ON CONFLICT (name) DO UPDATE SET value = @version`).run({
      version: VERSION,
    });
  }).immediate();
}
