/** Writes to the full-text index. */
import type { Database } from 'better-sqlite3';
import { statement } from './statement.ts';
import { indexText } from './tokens.ts';

/** What of a generation is searched as text. */
export interface GenerationText {
  readonly slot: number;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly note: string;
}

/** Puts a generation's texts into the full-text index. Its slot must be free there: see {@link unindexGeneration}. */
export function indexGeneration(db: Database, texts: GenerationText): void {
  // A bound number reaches SQLite as REAL, which FTS5 does not take for a rowid: hence BigInt.
  statement(db, 'INSERT INTO generation_text (rowid, prompt, title, note) VALUES (:slot, :prompt, :title, :note)').run({
    slot: BigInt(texts.slot),
    prompt: indexText(texts.prompt),
    title: indexText(texts.title),
    note: indexText(texts.note),
  });
}

/** Takes a generation out of the full-text index; nothing happens when it is not there. */
export function unindexGeneration(db: Database, slot: number): void {
  statement(db, 'DELETE FROM generation_text WHERE rowid = :slot').run({ slot: BigInt(slot) });
}
