/** What becomes of a person's edits when two generations turn out to be one: they unite, and nothing is lost. */
import type { Database } from 'better-sqlite3';
import { reindexNotes } from './note-index.ts';
import { nextRevision } from './revision.ts';

interface Mark {
  readonly favorite: number;
  readonly rating: number;
  readonly note: string;
}

export interface EditTransfer {
  /**
   * Gives the tags, favourite, rating and note of `from` to every generation that now holds what it was made of:
   * tags unite, the higher rating stays, different notes follow each other. Without heirs everything stays where it is.
   */
  inherit(from: number, heirs: readonly number[]): void;
}

/** Prepares the transfer on the write connection; to be called inside a transaction. */
export function openEditTransfer(db: Database): EditTransfer {
  const copyTags = db.prepare(
    `INSERT OR IGNORE INTO generation_tag (generation_id, tag_id) SELECT @heir, tag_id FROM generation_tag WHERE generation_id = @from`,
  );
  const dropTags = db.prepare(`DELETE FROM generation_tag WHERE generation_id = @from`);
  const mark = db.prepare<{ id: number }, Mark>(`SELECT favorite, rating, note FROM mark WHERE generation_id = @id`);
  const putMark = db.prepare(
    `INSERT INTO mark (generation_id, favorite, rating, note) VALUES (@id, @favorite, @rating, @note)
     ON CONFLICT (generation_id) DO UPDATE SET favorite = @favorite, rating = @rating, note = @note`,
  );
  const dropMark = db.prepare(`DELETE FROM mark WHERE generation_id = @from`);
  const pointTo = db.prepare(`UPDATE generation SET merged_into = @heir WHERE id = @from`);
  const count = db.prepare(`UPDATE generation SET revision = @revision WHERE id = @id`);

  const give = (from: number, heir: number): void => {
    const tags = copyTags.run({ from, heir }).changes;
    const given = mark.get({ id: from });
    if (given) putMark.run({ id: heir, ...united(mark.get({ id: heir }) ?? null, given) });
    if (given?.note) reindexNotes(db, [heir]);
    if (tags > 0 || given) count.run({ id: heir, revision: nextRevision(db) });
  };

  return {
    inherit(from, heirs) {
      const [first] = heirs;
      if (first === undefined) return;
      for (const heir of heirs) give(from, heir);
      dropTags.run({ from });
      dropMark.run({ from });
      pointTo.run({ from, heir: first });
    },
  };
}

function united(own: Mark | null, given: Mark): Mark {
  if (!own) return given;
  const notes = [own.note, given.note].filter((note) => note !== '');
  return {
    favorite: Math.max(own.favorite, given.favorite),
    rating: Math.max(own.rating, given.rating),
    note: [...new Set(notes)].sort().join('\n\n'),
  };
}
