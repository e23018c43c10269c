/** What an edit changes, row by row: enough to do it, to undo it and to do it again, packed small for the journal. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { differences, sums } from '../packed-ids.ts';

/** A row of one of the short tables, before and after; null where there is none. */
export interface RowChange {
  readonly table: keyof typeof TABLES;
  readonly before: Row | null;
  readonly after: Row | null;
}
export type Row = Readonly<Record<string, string | number | null>>;

/** The tables whose rows are kept whole, with their columns, the key first. */
export const TABLES = {
  tag: ['id', 'name', 'folded', 'color'],
  tag_alias: ['folded', 'name', 'tag_id'],
  collection: ['id', 'name', 'folded', 'query', 'position', 'created_ms'],
  saved_search: ['id', 'name', 'folded', 'q', 'sort', 'position'],
  kept_words: ['id', 'body'],
} as const;

/** Generations that get or lose a tag of their own. */
export interface TagLinks {
  readonly tag: number;
  readonly added: boolean;
  readonly ids: readonly number[];
}

export type MarkColumn = 'favorite' | 'rating' | 'note';

/** Generations whose own mark was one thing and becomes another. */
export interface MarkValues {
  readonly column: MarkColumn;
  readonly before: number | string;
  readonly after: number | string;
  readonly ids: readonly number[];
}

/** Places in a collection, for each of the generations; null: they had, or have, none. */
export interface Places {
  readonly collection: number;
  readonly ids: readonly number[];
  readonly before: readonly number[] | null;
  readonly after: readonly number[] | null;
}

/** The covers of the stacks that generations are in; null for none. */
export interface StackLinks {
  readonly ids: readonly number[];
  readonly before: readonly (number | null)[];
  readonly after: readonly (number | null)[];
}

/** One step of an edit. Ids are in any order; what a step names is as it was entered, not as it is inherited. */
export interface Delta {
  readonly rows: readonly RowChange[];
  readonly tags: readonly TagLinks[];
  readonly marks: readonly MarkValues[];
  readonly places: readonly Places[];
  readonly stacks: readonly StackLinks[];
  /** Inheritances that end because the heir now has everything as its own: [from, heir]. */
  readonly heirs: readonly (readonly [number, number])[];
}

export const NO_CHANGE: Delta = { rows: [], tags: [], marks: [], places: [], stacks: [], heirs: [] };

/** Whether nothing would change. */
export function isEmpty(delta: Delta): boolean {
  return Object.values(delta).every((part: readonly unknown[]) => part.length === 0);
}

/** What takes the step back. */
export function inverse(delta: Delta): Omit<Delta, 'heirs'> {
  return {
    rows: delta.rows.map(({ table, before, after }) => ({ table, before: after, after: before })),
    tags: delta.tags.map((links) => ({ ...links, added: !links.added })),
    marks: delta.marks.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })),
    places: delta.places.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })),
    stacks: delta.stacks.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })),
  };
}

/** Every generation that a step names, once. */
export function idsIn({ tags, marks, places, stacks, heirs }: Omit<Delta, 'rows'>): readonly number[] {
  const [first, ...others] = [...tags, ...marks, ...places, ...stacks];
  // The usual edit is one list, however long, and needs no set.
  if (first && others.length === 0 && heirs.length === 0) return first.ids;
  const ids = new Set<number>();
  for (const { ids: some } of [...tags, ...marks, ...places, ...stacks]) for (const id of some) ids.add(id);
  for (const [, heir] of heirs) ids.add(heir);
  return [...ids];
}

/**
 * The steps as bytes. Ids are written as differences and deflated: 100,000 of a row take a few hundred bytes, scattered ones
 * about one byte each, a tenth of their JSON.
 */
export function pack(steps: readonly Delta[]): Buffer {
  return deflateRawSync(JSON.stringify(steps.map((step) => withIds(step, differences))), { level: 1 });
}

/** The steps that {@link pack} packed. */
export function unpack(packed: Uint8Array): readonly Delta[] {
  return (JSON.parse(inflateRawSync(packed).toString()) as Delta[]).map((step) => withIds(step, sums));
}

function withIds(delta: Delta, turn: (ids: readonly number[]) => readonly number[]): Delta {
  const turned = <T extends { readonly ids: readonly number[] }>(part: T): T => ({ ...part, ids: turn(part.ids) });
  const { tags, marks, places, stacks } = delta;
  return { ...delta, tags: tags.map(turned), marks: marks.map(turned), places: places.map(turned), stacks: stacks.map(turned) };
}
