/** The schemas for the names of tags, collections and saved searches. */
import { z } from 'zod';
import { fold } from '../searching/fold.ts';

const LONGEST = 200;

/** Normalises white space and refuses control characters. `what` begins the sentences. */
function nameOf(what: string) {
  return z
    .string()
    .transform((name) => name.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, `${what} needs a name.`)
        .max(LONGEST, `The name is longer than ${LONGEST} characters.`)
        .refine((name) => !/\p{Cc}/u.test(name), 'A name must not contain control characters.')
        .refine(isVisible, 'A name needs a visible character.'),
    );
}

/** A tag's name. `/` separates the levels of a tree ("project/lighthouse film"). Control characters are refused. */
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
      .max(LONGEST, 'A tag name may have at most 200 characters.')
      .refine((name) => !/\p{Cc}/u.test(name), 'A tag name must not contain control characters.')
      .refine((name) => name.split('/').every((part) => part !== ''), 'A tag name must not have empty parts.')
      .refine((name) => name.split('/').every(isVisible), 'A tag name needs a visible character in each part.'),
  );

/** Names are compared folded; only invisible characters fold to nothing. */
function isVisible(name: string): boolean {
  return name === '' || fold(name).trim() !== '';
}

export const CollectionName = nameOf('A collection');
export const SearchName = nameOf('A saved search');
