/** Finds the item of an entry in a file of annotations. */
import type { Database } from 'better-sqlite3';
import type { WordsItem } from '../../../contract/organising/annotations-file.ts';
import { statement } from '../../query-language/statement.ts';

/** The item of an entry: by the first known identifier, otherwise by the hash of its content. */
export function ownerOf(db: Database, { ids, sha256 }: Pick<WordsItem, 'ids' | 'sha256'>): number | null {
  const byName = statement(
    db,
    `SELECT generation_id FROM json_each(@names) AS wanted JOIN identifier ON identifier.value = wanted.value
       JOIN generation ON generation.id = generation_id WHERE present = 1 ORDER BY wanted.key LIMIT 1`,
  ).pluck();
  const named = byName.get({ names: JSON.stringify(ids) }) as number | undefined;
  if (named !== undefined) return named;
  const byContent = statement(
    db,
    `SELECT generation.id FROM json_each(@hashes) AS wanted JOIN file ON file.sha256 = unhex(wanted.value)
       JOIN generation_file ON generation_file.file_id = file.id JOIN generation ON generation.id = generation_id
      WHERE present = 1 AND role IN ('original', 'watermark', 'no-watermark') ORDER BY wanted.key, generation.id LIMIT 1`,
  ).pluck();
  const own = ids.flatMap((id) => (id.startsWith('sha256:') ? [id.slice(7)] : []));
  return (byContent.get({ hashes: JSON.stringify([...sha256, ...own]) }) as number | undefined) ?? null;
}
