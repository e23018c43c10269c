/** Writes to the full-text index. */
import type { Database } from 'better-sqlite3';
import type { Shot } from '../../contract/generation.ts';
import { statement } from './statement.ts';
import { indexText } from './tokens.ts';

/** What of a generation is searched as text. */
export interface GenerationText {
  readonly slot: number;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly note: string;
  /** The storyboard, as stored: JSON. */
  readonly shots: string;
}

/** Puts a generation's texts into the full-text index. Its slot must be free there: see {@link unindexGeneration}. */
export function indexGeneration(db: Database, texts: GenerationText): void {
  // A bound number reaches SQLite as REAL, which FTS5 does not take for a rowid: hence BigInt.
  statement(db, 'INSERT INTO generation_text (rowid, prompt, title, note) VALUES (:slot, :prompt, :title, :note)').run({
    slot: BigInt(texts.slot),
    prompt: indexText(withShots(texts)),
    title: indexText(texts.title),
    note: indexText(texts.note),
  });
}

/** Takes a generation out of the full-text index; nothing happens when it is not there. */
export function unindexGeneration(db: Database, slot: number): void {
  statement(db, 'DELETE FROM generation_text WHERE rowid = :slot').run({ slot: BigInt(slot) });
}

/** The prompt, and what the storyboard says beyond it: some services keep the shots apart. No phrase crosses from one to the next. */
function withShots({ prompt, shots }: GenerationText): string | null {
  if (shots === '[]') return prompt;
  const further = (JSON.parse(shots) as Shot[]).map(({ text }) => text).filter((text) => !prompt?.includes(text));
  return [...(prompt === null ? [] : [prompt]), ...further].join(' / ');
}
