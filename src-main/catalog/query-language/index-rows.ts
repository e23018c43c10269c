/** Writes to the text index. */
import type { Database } from 'better-sqlite3';
import type { Shot } from '../../contract/items/generation.ts';
import { statement } from './statement.ts';
import { indexText } from './tokens.ts';

/** The searched texts of a generation. */
export interface GenerationText {
  readonly slot: number;
  readonly prompt: string | null;
  readonly title: string | null;
  readonly note: string;
  /** The storyboard, as stored: JSON. */
  readonly shots: string;
  /** The words of the names of its files, as places.ts gives them. */
  readonly nameWords: string;
}

/** Adds the texts of a generation to the text index. Its slot must be free; see {@link unindexGeneration}. */
export function indexGeneration(db: Database, texts: GenerationText): void {
  // BigInt, because a bound number is REAL and FTS5 does not accept REAL as a rowid.
  statement(
    db,
    'INSERT INTO generation_text (rowid, prompt, title, note, name) VALUES (:slot, :prompt, :title, :note, :name)',
  ).run({
    slot: BigInt(texts.slot),
    prompt: indexText(withShots(texts)),
    title: indexText(texts.title),
    note: indexText(texts.note),
    name: indexText(texts.nameWords),
  });
}

/** Removes a generation from the text index, if it is there. */
export function unindexGeneration(db: Database, slot: number): void {
  statement(db, 'DELETE FROM generation_text WHERE rowid = :slot').run({ slot: BigInt(slot) });
}

/**
 * The prompt and the shots that it does not contain: some services store shots separately. Phrases do not cross between
 * them.
 */
function withShots({ prompt, shots }: GenerationText): string | null {
  if (shots === '[]') return prompt;
  const further = (JSON.parse(shots) as Shot[]).map(({ text }) => text).filter((text) => !prompt?.includes(text));
  return [...(prompt === null ? [] : [prompt]), ...further].join(' / ');
}
