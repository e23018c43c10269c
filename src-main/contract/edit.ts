/** What a person may change: edits, and the selection they apply to. */
import { z } from 'zod';

/** What an edit applies to: some generations, or a whole result however large. */
export const Selection = z.discriminatedUnion('by', [
  z.object({ by: z.literal('rowids'), rowids: z.array(z.number().int()).max(1_000_000) }),
  z.object({ by: z.literal('query'), q: z.string(), except: z.array(z.number().int()).default([]) }),
]);
export type Selection = z.infer<typeof Selection>;

/** A tag's name: no control characters; `/` parts make a tree ("project/lighthouse film"). */
export const TagName = z
  .string()
  .transform((name) =>
    name
      .normalize('NFC')
      .replace(/\s+/gu, ' ')
      .replace(/ ?\/ ?/g, '/')
      .trim(),
  )
  .pipe(
    z
      .string()
      .min(1, 'A tag needs a name.')
      .max(200, 'A tag name may have at most 200 characters.')
      .refine((name) => !/\p{Cc}/u.test(name), 'A tag name may not contain control characters.')
      .refine((name) => name.split('/').every((part) => part !== ''), 'A tag name may not have empty parts.'),
  );

export const Change = z.discriminatedUnion('set', [
  z.object({ set: z.literal('tag-add'), tag: TagName }),
  z.object({ set: z.literal('tag-remove'), tag: TagName }),
  z.object({ set: z.literal('favorite'), favorite: z.boolean() }),
  z.object({ set: z.literal('rating'), rating: z.number().int().min(0).max(5) }),
  z.object({ set: z.literal('note'), note: z.string().max(100_000) }),
]);
export type Change = z.infer<typeof Change>;

export const Edit = z.object({ selection: Selection, change: Change });
export type Edit = z.infer<typeof Edit>;

/** What came of an edit, an undo or a redo; `changed` counts generations that really differ now. */
export const EditResult = z.object({
  changed: z.number().int(),
  /** The journal entry, null when nothing changed. */
  journalId: z.number().int().nullable(),
  /** What undo and redo would do next, null when there is nothing. */
  undo: Change.nullable(),
  redo: Change.nullable(),
});
export type EditResult = z.infer<typeof EditResult>;
