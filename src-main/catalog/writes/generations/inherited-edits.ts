/**
 * Inherited edits: a merged item shows the edits of all generations merged into it. Each generation keeps the edits
 * entered for it. Its heirs hold copies, which are updated here when either side changes. So an undo reverts exactly
 * what was entered, and when a merge is split again, each generation has exactly its own edits.
 */
import type { Database } from 'better-sqlite3';
import { statement } from '../../query-language/statement.ts';

/** All generations merged into `heir` (transitively), and `heir` itself. */
const MEMBERS = `WITH RECURSIVE member (heir, id) AS (
    SELECT value, value FROM json_each(@list)
    UNION SELECT member.heir, heir.from_id FROM member JOIN heir ON heir.heir_id = member.id)`;

/** Updates the copies of these generations and of all their heirs; returns the generations whose note changed. */
export function updateInheritedEdits(
  db: Database,
  ids: readonly number[],
): { readonly renewed: readonly number[]; readonly reworded: readonly number[] } {
  const nobody = statement(db, 'SELECT NOT EXISTS (SELECT 1 FROM heir)').pluck().get() === 1;
  const sql = `WITH RECURSIVE above (id) AS (
      SELECT value FROM json_each(@list) UNION SELECT heir.heir_id FROM above JOIN heir ON heir.from_id = above.id)
    SELECT id FROM above WHERE EXISTS (SELECT 1 FROM heir WHERE heir_id = id)`;
  const renewed = nobody
    ? []
    : (statement(db, sql)
        .pluck()
        .all({ list: JSON.stringify(ids) }) as number[]);
  return { renewed, reworded: renewed.length === 0 ? [] : updateCopiedEdits(db, renewed) };
}

/**
 * Updates the copies of these heirs, also when they inherit from none any more; returns the generations whose note
 * changed.
 */
export function updateCopiedEdits(db: Database, heirs: readonly number[]): readonly number[] {
  const list = JSON.stringify(heirs);
  statement(
    db,
    `DELETE FROM generation_tag WHERE inherited = 1 AND generation_id IN (SELECT value FROM json_each(@list))`,
  ).run({ list });
  statement(
    db,
    `${MEMBERS} INSERT OR IGNORE INTO generation_tag (generation_id, tag_id, inherited)
      SELECT member.heir, tag_id, 1 FROM member JOIN generation_tag ON generation_id = member.id AND inherited = 0
       WHERE member.id <> member.heir`,
  ).run({ list });
  statement(
    db,
    `DELETE FROM collection_item WHERE inherited = 1 AND generation_id IN (SELECT value FROM json_each(@list))`,
  ).run({ list });
  statement(
    db,
    `${MEMBERS} INSERT OR IGNORE INTO collection_item (collection_id, generation_id, position, inherited)
      SELECT collection_id, member.heir, MIN(position), 1 FROM member JOIN collection_item ON generation_id = member.id AND inherited = 0
       WHERE member.id <> member.heir GROUP BY collection_id, member.heir`,
  ).run({ list });
  return renewMarks(db, list);
}

interface OwnMark {
  readonly heir: number;
  readonly id: number;
  readonly favorite: number;
  readonly rating: number;
  readonly note: string;
  readonly shown: string;
}

/** The highest rating wins, one favourite suffices, and different notes are joined in alphabetical order. */
function renewMarks(db: Database, list: string): readonly number[] {
  const sql = `${MEMBERS} SELECT member.heir, member.id, IFNULL(own_favorite, favorite) AS favorite, IFNULL(own_rating, rating) AS rating,
      IFNULL(own_note, note) AS note, note AS shown
    FROM member JOIN mark ON mark.generation_id = member.id`;
  const families = Map.groupBy(statement(db, sql).all({ list }) as OwnMark[], ({ heir }) => heir);
  const put = statement(
    db,
    `INSERT INTO mark (generation_id, favorite, rating, note, own_favorite, own_rating, own_note)
     VALUES (@heir, @favorite, @rating, @note, @ownFavorite, @ownRating, @ownNote)
     ON CONFLICT (generation_id) DO UPDATE SET favorite = excluded.favorite, rating = excluded.rating, note = excluded.note,
       own_favorite = excluded.own_favorite, own_rating = excluded.own_rating, own_note = excluded.own_note`,
  );
  const reworded: number[] = [];
  for (const [heir, members] of families) {
    const own = members.find(({ id }) => id === heir);
    const isAlone = own !== undefined && members.length === 1;
    const united = {
      favorite: Math.max(...members.map(({ favorite }) => favorite)),
      rating: Math.max(...members.map(({ rating }) => rating)),
      note: [...new Set(members.map(({ note }) => note).filter((note) => note !== ''))].sort().join('\n\n'),
    };
    put.run({
      heir,
      ...united,
      ownFavorite: isAlone ? null : (own?.favorite ?? 0),
      ownRating: isAlone ? null : (own?.rating ?? 0),
      ownNote: isAlone ? null : (own?.note ?? ''),
    });
    if (united.note !== (own?.shown ?? '')) reworded.push(heir);
  }
  return reworded;
}
