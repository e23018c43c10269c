/** Moves edits when generations merge or split: edits unite, and none is lost. */
import type { Database } from 'better-sqlite3';
import { updateCopiedEdits, updateInheritedEdits } from './inherited-edits.ts';
import { reindexNotes } from './note-index.ts';
import { nextRevision } from './revision.ts';

export interface EditTransfer {
  /**
   * Shows the edits of `from` on each generation that now has its records and files. Tags, collections and stacks
   * unite, the higher rating stays, different notes are joined. Without heirs nothing changes.
   */
  inherit(from: number, heirs: readonly number[]): void;
  /** Ends the inheritance of a generation that is shown again. */
  returned(id: number): void;
}

/** Prepares statements on the write connection. Call the functions inside a transaction. */
export function openEditTransfer(db: Database): EditTransfer {
  const heirsOf = db.prepare<{ id: number }, number>(`SELECT heir_id FROM heir WHERE from_id = @id`).pluck();
  const forget = db.prepare(`DELETE FROM heir WHERE from_id = @id`);
  const remember = db.prepare(`INSERT OR IGNORE INTO heir (from_id, heir_id) VALUES (@from, @heir)`);
  const pointTo = db.prepare(`UPDATE generation SET merged_into = @heir WHERE id = @from`);
  const count = db.prepare(`UPDATE generation SET revision = @revision WHERE id = @id`);
  const hasEdits = db
    .prepare<{ id: number }, number>(
      `SELECT EXISTS (SELECT 1 FROM generation_tag WHERE generation_id = @id) OR EXISTS (SELECT 1 FROM mark WHERE generation_id = @id)
           OR EXISTS (SELECT 1 FROM collection_item WHERE generation_id = @id) OR EXISTS (SELECT 1 FROM stack_member WHERE generation_id = @id)
           OR EXISTS (SELECT 1 FROM heir WHERE heir_id = @id)`,
    )
    .pluck();

  const renewed = (ids: readonly number[], reworded: readonly number[]): void => {
    if (ids.length === 0) return;
    reindexNotes(db, reworded);
    const revision = nextRevision(db);
    for (const id of ids) count.run({ id, revision });
  };
  const leave = (id: number): void => {
    const before = heirsOf.all({ id });
    if (before.length === 0) return;
    forget.run({ id });
    renewed(before, updateCopiedEdits(db, before));
    const above = updateInheritedEdits(db, before);
    renewed(above.renewed, above.reworded);
  };

  return {
    inherit(from, heirs) {
      const [first] = heirs;
      if (first === undefined) return;
      leave(from);
      for (const heir of heirs) remember.run({ from, heir });
      pointTo.run({ from, heir: first });
      if (hasEdits.get({ id: from }) !== 1) return;
      const { renewed: shown, reworded } = updateInheritedEdits(db, heirs);
      renewed(shown, reworded);
    },
    returned: leave,
  };
}
