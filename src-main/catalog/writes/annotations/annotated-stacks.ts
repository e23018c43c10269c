/** Unites stacks from a file of annotations with existing stacks. Existing covers stay. */
import type { Database } from 'better-sqlite3';
import type { WordsItem } from '../../../contract/organising/annotations-file.ts';
import { type Delta, NO_CHANGE, type StackLinks } from '../edits/delta.ts';
import type { EditPlan } from '../edits/edit-plan.ts';
import { planAdoption } from '../edits/item-changes.ts';
import { coversOf, planStack } from '../edits/stack-changes.ts';
import { ownerOf } from './annotation-owner.ts';

/**
 * Stacks the items that the file stacks, if they exist. An existing cover stays the cover.
 * @param take applies a step
 * @returns the items whose stack changed
 */
export function uniteStacks(
  db: Database,
  items: readonly WordsItem[],
  take: (delta: Delta | null) => void,
): readonly number[] {
  const given = new Map(items.flatMap(({ stack }) => (stack ? [[JSON.stringify(stack), stack] as const] : [])));
  const changed: number[] = [];
  // Stacks without common members share one step: a step for each stack took a minute for ten thousand.
  let links: StackLinks[] = [];
  const touched = new Set<number>();
  const flush = (): void => {
    take({ ...NO_CHANGE, stacks: links });
    links = [];
    touched.clear();
  };
  for (const { cover, members } of given.values()) {
    const [first, ...others] = [cover, ...members].map((id) => ownerOf(db, { ids: [id], sha256: [] }));
    const ids = [...new Set([first, ...others])].filter((id) => id != null);
    if (ids.length < 2) continue;
    const plan = (): EditPlan => planned(db, ids);
    let step = plan();
    if (step.changed.some((id) => touched.has(id)) || ids.some((id) => touched.has(id))) {
      flush();
      step = plan();
    }
    const adoption = planAdoption(db, step.changed);
    if (adoption) {
      flush();
      take(adoption);
      step = plan();
    }
    links.push(...step.delta.stacks);
    for (const id of [...ids, ...step.changed]) touched.add(id);
    changed.push(...step.changed);
  }
  flush();
  return changed;
}

/** @param ids the new cover first */
function planned(db: Database, ids: readonly number[]): EditPlan {
  const covers = coversOf(db, ids);
  const cover = covers[0] ?? (ids[0] as number);
  return planStack(db, [...new Set([cover, ...ids])], cover);
}
