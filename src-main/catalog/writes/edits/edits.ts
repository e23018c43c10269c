/** Edits of the person. Each is one journal entry that can be undone and redone, also after a restart. */
import type { Database } from 'better-sqlite3';
import { type Scope, union } from '../../../contract/organising/change.ts';
import type {
  Arrangement,
  Change,
  EditResult,
  HistoryEntry,
  JournalChange,
  UndoResult,
} from '../../../contract/organising/edit.ts';
import { CatalogError } from '../../catalog-error.ts';
import { statement } from '../../query-language/statement.ts';
import { readRevision } from '../generations/revision.ts';
import { doStep, undoStep } from './apply-delta.ts';
import { planLists } from './arrange-lists.ts';
import { planTags, type TagArrangement } from './arrange-tags.ts';
import { isEmpty } from './delta.ts';
import type { EditPlan } from './edit-plan.ts';
import { planAdoption, planChange } from './item-changes.ts';
import { canBeUndone, markUndone, nextChange, nextEntry, readHistory, writeEntry } from './journal.ts';

export interface Edits {
  /**
   * Applies `change` to the generations with these rowids; counts only generations that changed. @throws CatalogError
   */
  apply(rowids: readonly number[], change: Change): EditResult;
  /** Changes the lists of tags, collections and saved searches. @throws CatalogError */
  arrange(wish: Arrangement): EditResult;
  /**
   * Takes back the latest entry; with `to`, that one and everything after it, or nothing at all. @throws CatalogError
   * "not-found"
   */
  undo(to?: number | null): UndoResult;
  redo(): EditResult;
  journal(): EditResult;
  history(limit: number): readonly HistoryEntry[];
}

/** Opens the edits on the write connection. */
export function openEdits(db: Database): Edits {
  forgetOldLists(db);
  return {
    apply: (rowids, change) =>
      db.transaction(() => perform(db, change, () => planChange(db, rowids, change))).immediate(),
    arrange: (wish) => db.transaction(() => perform(db, wish, () => planArrangement(db, wish))).immediate(),
    undo: (to = null) => db.transaction(() => (to === null ? stepsOf(undoLast(db)) : undoBackTo(db, to))).immediate(),
    redo: () => db.transaction(() => redoNext(db)).immediate(),
    journal: () => result(db, 0, null, null),
    history: (limit) => readHistory(db, limit),
  };
}

/**
 * The number of lists of edited generations that stay when a library is opened. A reader that is further behind loads
 * everything.
 */
const LISTS_KEPT = 1_000;

function forgetOldLists(db: Database): void {
  const last = statement(db, `SELECT revision FROM edited ORDER BY revision DESC LIMIT 1 OFFSET @kept`)
    .pluck()
    .get({ kept: LISTS_KEPT });
  if (last === undefined) return;
  db.transaction(() => {
    statement(
      db,
      `INSERT INTO counter (name, value) VALUES ('edited-from', @last) ON CONFLICT (name) DO UPDATE SET value = @last`,
    ).run({
      last,
    });
    statement(db, `DELETE FROM edited WHERE revision <= @last`).run({ last });
  }).immediate();
}

function planArrangement(db: Database, wish: Arrangement): EditPlan {
  return wish.set.startsWith('tag-')
    ? planTags(db, wish as TagArrangement)
    : planLists(db, wish as Exclude<Arrangement, TagArrangement>);
}

/** Applies a plan and writes its journal entry. Call inside a transaction. */
function perform(db: Database, change: JournalChange, plan: () => EditPlan): EditResult {
  const first = plan();
  if (isEmpty(first.delta)) return result(db, 0, null, null);
  // Only edits of items are inherited. Changes of lists concern entered annotations directly.
  const adoption = isOfItems(change) ? planAdoption(db, first.changed) : null;
  const adopted = adoption && doStep(db, adoption);
  const { delta, changed } = adoption ? plan() : first;
  const done = doStep(db, delta);
  const journalId = writeEntry(db, change, changed.length, adoption ? [adoption, delta] : [delta]);
  return result(db, changed.length, journalId, adopted ? union(adopted, done) : done);
}

const OF_ITEMS: ReadonlySet<JournalChange['set']> = new Set<JournalChange['set']>([
  'tag-add',
  'tag-remove',
  'favorite',
  'rating',
  'note',
  'note-append',
  'collection-add',
  'collection-remove',
  'collection-order',
  'stack',
  'unstack',
  'words',
]);
const isOfItems = ({ set }: JournalChange): boolean => OF_ITEMS.has(set);

function undoLast(db: Database): EditResult {
  const entry = nextEntry(db, 'undo');
  if (!entry) return result(db, 0, null, null);
  const scopes = entry.steps.toReversed().map((step) => undoStep(db, step));
  markUndone(db, entry.id, true);
  return result(db, entry.changed, entry.id, scopes.reduce(union, NOTHING));
}

const stepsOf = (undone: EditResult): UndoResult => ({ ...undone, steps: undone.journalId === null ? 0 : 1 });

function undoBackTo(db: Database, to: number): UndoResult {
  if (!canBeUndone(db, to))
    throw new CatalogError('not-found', 'This change was undone already, or is not in the history any more.', null);
  let [steps, changed] = [0, 0];
  let scope = NOTHING;
  for (;;) {
    const undone = undoLast(db);
    steps += 1;
    changed += undone.changed;
    if (undone.change) scope = union(scope, undone.change.scope);
    if (undone.journalId === null || undone.journalId <= to)
      return { ...undone, change: undone.change && { ...undone.change, scope }, changed, steps };
  }
}

function redoNext(db: Database): EditResult {
  const entry = nextEntry(db, 'redo');
  if (!entry) return result(db, 0, null, null);
  const scopes = entry.steps.map((step) => doStep(db, step));
  markUndone(db, entry.id, false);
  return result(db, entry.changed, entry.id, scopes.reduce(union, NOTHING));
}

const NOTHING: Scope = { parts: [], items: [] };

function result(db: Database, changed: number, journalId: number | null, scope: Scope | null): EditResult {
  const change = scope && { revision: readRevision(db), scope };
  return { changed, journalId, change, undo: nextChange(db, 'undo'), redo: nextChange(db, 'redo') };
}
