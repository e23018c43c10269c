/**
 * Deltas: the rows that an edit changes, with old and new values, so that it can be undone and redone. Packed for the
 * journal.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { differences, sums } from '../../packed-ids.ts';

/** A row of a short table before and after the edit; null when it does not exist. */
export interface RowChange {
  readonly table: keyof typeof TABLES;
  readonly before: Row | null;
  readonly after: Row | null;
}
export type Row = Readonly<Record<string, string | number | null>>;

/** The tables whose whole rows are in deltas, with their columns; the key comes first. */
export const TABLES = {
  tag: ['id', 'name', 'folded', 'color'],
  tag_alias: ['folded', 'name', 'tag_id'],
  collection: ['id', 'name', 'folded', 'query', 'position', 'created_ms'],
  saved_search: ['id', 'name', 'folded', 'q', 'sort', 'position'],
  kept_words: ['id', 'body'],
} as const;

/** Generations that get or lose a tag. */
export interface TagLinks {
  readonly tag: number;
  readonly added: boolean;
  readonly ids: readonly number[];
}

export type MarkColumn = 'favorite' | 'rating' | 'note';

/** Generations whose own mark changes, with the old and the new value. */
export interface MarkValues {
  readonly column: MarkColumn;
  readonly before: number | string;
  readonly after: number | string;
  readonly ids: readonly number[];
}

/** The old and new positions of generations in a collection; null for none. */
export interface Places {
  readonly collection: number;
  readonly ids: readonly number[];
  readonly before: readonly number[] | null;
  readonly after: readonly number[] | null;
}

/** The old and new covers of the stacks of generations; null for none. */
export interface StackLinks {
  readonly ids: readonly number[];
  readonly before: readonly (number | null)[];
  readonly after: readonly (number | null)[];
}

/** One step of an edit. Ids have any order. A step concerns entered annotations, never inherited ones. */
export interface Delta {
  readonly rows: readonly RowChange[];
  readonly tags: readonly TagLinks[];
  readonly marks: readonly MarkValues[];
  readonly places: readonly Places[];
  readonly stacks: readonly StackLinks[];
  /** Inheritances that end, because the heir now has the edits as its own: [from, heir]. */
  readonly heirs: readonly (readonly [number, number])[];
}

export const NO_CHANGE: Delta = { rows: [], tags: [], marks: [], places: [], stacks: [], heirs: [] };

/** Whether a delta changes nothing. */
export function isEmpty(delta: Delta): boolean {
  return Object.values(delta).every((part: readonly unknown[]) => part.length === 0);
}

/** The delta that reverts this one. */
export function inverse(delta: Delta): Omit<Delta, 'heirs'> {
  return {
    rows: delta.rows.map(({ table, before, after }) => ({ table, before: after, after: before })),
    tags: delta.tags.map((links) => ({ ...links, added: !links.added })),
    marks: delta.marks.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })),
    places: delta.places.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })),
    stacks: delta.stacks.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })),
  };
}

/** All generations of a step, each once. */
export function idsIn({ tags, marks, places, stacks, heirs }: Omit<Delta, 'rows'>): readonly number[] {
  const [first, ...others] = [...tags, ...marks, ...places, ...stacks];
  // Most edits have a single list and need no set.
  if (first && others.length === 0 && heirs.length === 0) return first.ids;
  const ids = new Set<number>();
  for (const { ids: some } of [...tags, ...marks, ...places, ...stacks]) for (const id of some) ids.add(id);
  for (const [, heir] of heirs) ids.add(heir);
  return [...ids];
}

/**
 * Packs steps into bytes. Ids are stored as differences and deflated: 100,000 consecutive ids take a few hundred bytes,
 * scattered ids about one byte each, a tenth of their JSON.
 */
export function pack(steps: readonly Delta[]): Buffer {
  return deflateRawSync(JSON.stringify(steps.map((step) => withIds(step, differences))), { level: 1 });
}

/** The inverse of {@link pack}. */
export function unpack(packed: Uint8Array): readonly Delta[] {
  return (JSON.parse(inflateRawSync(packed).toString()) as Delta[]).map((step) => withIds(step, sums));
}

function withIds(delta: Delta, turn: (ids: readonly number[]) => readonly number[]): Delta {
  const turned = <T extends { readonly ids: readonly number[] }>(part: T): T => ({ ...part, ids: turn(part.ids) });
  const { tags, marks, places, stacks } = delta;
  return {
    ...delta,
    tags: tags.map(turned),
    marks: marks.map(turned),
    places: places.map(turned),
    stacks: stacks.map(turned),
  };
}
