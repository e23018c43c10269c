/**
 * Reads what API jobs were remixed from: the field `remixed_from_video_id` of their raw records. It names no post, so
 * no column holds it.
 */
import type { Database } from 'better-sqlite3';
import { statement } from '../../query-language/statement.ts';

export interface ApiRemixes {
  /** From a rowid to the API id that it was remixed from; from an API id to the rowids that were remixed from it. */
  readonly parents: ReadonlyMap<number, string>;
  readonly children: ReadonlyMap<string, readonly number[]>;
}

/** Reads the whole library: people have a few thousand API jobs at most. Long records are left out. */
export function readApiRemixes(db: Database): ApiRemixes {
  const sql = `SELECT g.id, r.raw FROM generation g JOIN generation_record gr ON gr.generation_id = g.id JOIN record r ON r.id = gr.record_id
    WHERE g.api_id IS NOT NULL AND g.present = 1 AND LENGTH(r.raw) < 100000 AND r.raw LIKE '%"remixed_from_video_id":"%'`;
  const parents = new Map<number, string>();
  const children = new Map<string, number[]>();
  for (const [id, raw] of statement(db, sql).raw().iterate() as Iterable<readonly [number, string]>) {
    const parent = /"remixed_from_video_id":"([\w-]{1,200})"/.exec(raw)?.[1]?.toLowerCase();
    if (parent === undefined || parents.has(id)) continue;
    parents.set(id, parent);
    children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  return { parents, children };
}
