/** Reads the annotations of items with all identifiers of each item, for a file of annotations. */
import type { WordsItem } from '../../../contract/organising/annotations-file.ts';
import { statement } from '../../query-language/statement.ts';
import type { QueryContext } from '../search/query-context.ts';
import { readStack, stackOf } from '../search/stacks.ts';

interface Row {
  readonly id: number;
  readonly publicId: string;
  readonly ids: string;
  readonly hashes: string;
  readonly tags: string;
  readonly favorite: number;
  readonly rating: number;
  readonly note: string;
  readonly collections: string;
}

/** The annotations of these rows, in the given order; rows without annotations are left out. */
export function readAnnotations(context: QueryContext, rowids: readonly number[]): WordsItem[] {
  const { db } = context;
  const stacked = rowids.filter((id) => stackOf(context, id) !== 0);
  const sql = `SELECT g.id, g.public_id AS publicId, IFNULL(m.favorite, 0) AS favorite, IFNULL(m.rating, 0) AS rating, IFNULL(m.note, '') AS note,
      (SELECT json_group_array(value) FROM identifier WHERE generation_id = g.id) AS ids,
      (SELECT json_group_array(DISTINCT lower(hex(f.sha256))) FROM generation_file gf JOIN file f ON f.id = gf.file_id
        WHERE gf.generation_id = g.id AND f.sha256 IS NOT NULL AND f.role IN ('original', 'watermark', 'no-watermark')) AS hashes,
      (SELECT json_group_array(name) FROM generation_tag JOIN tag ON tag.id = tag_id WHERE generation_id = g.id) AS tags,
      (SELECT json_group_array(json_array(name, i.position)) FROM collection_item i JOIN collection ON collection.id = collection_id
        WHERE generation_id = g.id) AS collections
    FROM json_each(:list) wanted JOIN generation g ON g.id = wanted.value LEFT JOIN mark m ON m.generation_id = g.id
    WHERE g.present = 1 AND (m.favorite <> 0 OR m.rating <> 0 OR m.note <> '' OR EXISTS (SELECT 1 FROM generation_tag WHERE generation_id = g.id)
      OR EXISTS (SELECT 1 FROM collection_item WHERE generation_id = g.id) OR g.id IN (SELECT value FROM json_each(:stacked)))
    ORDER BY wanted.key`;
  return (statement(db, sql).all({ list: JSON.stringify(rowids), stacked: JSON.stringify(stacked) }) as Row[]).map(
    (row) => ({
      ids: [...new Set([row.publicId, ...(JSON.parse(row.ids) as string[]).sort()])],
      sha256: (JSON.parse(row.hashes) as string[]).sort(),
      tags: (JSON.parse(row.tags) as string[]).sort(),
      rating: row.rating,
      favorite: row.favorite === 1,
      note: row.note,
      collections: (JSON.parse(row.collections) as [string, number][]).map(([name, position]) => ({ name, position })),
      stack: stackIn(context, row.id),
    }),
  );
}

function stackIn(context: QueryContext, rowid: number): WordsItem['stack'] {
  const stack = readStack(context, rowid);
  if (!stack) return null;
  const idOf = statement(context.db, 'SELECT public_id FROM generation WHERE id = :id').pluck();
  const name = (id: number): string => idOf.get({ id }) as string;
  return { cover: name(stack.cover), members: stack.members.map(name) };
}
