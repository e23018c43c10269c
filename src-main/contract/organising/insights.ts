/** The types of a library's overview: people, statistics, frequent words, remix families, possible duplicates. */
import { z } from 'zod';

const Counts = z.record(z.string(), z.number().int());

/** A user who is mentioned in prompts. */
export const Person = z.object({
  name: z.string(),
  count: z.number().int(),
  /** ISO 8601 in UTC; null when none of the items has a date. */
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** The newest items with a picture, at most six. */
  rowids: z.array(z.number().int()),
});
export type Person = z.infer<typeof Person>;

export const PersonPage = Person.extend({
  /** "2025-11" → count, UTC, in order. */
  month: Counts,
  /** Other people in the same items, most frequent first. */
  together: z.array(z.object({ name: z.string(), count: z.number().int() })),
  model: Counts,
});
export type PersonPage = z.infer<typeof PersonPage>;

/** One bar of a chart: its value, its count, and the query that finds exactly these items. */
export const Bar = z.object({ value: z.string(), count: z.number().int(), query: z.string() });
export type Bar = z.infer<typeof Bar>;

/**
 * Counts of a result. A list about a field counts only items with that field. Items without it are under `none` if the
 * query language has such a filter.
 */
export const Statistics = z.object({
  total: z.number().int(),
  undated: z.number().int(),
  /** `[epoch day (UTC), count]`, oldest first. */
  days: z.array(z.tuple([z.number().int(), z.number().int()])),
  kind: z.array(Bar),
  model: z.array(Bar),
  /** Width over height: common shapes by name ("9:16"), all others as "other". */
  shape: z.array(Bar),
  /** Whole seconds, and "30+" for all longer clips. */
  length: z.array(Bar),
  mention: z.array(Bar),
  tag: z.array(Bar),
  rating: z.array(Bar),
});
export type Statistics = z.infer<typeof Statistics>;

/**
 * The most frequent words of a result. They are complete when all texts of the library were read; each request reads
 * more.
 */
export const FrequentWords = z.object({ words: z.array(Bar), isReading: z.boolean(), /** 0–1. */ read: z.number() });
export type FrequentWords = z.infer<typeof FrequentWords>;

/** A member of a remix family, in the library or not. */
export const FamilyMember = z.object({
  /** The id of its post. */
  postId: z.string(),
  /** Null when the library does not contain it. */
  rowid: z.number().int().nullable(),
  /** The number of levels below the first ancestor. */
  depth: z.number().int(),
});
export type FamilyMember = z.infer<typeof FamilyMember>;

/** How an item can be related: the same prompt, the same task, similar words or similar pictures. */
export const Kinship = z.enum(['prompt', 'task', 'words', 'picture']);
export type Kinship = z.infer<typeof Kinship>;

/** Items that may be the same picture, the best one first. The program changes nothing by itself. */
export const DuplicateProposal = z.object({
  rowids: z.array(z.number().int()),
  /** The largest distance to the first item, in bits of 64. */
  bits: z.number().int(),
  /** Whether their clips were compared over the whole length, not only at the beginning. Always true for pictures. */
  isSure: z.boolean(),
});
export type DuplicateProposal = z.infer<typeof DuplicateProposal>;

export const Duplicates = z.object({
  /** The most certain first, at most 500. */
  proposals: z.array(DuplicateProposal),
  total: z.number().int(),
  /** The number of the result's items with media that have been compared. */
  lookedAt: z.number().int(),
  withMedia: z.number().int(),
});
export type Duplicates = z.infer<typeof Duplicates>;

/** States that some items are not the same, or withdraws that statement. */
export const Unlike = z.object({ rowids: z.array(z.number().int()).min(2).max(100), unlike: z.boolean() });
export type Unlike = z.infer<typeof Unlike>;
