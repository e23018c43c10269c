/**
 * Groups generations by prompt: an array holds the prompt number of each rowid, and the most frequent spelling is
 * known.
 */
import type { Database } from 'better-sqlite3';
import type { PromptGroups, PromptOrder } from '../../../contract/organising/prompts.ts';
import { statement } from '../../query-language/statement.ts';
import type { Columns } from '../columns/columns.ts';
import { growArray } from '../columns/grow-array.ts';

/** The prompts of the library. Empty at first; call {@link bringUpToDate} before use. */
export interface PromptIndex {
  /** The revision that was read last. */
  revision: number;
  /** The prompt number of each rowid; 0 for none. */
  codes: Uint32Array;
  readonly numbers: Map<string, number>;
  /** By prompt number: a generation with the most frequent spelling when spellings differ, otherwise 0. */
  heads: Uint32Array;
}

export const openPromptIndex = (): PromptIndex => ({
  revision: -1,
  codes: new Uint32Array(0),
  numbers: new Map(),
  heads: new Uint32Array(0),
});

/** Reads changed prompts. Call inside a read transaction. @param revision the current revision of the catalog */
export function bringUpToDate(db: Database, index: PromptIndex, revision: number): void {
  if (index.revision === revision) return;
  const isNew = index.revision < 0 || revision < index.revision;
  const sql = `SELECT id, CASE WHEN present = 1 THEN prompt_hash END FROM generation WHERE revision > :since`;
  const rows = statement(db, sql)
    .raw()
    .all({ since: isNew ? -1 : index.revision }) as (readonly [number, Buffer | null])[];
  const highest = rows.reduce((most, [id]) => Math.max(most, id), 0);
  index.codes = growArray(index.codes, highest + 1);
  for (const [id, hash] of rows) index.codes[id] = hash === null ? 0 : numberOf(index, hash);
  index.revision = revision;
  // The most frequent spelling is read again only when prompts changed.
  if (rows.length > 0) index.heads = readHeads(db, index);
}

function numberOf({ numbers }: PromptIndex, hash: Buffer): number {
  const key = hash.toString('latin1');
  const known = numbers.get(key) ?? numbers.size + 1;
  numbers.set(key, known);
  return known;
}

/** For each prompt with several spellings: a generation with the most frequent one. */
function readHeads(db: Database, index: PromptIndex): Uint32Array {
  const sql = `
    SELECT prompt_hash, COUNT(*), MIN(id) FROM generation WHERE present = 1 AND prompt_hash IN (
      SELECT prompt_hash FROM generation WHERE present = 1 AND prompt_hash IS NOT NULL GROUP BY prompt_hash HAVING COUNT(*) > 1)
    GROUP BY prompt_hash, prompt`;
  const spellings = statement(db, sql).raw().all() as (readonly [hash: Buffer, times: number, id: number])[];
  const heads = new Uint32Array(index.numbers.size + 1);
  const most = new Uint32Array(index.numbers.size + 1);
  const seen = new Uint8Array(index.numbers.size + 1);
  for (const [hash, times, id] of spellings) {
    const number = numberOf(index, hash);
    seen[number] = Math.min(2, (seen[number] as number) + 1);
    if (times < (most[number] as number) || (times === most[number] && id > (heads[number] as number))) continue;
    most[number] = times;
    heads[number] = id;
  }
  return heads.map((id, number) => (seen[number] === 2 ? id : 0));
}

/** Groups positions by prompt; items without a prompt are left out. @param found newest first */
export function groupByPrompt(
  index: PromptIndex,
  columns: Columns,
  found: Uint32Array,
  order: PromptOrder,
): PromptGroups {
  const { codes, heads } = index;
  const codeAt = (position: number): number => codes[columns.rowid[position] as number] ?? 0;
  const sizes = new Uint32Array(index.numbers.size + 1);
  const numbers: number[] = [];
  for (const position of found) {
    const code = codeAt(position);
    if (code === 0) continue;
    if (sizes[code] === 0) numbers.push(code);
    sizes[code] = (sizes[code] as number) + 1;
  }
  if (order === 'variations') numbers.sort((a, b) => (sizes[b] as number) - (sizes[a] as number));

  const starts = new Uint32Array(numbers.length + 1);
  const next = new Uint32Array(sizes.length);
  numbers.forEach((code, at) => {
    next[code] = starts[at] as number;
    starts[at + 1] = (starts[at] as number) + (sizes[code] as number);
  });
  const ids = new Uint32Array(starts[numbers.length] as number);
  const aspects = new Uint8Array(ids.length);
  for (const position of found) {
    const code = codeAt(position);
    if (code === 0) continue;
    const at = next[code] as number;
    next[code] = at + 1;
    ids[at] = columns.rowid[position] as number;
    aspects[at] = columns.aspect[position] as number;
  }
  const headOf = (code: number, at: number): number => heads[code] || (ids[starts[at] as number] as number);
  return { heads: Uint32Array.from(numbers, headOf), starts, ids, aspects };
}

/** The rowids with the same prompt, including this one; empty when it has no prompt. */
export function samePrompt(index: PromptIndex, columns: Columns, rowid: number): readonly number[] {
  const wanted = index.codes[rowid] ?? 0;
  if (wanted === 0) return [];
  return Array.from(columns.rowid).filter((other) => index.codes[other] === wanted);
}
