/** What a person may change: edits of items and the selection they apply to, and the arranging of tags, collections and searches. */
import { z } from 'zod';
import { CollectionName, SearchName, TagColor, TagName } from './names.ts';
import { Sort } from './search.ts';

/** What an edit applies to: some generations, or a whole result however large. */
export const Selection = z.discriminatedUnion('by', [
  z.object({ by: z.literal('rowids'), rowids: z.array(z.number().int()).max(1_000_000) }),
  z.object({
    by: z.literal('query'),
    q: z.string(),
    except: z.array(z.number().int()).default([]),
    /** The person was told that a part of `q` is not understood, and decided to go on ("query-not-understood"). */
    asUnderstood: z.boolean().optional(),
  }),
]);
export type Selection = z.infer<typeof Selection>;

const LONGEST_NOTE = 100_000;
const LONGEST_QUERY = 10_000;
const Rowid = z.number().int();

/** A change of items; tags may be named by an alias. Collections are named as people name them, without regard to case or accents. */
export const Change = z.discriminatedUnion('set', [
  z.object({ set: z.literal('tag-add'), tag: TagName }),
  z.object({ set: z.literal('tag-remove'), tag: TagName }),
  z.object({ set: z.literal('favorite'), favorite: z.boolean() }),
  z.object({ set: z.literal('rating'), rating: z.number().int().min(0).max(5) }),
  z.object({ set: z.literal('note'), note: z.string().max(LONGEST_NOTE) }),
  /** Puts a paragraph behind the note of each item. */
  z.object({ set: z.literal('note-append'), text: z.string().min(1, 'There is nothing to append.').max(LONGEST_NOTE) }),
  /** At the end of a collection made by hand, in the order in which rowids are given; what a query finds comes newest first. */
  z.object({
    set: z.literal('collection-add'),
    collection: CollectionName,
    /** Makes the collection in the same step; one of that name is refused ("collection-exists"). */
    create: z.boolean().optional(),
  }),
  z.object({ set: z.literal('collection-remove'), collection: CollectionName }),
  /** Moves items of a collection before another of its items; null: to its end. */
  z.object({ set: z.literal('collection-order'), collection: CollectionName, before: Rowid.nullable() }),
  /** Shows the items as one, with `cover` (one of them) on top; stacks they belong to unite. */
  z.object({ set: z.literal('stack'), cover: Rowid }),
  /** Takes the items out of their stacks; a stack without two items is none. A cover takes its whole stack apart. */
  z.object({ set: z.literal('unstack') }),
]);
export type Change = z.infer<typeof Change>;

export const Edit = z.object({ selection: Selection, change: Change });
export type Edit = z.infer<typeof Edit>;

/**
 * A change of tags, collections and saved searches themselves. A new name that is taken is refused ("tag-exists" …) unless
 * `merge` says that both are to become one.
 */
export const Arrangement = z.discriminatedUnion('set', [
  /** Also its children: `project` → `work` makes `work/x` of `project/x`. */
  z.object({ set: z.literal('tag-rename'), tag: TagName, to: TagName, merge: z.boolean().default(false) }),
  /** Everything under `tag` goes to the same place under `into`; colours and aliases that `into` lacks go along. */
  z.object({ set: z.literal('tag-merge'), tag: TagName, into: TagName }),
  /** Under another tag, or (null) to the top. */
  z.object({ set: z.literal('tag-move'), tag: TagName, under: TagName.nullable(), merge: z.boolean().default(false) }),
  /** With its children. */
  z.object({ set: z.literal('tag-delete'), tag: TagName }),
  z.object({ set: z.literal('tag-color'), tag: TagName, color: TagColor.nullable() }),
  /** `merge`: when the alias is a tag itself, its items get `tag` instead. */
  z.object({ set: z.literal('tag-alias-add'), tag: TagName, alias: TagName, merge: z.boolean().default(false) }),
  z.object({ set: z.literal('tag-alias-remove'), alias: TagName }),

  /** With a query it is smart: it holds whatever the query finds. */
  z.object({
    set: z.literal('collection-create'),
    collection: CollectionName,
    query: z.string().max(LONGEST_QUERY).nullable().default(null),
  }),
  z.object({ set: z.literal('collection-rename'), collection: CollectionName, to: CollectionName }),
  /** Of a smart collection only. */
  z.object({ set: z.literal('collection-query'), collection: CollectionName, query: z.string().max(LONGEST_QUERY) }),
  z.object({ set: z.literal('collection-delete'), collection: CollectionName }),
  /** Before another in the list; null: to its end. */
  z.object({ set: z.literal('collection-move'), collection: CollectionName, before: CollectionName.nullable() }),

  z.object({ set: z.literal('search-save'), search: SearchName, q: z.string().max(LONGEST_QUERY), sort: Sort.default('newest') }),
  z.object({ set: z.literal('search-change'), search: SearchName, q: z.string().max(LONGEST_QUERY), sort: Sort }),
  z.object({ set: z.literal('search-rename'), search: SearchName, to: SearchName }),
  z.object({ set: z.literal('search-delete'), search: SearchName }),
  z.object({ set: z.literal('search-move'), search: SearchName, before: SearchName.nullable() }),
]);
export type Arrangement = z.infer<typeof Arrangement>;
/** As it is asked for: what has a default may be left out. */
export type ArrangementInput = z.input<typeof Arrangement>;

/** Words that were brought along: from a file, or kept until their item appeared. */
export const WordsBrought = z.object({ set: z.literal('words'), from: z.enum(['file', 'kept']), name: z.string() });
export type WordsBrought = z.infer<typeof WordsBrought>;

/** Everything that the journal knows how to undo. */
export const JournalChange = z.union([Change, Arrangement, WordsBrought]);
export type JournalChange = z.infer<typeof JournalChange>;

/** What came of an edit, an undo or a redo; `changed` counts generations that really differ now. */
export const EditResult = z.object({
  changed: z.number().int(),
  /** The journal entry, null when nothing changed. */
  journalId: z.number().int().nullable(),
  /** What undo and redo would do next, null when there is nothing. */
  undo: JournalChange.nullable(),
  redo: JournalChange.nullable(),
});
export type EditResult = z.infer<typeof EditResult>;

/** One entry of the journal, for the history. */
export const HistoryEntry = z.object({
  id: z.number().int(),
  at: z.string(),
  change: JournalChange,
  changed: z.number().int(),
  undone: z.boolean(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
