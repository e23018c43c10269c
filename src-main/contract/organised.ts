/** How a library is put in order: its tags, collections, saved searches and stacks, and the words that can be taken along. */
import { z } from 'zod';
import { TagColor } from './names.ts';
import { Problem } from './problem.ts';
import { Sort } from './search.ts';

export const TagInfo = z.object({
  name: z.string(),
  color: TagColor.nullable(),
  /** Further names that mean this tag, sorted. */
  aliases: z.array(z.string()),
  /** How many items carry it, and how many carry it or a child of it. */
  count: z.number().int(),
  total: z.number().int(),
});
export type TagInfo = z.infer<typeof TagInfo>;

/** A collection of the person's own; the ones that sources state are names in the sidebar's counts only. */
export const CollectionInfo = z.object({
  name: z.string(),
  /** What a smart collection holds; null for one that is filled by hand. */
  query: z.string().nullable(),
  count: z.number().int(),
  /** The first item that is shown, null when there is none. */
  cover: z.number().int().nullable(),
});
export type CollectionInfo = z.infer<typeof CollectionInfo>;

export const SavedSearch = z.object({ name: z.string(), q: z.string(), sort: Sort });
export type SavedSearch = z.infer<typeof SavedSearch>;

/**
 * Everything that is arranged, in the person's order; tags by name, parents listed even when nothing carries them. Tags that
 * nothing carries are listed when they have a colour or an alias.
 */
export const Organised = z.object({
  tags: z.array(TagInfo),
  collections: z.array(CollectionInfo),
  searches: z.array(SavedSearch),
});
export type Organised = z.infer<typeof Organised>;

/** The stack an item belongs to: its cover first, then the others, newest first. */
export const Stack = z.object({ cover: z.number().int(), members: z.array(z.number().int()) });
export type Stack = z.infer<typeof Stack>;

/** How many of some chosen items each collection made by hand holds; those that hold none are left out. */
export const Membership = z.object({ total: z.number().int(), collections: z.record(z.string(), z.number().int()) });
export type Membership = z.infer<typeof Membership>;

/** What became of a file of words. */
export const WordsReport = z.object({
  /** Entries of the file that an item was found for, and how many items really differ now. */
  matched: z.number().int(),
  changed: z.number().int(),
  /** Entries whose item is not in the library yet: kept until it appears. */
  kept: z.number().int(),
  /** Collections, saved searches, colours and aliases that were added. */
  arranged: z.number().int(),
  problems: z.array(Problem),
  journalId: z.number().int().nullable(),
});
export type WordsReport = z.infer<typeof WordsReport>;

/** What became of writing sidecars. */
export const SidecarReport = z.object({
  directory: z.string(),
  written: z.number().int(),
  /** Sidecars that said the same already. */
  unchanged: z.number().int(),
  problems: z.array(Problem),
});
export type SidecarReport = z.infer<typeof SidecarReport>;
