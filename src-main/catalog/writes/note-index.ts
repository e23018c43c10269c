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

/** How the index is made; grows when that changes. 2: shots beyond the prompt, too. 3: beginnings of up to four letters. */
const VERSION = 3;

/** Fills the index anew where an earlier program made it in another way: about 0.1 ms a generation, once. */
export function bringIndexUpToDate(db: Database): void {
  const read = db.prepare<[], number>(`SELECT value FROM counter WHERE name = 'text-index'`).pluck();
  const isDone = (): boolean => (read.get() ?? 1) >= VERSION;
  if (isDone()) return;
  db.transaction(() => {
    // Two processes may open an old library at once: whoever gets the lock second finds it done.
    if (isDone()) return;
    indexAll(db);
    db.prepare(`INSERT INTO counter (name, value) VALUES ('text-index', @version) ON CONFLICT (name) DO UPDATE SET value = @version`).run({
      version: VERSION,
    });
  }).immediate();
}

/** Rows read before they are indexed: a connection that reads on cannot write. */
const CHUNK = 2_000;

/** In the order of slots, which the index takes in the fastest. */
function indexAll(db: Database): void {
  db.exec(`INSERT INTO generation_text (generation_text) VALUES ('delete-all')`);
  const next = db.prepare<{ after: number }, IndexedRow>(
    `SELECT slot, prompt, title, shots, note FROM generation LEFT JOIN mark ON mark.generation_id = generation.id
      WHERE slot > @after AND present = 1 ORDER BY slot LIMIT ${CHUNK}`,
  );
  for (let rows = next.all({ after: 0 }); rows.length > 0; rows = next.all({ after: rows.at(-1)?.slot as number }))
    for (const row of rows) indexGeneration(db, { ...row, note: row.note ?? '' });
}
