/** The types of a library's organisation: tags, collections, saved searches, stacks, and words files. */
import { z } from 'zod';
import { Problem } from '../archive/problem.ts';
import { Sort } from '../searching/search.ts';
import { TagColor } from './tag-colors.ts';

export const TagInfo = z.object({
  name: z.string(),
  color: TagColor.nullable(),
  /** Other names for this tag, sorted. */
  aliases: z.array(z.string()),
  /** The number of items with this tag, and the number with this tag or a child of it. */
  count: z.number().int(),
  total: z.number().int(),
});
export type TagInfo = z.infer<typeof TagInfo>;

/** A collection of the user. Collections from sources appear only as names in the sidebar's counts. */
export const CollectionInfo = z.object({
  name: z.string(),
  /** The query of a smart collection; null for a manual one. */
  query: z.string().nullable(),
  count: z.number().int(),
  /** The first item of the collection; null when it is empty. */
  cover: z.number().int().nullable(),
});
export type CollectionInfo = z.infer<typeof CollectionInfo>;

export const SavedSearch = z.object({ name: z.string(), q: z.string(), sort: Sort });
export type SavedSearch = z.infer<typeof SavedSearch>;

/**
 * All tags, collections and searches. Collections and searches have the user's order, tags are sorted by name. Parent
 * tags are listed even without items of their own. Other tags without items are listed when they have a colour or an
 * alias.
 */
export const Organised = z.object({
  tags: z.array(TagInfo),
  collections: z.array(CollectionInfo),
  searches: z.array(SavedSearch),
});
export type Organised = z.infer<typeof Organised>;

/** The stack of an item: its cover first, then the others, newest first. */
export const Stack = z.object({ cover: z.number().int(), members: z.array(z.number().int()) });
export type Stack = z.infer<typeof Stack>;

/** How many of the chosen items each manual collection contains. Collections with none of them are left out. */
export const Membership = z.object({ total: z.number().int(), collections: z.record(z.string(), z.number().int()) });
export type Membership = z.infer<typeof Membership>;

/** The result of importing a words file. */
export const WordsReport = z.object({
  /** The number of entries with a known item, and the number of items that changed. */
  matched: z.number().int(),
  changed: z.number().int(),
  /** Entries whose item is not in the library yet. They are kept until it appears. */
  kept: z.number().int(),
  /** The number of added collections, saved searches, colours and aliases. */
  arranged: z.number().int(),
  problems: z.array(Problem),
  journalId: z.number().int().nullable(),
});
export type WordsReport = z.infer<typeof WordsReport>;

/** The result of writing sidecars. */
export const SidecarReport = z.object({
  directory: z.string(),
  written: z.number().int(),
  /** Sidecars that already had this content. */
  unchanged: z.number().int(),
  problems: z.array(Problem),
});
export type SidecarReport = z.infer<typeof SidecarReport>;
