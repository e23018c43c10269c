/** Words that are written with hyphens or apostrophes, as one word: `close-up` is also "closeup". */

/** Signs between two words that others write as one: hyphens, and the apostrophe. */
export const JOINTS = "-\u2010'";

/**
 * The end of a token that stands for several words written as one: `close-up` gives "closeup" with this end. It is from
 * the private use area, which texts cannot bring in.
 */
export const JOINED = '\ue100';

/** More words in a row are no word but a number or an identifier. */
const MOST_WORDS = 4;
/** Parts of identifiers are longer and contain digits; `3-d` and `16-bit` are words. */
const PART = /^(?:[\p{L}\p{M}]+|.{1,3})$/u;
/** Ends of English contractions: `she'll` and "shell", `we're` and "were" are different words. */
const CONTRACTED: ReadonlySet<string> = new Set(['d', 'll', 're']);

interface Part {
  readonly text: string;
  readonly start: number;
}

export interface Joiner {
  /** A token follows the one before: after one of {@link JOINTS}, or (empty) after anything else. */
  follow(joint: string): void;
  /** The word that followed. */
  add(text: string, start: number, end: number): void;
}

/** Calls `emit` for words in a row: all of them, and the last two, each time when one is added. */
export function openJoiner(emit: (text: string, start: number, end: number) => void): Joiner {
  let parts: Part[] = [];
  let joint = '';
  return {
    follow(before) {
      if (before === '' && parts.length > 0) parts = [];
      joint = before;
    },
    add(text, start, end) {
      if (!PART.test(text)) {
        parts = [];
        return;
      }
      if (joint === "'" && CONTRACTED.has(text)) parts = [];
      parts.push({ text, start });
      if (parts.length < 2 || parts.length > MOST_WORDS) return;
      const joined = (from: readonly Part[]): void =>
        emit(from.map((part) => part.text).join(''), (from[0] as Part).start, end);
      joined(parts);
      if (parts.length > 2) joined(parts.slice(-2));
    },
  };
}
