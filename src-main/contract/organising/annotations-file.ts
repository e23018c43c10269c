/** The schemas of a words file: the edits of each item under all of its ids, and the tags, collections and searches. */
import { z } from 'zod';
import { Sort } from '../searching/search.ts';
import { CollectionName, SearchName, TagName } from './names.ts';
import { TagColor } from './tag-colors.ts';

const LONGEST_ID = 300;
const LONGEST_TEXT = 100_000;
const MOST_NAMES = 1_000;

/** Ids and hashes are compared in lower case. */
const Id = z
  .string()
  .max(LONGEST_ID)
  .transform((id) => id.trim().toLowerCase())
  .pipe(z.string().min(1));
const Sha256 = z
  .string()
  .transform((hash) => hash.trim().toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{64}$/, 'A hash has 64 hexadecimal digits.'));

/** A place in a collection; lower numbers come first. */
const WordsPlace = z.object({ name: CollectionName, position: z.number() });

/** A stack. Items are named by their visible id. The cover is also a member. */
const WordsStack = z.object({ cover: Id, members: z.array(Id).max(MOST_NAMES) });

/** The edits of one item. */
export const WordsItem = z.object({
  /** All identifiers of the item, the visible one first. */
  ids: z.array(Id).max(MOST_NAMES),
  /** The SHA-256 hashes of its files. */
  sha256: z.array(Sha256).max(MOST_NAMES),
  tags: z.array(TagName).max(MOST_NAMES),
  rating: z.number().int().min(0).max(5),
  favorite: z.boolean(),
  note: z.string().max(LONGEST_TEXT),
  collections: z.array(WordsPlace).max(MOST_NAMES),
  stack: WordsStack.nullable(),
});
export type WordsItem = z.infer<typeof WordsItem>;

export const WordsTag = z.object({
  name: TagName,
  color: TagColor.nullable(),
  aliases: z.array(TagName).max(MOST_NAMES),
});
export type WordsTag = z.infer<typeof WordsTag>;
export const WordsCollection = z.object({ name: CollectionName, query: z.string().max(LONGEST_TEXT).nullable() });
export type WordsCollection = z.infer<typeof WordsCollection>;
export const WordsSearch = z.object({ name: SearchName, q: z.string().max(LONGEST_TEXT), sort: Sort });
export type WordsSearch = z.infer<typeof WordsSearch>;

/** The whole content of a words file. The JSON also has `"afterimage": "words"` and `"version": 1`. */
export interface WordsFile {
  readonly tags: readonly WordsTag[];
  readonly collections: readonly WordsCollection[];
  readonly searches: readonly WordsSearch[];
  readonly items: readonly WordsItem[];
}
