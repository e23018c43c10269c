/** Updates the text index after changes of notes, which are searched together with prompts. */
import type { Database } from 'better-sqlite3';
import { indexGeneration, unindexGeneration } from '../../query-language/index-rows.ts';
import { refoldNames } from '../../query-language/named-rows.ts';
import { promptKey } from '../../query-language/tokens.ts';

interface IndexedRow {
  readonly slot: number;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly shots: string;
  readonly note: string | null;
}

/** Indexes these generations again with their current notes. */
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

/**
 * The version of the index. 2: also shots that the prompt does not contain. 3: word beginnings of up to four letters. 4:
 * another folding (contract/searching/fold.ts), and words with hyphens as one word.
 */
const VERSION = 4;

/** Builds the index again when an older version made it: once, about 0.1 ms for each generation. */
export function bringIndexUpToDate(db: Database): void {
  const read = db.prepare<[], number>(`SELECT value FROM counter WHERE name = 'text-index'`).pluck();
  const isDone = (): boolean => (read.get() ?? 1) >= VERSION;
  if (isDone()) return;
  db.transaction(() => {
    // Two processes may open an old library at the same time. The second one finds the index up to date.
    if (isDone()) return;
    refoldNames(db);
    indexAll(db);
    db.prepare(
      `INSERT INTO counter (name, value) VALUES ('text-index', @version) ON CONFLICT (name) DO UPDATE SET value = @version`,
    ).run({
      version: VERSION,
    });
  }).immediate();
}

/** Rows read before they are indexed: a connection with an open read statement cannot write. */
const CHUNK = 2_000;

/** Indexes all rows in the order of slots, which is the fastest order for the index. */
function indexAll(db: Database): void {
  db.exec(`INSERT INTO generation_text (generation_text) VALUES ('delete-all')`);
  const next = db.prepare<{ after: number }, IndexedRow>(
    `SELECT slot, prompt, title, shots, note FROM generation LEFT JOIN mark ON mark.generation_id = generation.id
      WHERE slot > @after AND present = 1 ORDER BY slot LIMIT ${CHUNK}`,
  );
  const putKey = db.prepare(`UPDATE generation SET prompt_hash = @key WHERE slot = @slot AND prompt_hash IS NOT @key`);
  for (let rows = next.all({ after: 0 }); rows.length > 0; rows = next.all({ after: rows.at(-1)?.slot as number }))
    for (const row of rows) {
      indexGeneration(db, { ...row, note: row.note ?? '' });
      if (row.prompt !== null) putKey.run({ slot: row.slot, key: promptKey(row.prompt) });
    }
}
