/** Plans the annotations of items after they are united with those of a file. */
import type { Database } from 'better-sqlite3';
import type { WordsItem } from '../../../contract/organising/annotations-file.ts';
import { foldText } from '../../../contract/searching/fold.ts';
import { statement } from '../../query-language/statement.ts';
import { type MarkColumn, NO_CHANGE } from '../edits/delta.ts';
import type { EditPlan } from '../edits/edit-plan.ts';
import { planMarks } from '../edits/item-changes.ts';
import { resolveTagAlias, tagNamed } from '../edits/tag-rows.ts';

interface AnnotationDraft {
  readonly id: number;
  readonly item: WordsItem;
}
interface Mark {
  favorite: number;
  rating: number;
  note: string;
}

/**
 * Unites tags and collections, keeps the higher rating and any favourite, and joins different notes. The tags must
 * exist.
 */
export function uniteItems(db: Database, brought: readonly AnnotationDraft[]): EditPlan {
  const tags = newTags(db, brought);
  const places = newPlaces(db, brought);
  const marks = newMarks(db, brought);
  const changed = new Set([
    ...tags.flatMap(({ ids }) => ids),
    ...places.flatMap(({ ids }) => ids),
    ...marks.flatMap((part) => part.changed),
  ]);
  return {
    delta: { ...NO_CHANGE, tags, places, marks: marks.flatMap(({ delta }) => delta.marks) },
    changed: [...changed],
  };
}

function newTags(db: Database, brought: readonly AnnotationDraft[]) {
  const has = statement(
    db,
    `SELECT EXISTS (SELECT 1 FROM generation_tag WHERE generation_id = @id AND tag_id = @tag)`,
  ).pluck();
  const known = new Map<string, number | null>();
  const tagOf = (written: string): number | null => {
    const found = known.get(written);
    if (found !== undefined) return found;
    const tag = tagNamed(db, resolveTagAlias(db, written))?.id ?? null;
    known.set(written, tag);
    return tag;
  };
  const gaining = new Map<number, Set<number>>();
  for (const { id, item } of brought) {
    for (const written of item.tags) {
      const tag = tagOf(written);
      if (tag === null || has.get({ id, tag }) === 1) continue;
      gaining.set(tag, (gaining.get(tag) ?? new Set()).add(id));
    }
  }
  return [...gaining].map(([tag, ids]) => ({ tag, added: true, ids: [...ids].sort((a, b) => a - b) }));
}

/** Appends to collections, in the order of the file. */
function newPlaces(db: Database, brought: readonly AnnotationDraft[]) {
  const collectionOf = statement(db, `SELECT id FROM collection WHERE folded = @folded AND query IS NULL`).pluck();
  const has = statement(
    db,
    `SELECT EXISTS (SELECT 1 FROM collection_item WHERE collection_id = @collection AND generation_id = @id)`,
  ).pluck();
  const lastOf = statement(
    db,
    `SELECT IFNULL(MAX(position), 0) FROM collection_item WHERE collection_id = @collection`,
  ).pluck();
  const wanted = Map.groupBy(
    brought.flatMap(({ id, item }) =>
      item.collections.map(({ name, position }) => ({ id, folded: foldText(name), position })),
    ),
    ({ folded }) => folded,
  );
  return [...wanted].flatMap(([folded, places]) => {
    const collection = collectionOf.get({ folded }) as number | undefined;
    if (collection === undefined) return [];
    const inOrder = places.toSorted((a, b) => a.position - b.position).map(({ id }) => id);
    const ids = [...new Set(inOrder)].filter((id) => has.get({ collection, id }) === 0);
    const last = Math.floor(lastOf.get({ collection }) as number);
    return ids.length === 0 ? [] : [{ collection, ids, before: null, after: ids.map((_, at) => last + 1 + at) }];
  });
}

function newMarks(db: Database, brought: readonly AnnotationDraft[]): readonly EditPlan[] {
  const read = statement(db, `SELECT favorite, rating, note FROM mark WHERE generation_id = @id`);
  const before = new Map<number, Mark>();
  const after = new Map<number, Mark>();
  for (const { id, item } of brought) {
    const standing = after.get(id) ?? (read.get({ id }) as Mark | undefined) ?? { favorite: 0, rating: 0, note: '' };
    if (!before.has(id)) before.set(id, standing);
    after.set(id, {
      favorite: Math.max(standing.favorite, Number(item.favorite)),
      rating: Math.max(standing.rating, item.rating),
      note: bothNotes(standing.note, item.note),
    });
  }
  const column = (name: MarkColumn): EditPlan => {
    const values = [...after].map(([id, mark]) => [id, (before.get(id) as Mark)[name], mark[name]] as const);
    return planMarks(
      name,
      values.filter(([, was, is]) => was !== is),
    );
  };
  return [column('favorite'), column('rating'), column('note')];
}

/** Joins two notes without repeating equal paragraphs. */
function bothNotes(own: string, given: string): string {
  const says = (whole: string, part: string): boolean => `\n\n${whole}\n\n`.includes(`\n\n${part}\n\n`);
  if (given === '' || says(own, given)) return own;
  return own === '' || says(given, own) ? given : `${own}\n\n${given}`;
}
