/** What a library says about itself as a whole: people, figures, frequent words, families of remixes, and pictures that may be the same. */
import { z } from 'zod';

const Counts = z.record(z.string(), z.number().int());

/** Somebody who is mentioned. */
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
  /** Who else is in the same items, the frequent first. */
  together: z.array(z.object({ name: z.string(), count: z.number().int() })),
  model: Counts,
});
export type PersonPage = z.infer<typeof PersonPage>;

/** One bar of a chart: its value, how many, and the query that finds exactly these. */
export const Bar = z.object({ value: z.string(), count: z.number().int(), query: z.string() });
export type Bar = z.infer<typeof Bar>;

/** Counts of a result. Every list is what it says of dated, sized … items only; the rest is in `none`, where the query language has it. */
export const Statistics = z.object({
  total: z.number().int(),
  undated: z.number().int(),
  /** `[epoch day (UTC), count]`, oldest first. */
  days: z.array(z.tuple([z.number().int(), z.number().int()])),
  kind: z.array(Bar),
  model: z.array(Bar),
  /** Width over height: the usual shapes by name ("9:16"), the rest as "other". */
  shape: z.array(Bar),
  /** Whole seconds, and "30+" for everything longer. */
  length: z.array(Bar),
  mention: z.array(Bar),
  tag: z.array(Bar),
  rating: z.array(Bar),
});
export type Statistics = z.infer<typeof Statistics>;

/** The most used words of a result. They are there once the library's texts were read, which goes on with every question. */
export const FrequentWords = z.object({ words: z.array(Bar), isReading: z.boolean(), /** 0–1. */ read: z.number() });
export type FrequentWords = z.infer<typeof FrequentWords>;

/** A generation of a family of remixes, known or not. */
export const FamilyMember = z.object({
  /** The post that this is known by. */
  postId: z.string(),
  /** Null when the library does not hold it. */
  rowid: z.number().int().nullable(),
  /** How far below the first ancestor. */
  depth: z.number().int(),
});
export type FamilyMember = z.infer<typeof FamilyMember>;

/** How things may be kin to an item: the same prompt, the same task, alike in words or in looks. */
export const Kinship = z.enum(['prompt', 'task', 'words', 'picture']);
export type Kinship = z.infer<typeof Kinship>;

/** Items that may be the same picture, the best of them first. Nothing is done about it by itself. */
export const DuplicateProposal = z.object({
  rowids: z.array(z.number().int()),
  /** The largest distance to the first, in bits of 64. */
  bits: z.number().int(),
  /** Whether all of their clips were compared throughout, not only where they begin. Pictures always are. */
  isSure: z.boolean(),
});
export type DuplicateProposal = z.infer<typeof DuplicateProposal>;

export const Duplicates = z.object({
  /** The surest first, at most 500. */
  proposals: z.array(DuplicateProposal),
  total: z.number().int(),
  /** How many of the result's items with media have been looked at. */
  lookedAt: z.number().int(),
  withMedia: z.number().int(),
});
export type Duplicates = z.infer<typeof Duplicates>;

/** That some items are not the same, or that this is taken back. */
export const Unlike = z.object({ rowids: z.array(z.number().int()).min(2).max(100), unlike: z.boolean() });
export type Unlike = z.infer<typeof Unlike>;
