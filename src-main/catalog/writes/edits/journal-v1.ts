/** Reads journal entries of catalog version 1, which stored changes as JSON and moved edits when items merged. */
import type { Database } from 'better-sqlite3';
import type { JournalChange } from '../../../contract/organising/edit.ts';
import { statement } from '../../query-language/statement.ts';
import { type Delta, NO_CHANGE } from './delta.ts';
import { planMarks } from './item-changes.ts';
import { tagNamed } from './tag-rows.ts';

type Before =
  | { readonly of: 'membership'; readonly ids: readonly number[] }
  | { readonly of: 'values'; readonly was: readonly (readonly [id: number, value: number | string])[] };

/** The entry as a step; an unreadable entry gives an empty step. */
export function firstVersionStep(db: Database, change: JournalChange, text: string): Delta {
  const before = JSON.parse(text) as Before;
  if (before.of === 'membership') {
    const tag = 'tag' in change ? tagNamed(db, change.tag) : null;
    if (!tag) return NO_CHANGE;
    return {
      ...NO_CHANGE,
      tags: [{ tag: tag.id, added: change.set === 'tag-add', ids: before.ids.map((id) => followed(db, id)) }],
    };
  }
  if (change.set !== 'favorite' && change.set !== 'rating' && change.set !== 'note') return NO_CHANGE;
  const after =
    change.set === 'favorite' ? Number(change.favorite) : change.set === 'rating' ? change.rating : change.note;
  return planMarks(
    change.set,
    before.was.map(([id, was]) => [followed(db, id), was, after]),
  ).delta;
}

/** The generation that had the edits of `id` when version 2 began. */
function followed(db: Database, id: number): number {
  const heir = statement(db, `SELECT MIN(heir_id) FROM heir WHERE from_id = @id`).pluck();
  let shown = id;
  for (let step = 0; step < 100; step += 1) {
    const next = heir.get({ id: shown }) as number | null;
    if (next === null) break;
    shown = next;
  }
  return shown;
}
