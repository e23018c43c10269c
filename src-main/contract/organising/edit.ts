/**
 * The changes that a user can make: edits of items and their selection, and the arranging of tags, collections and
 * searches.
 */
import { z } from 'zod';
import { Sort } from '../searching/search.ts';
import { Scope } from './change.ts';
import { CollectionName, SearchName, TagName } from './names.ts';
import { TagColor } from './tag-colors.ts';

/** The items that an edit changes: some generations, or a whole result of any size. */
export const Selection = z.discriminatedUnion('type', [
  z.object({ type: z.literal('rowids'), rowids: z.array(z.number().int()).max(1_000_000) }),
  z.object({
    type: z.literal('query'),
    q: z.string(),
    except: z.array(z.number().int()).default([]),
    /** The user saw that a part of `q` is not understood, and decided to continue ("query-not-understood"). */
    asUnderstood: z.boolean().optional(),
  }),
]);
export type Selection = z.infer<typeof Selection>;

const LONGEST_NOTE = 100_000;
const LONGEST_QUERY = 10_000;
const Rowid = z.number().int();

/** A change of items. An alias can stand for its tag. Collection names are compared without case and accents. */
export const Change = z.discriminatedUnion('set', [
  z.object({ set: z.literal('tag-add'), tag: TagName }),
  z.object({ set: z.literal('tag-remove'), tag: TagName }),
  z.object({ set: z.literal('favorite'), favorite: z.boolean() }),
  z.object({ set: z.literal('rating'), rating: z.number().int().min(0).max(5) }),
  z.object({ set: z.literal('note'), note: z.string().max(LONGEST_NOTE) }),
  /** Appends a paragraph to the note of each item. */
  z.object({ set: z.literal('note-append'), text: z.string().min(1, 'There is nothing to append.').max(LONGEST_NOTE) }),
  /** Appends to a manual collection, in the order of the rowids. The results of a query are appended newest first. */
  z.object({
    set: z.literal('collection-add'),
    collection: CollectionName,
    /** Creates the collection in the same step. An existing name is refused ("collection-exists"). */
    create: z.boolean().optional(),
  }),
  z.object({ set: z.literal('collection-remove'), collection: CollectionName }),
  /** Moves items of a collection before another of its items; null: to its end. */
  z.object({ set: z.literal('collection-order'), collection: CollectionName, before: Rowid.nullable() }),
  /** Shows the items as one stack with `cover` (one of them) on top. Existing stacks of the items are united. */
  z.object({ set: z.literal('stack'), cover: Rowid }),
  /** Takes the items out of their stacks. A stack with fewer than two items ends. A cover dissolves its whole stack. */
  z.object({ set: z.literal('unstack') }),
]);
export type Change = z.infer<typeof Change>;

export const Edit = z.object({ selection: Selection, change: Change });
export type Edit = z.infer<typeof Edit>;

/**
 * A change of tags, collections and saved searches themselves. A new name that exists is refused ("tag-exists" …)
 * unless `merge` asks to unite both.
 */
export const Arrangement = z.discriminatedUnion('set', [
  /** Renames its children too: `project` → `work` changes `project/x` to `work/x`. */
  z.object({ set: z.literal('tag-rename'), tag: TagName, to: TagName, merge: z.boolean().default(false) }),
  /**
   * Moves everything under `tag` to the same place under `into`. Colours and aliases that `into` lacks are taken over.
   */
  z.object({ set: z.literal('tag-merge'), tag: TagName, into: TagName }),
  /** Moves under another tag, or (null) to the top. */
  z.object({ set: z.literal('tag-move'), tag: TagName, under: TagName.nullable(), merge: z.boolean().default(false) }),
  /** Deletes its children too. */
  z.object({ set: z.literal('tag-delete'), tag: TagName }),
  z.object({ set: z.literal('tag-color'), tag: TagName, color: TagColor.nullable() }),
  /** `merge`: when the alias is a tag itself, its items get `tag` instead. */
  z.object({ set: z.literal('tag-alias-add'), tag: TagName, alias: TagName, merge: z.boolean().default(false) }),
  z.object({ set: z.literal('tag-alias-remove'), alias: TagName }),

  /** With a query, the collection is smart: it contains the results of the query. */
  z.object({
    set: z.literal('collection-create'),
    collection: CollectionName,
    query: z.string().max(LONGEST_QUERY).nullable().default(null),
  }),
  z.object({ set: z.literal('collection-rename'), collection: CollectionName, to: CollectionName }),
  /** Only for a smart collection. */
  z.object({ set: z.literal('collection-query'), collection: CollectionName, query: z.string().max(LONGEST_QUERY) }),
  z.object({ set: z.literal('collection-delete'), collection: CollectionName }),
  /** Moves before another collection in the list; null: to the end. */
  z.object({ set: z.literal('collection-move'), collection: CollectionName, before: CollectionName.nullable() }),

  z.object({
    set: z.literal('search-save'),
    search: SearchName,
    q: z.string().max(LONGEST_QUERY),
    sort: Sort.default('newest'),
  }),
  z.object({ set: z.literal('search-change'), search: SearchName, q: z.string().max(LONGEST_QUERY), sort: Sort }),
  z.object({ set: z.literal('search-rename'), search: SearchName, to: SearchName }),
  z.object({ set: z.literal('search-delete'), search: SearchName }),
  z.object({ set: z.literal('search-move'), search: SearchName, before: SearchName.nullable() }),
]);
export type Arrangement = z.infer<typeof Arrangement>;
/** An arrangement as a request sends it: fields with a default are optional. */
export type ArrangementInput = z.input<typeof Arrangement>;

/** Edits from a words file, or edits that were kept until their item appeared. */
const WordsBrought = z.object({ set: z.literal('words'), from: z.enum(['file', 'kept']), name: z.string() });
export type WordsBrought = z.infer<typeof WordsBrought>;

/** All changes that the journal can undo. */
export const JournalChange = z.union([Change, Arrangement, WordsBrought]);
export type JournalChange = z.infer<typeof JournalChange>;

/** The result of an edit, an undo or a redo. `changed` counts the generations that differ afterwards. */
export const EditResult = z.object({
  changed: z.number().int(),
  /** The journal entry, null when nothing changed. */
  journalId: z.number().int().nullable(),
  /** The catalog's revision after the edit, and what it changed; null when nothing changed. */
  change: z.object({ revision: z.number().int(), scope: Scope }).nullable(),
  /** The changes that undo and redo would apply next; null when there is none. */
  undo: JournalChange.nullable(),
  redo: JournalChange.nullable(),
});
export type EditResult = z.infer<typeof EditResult>;

/** What an undo took back: `changed` of all its entries together; `journalId` is the oldest of them. */
export const UndoResult = EditResult.extend({ steps: z.number().int() });
export type UndoResult = z.infer<typeof UndoResult>;

/** What is to be undone: the entry `to` and everything after it; null: the latest entry. */
export const Undo = z.object({ to: z.number().int().nullable().default(null) });

/** One entry of the journal, for the history list. */
export const HistoryEntry = z.object({
  id: z.number().int(),
  at: z.string(),
  change: JournalChange,
  changed: z.number().int(),
  undone: z.boolean(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
