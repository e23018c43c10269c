/**
 * The words of file names and folders: how names are split before they meet the tokeniser, and how a name is shown as a
 * title. Runs in the writer, in readers and in the page, so that index, queries and titles agree.
 */

/** Longer names do not exist on a disk; those in damaged zips are cut. */
const LONGEST_NAME = 1_000;

/** An extension: up to five letters or digits, not only digits (`take 1.2` has none). */
const EXTENSION = /\.(?=\d{0,4}[a-z])[0-9a-z]{1,5}$/iu;

const UUID = /(?<![0-9a-z])[0-9a-f]{8}([-_]?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}(?![0-9a-z])/giu;
const PREFIXED = /(?<![0-9a-z])(?:(?:gen|task|video|img|file|user|post|s|p)[_-])+(?=[a-z-]*\d)[0-9a-z]{16,}/giu;
/** What is not split by a sign: candidates for ids. Most names have none that is long enough. */
const LONG_RUN = /(?<![0-9a-z])[0-9a-z]{9,}(?![0-9a-z])/giu;
/** The time that follows a date: `20251101_0123`, `2025-11-01 at 12.33.44`. */
const TIME_AFTER_DATE =
  /(?<!\d)((?:19|20)\d\d([-_. ]?)(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01]))(?:[-_. T]| at )?(?:[01]\d|2[0-3])[-_.:h]?[0-5]\d(?:[-_.:m]?[0-5]\d(?:[-_.]?\d{3})?s?)?(?!\d)/giu;

/** What the service wrote into the names of all that was made from a prompt alone. */
const SERVICE_WORDS = /(?<![\p{L}\p{N}])simple[_\s-]compose(?![\p{L}\p{N}])/giu;

/** Fewer long characters than this are never an id. */
const SHORTEST_HEX = 10;
const SHORTEST_MIXED = 16;
/** Keys of 26 characters that sort by time. */
const SORTABLE_KEY = /^[0-9a-hjkmnp-tv-z]{26}$/i;

/** The name without its extension. */
export const stemOfName = (name: string): string => name.replace(EXTENSION, '') || name;

/**
 * The words of a file name, as a text for the tokeniser: parts between signs, and pieces of those that change between
 * small and capital letters or between letters and digits. Ids and the times after dates are no words; an empty text
 * means that the name has none.
 */
export const fileNameWords = (name: string): string => split(withoutIds(stemOfName(readable(name))));

/** The words of the name of a folder or zip. */
export const folderNameWords = (name: string): string => split(withoutIds(readable(name).replace(/\.zip$/iu, '')));

/** The words of a name in a query, which are parts or pieces as they are typed. The extension may be there or not. */
export const typedNameWords = (name: string): string => spaced(withoutIds(stemOfName(readable(name))));

/**
 * A file name as a title: without extension and ids, signs between words turned into spaces. A name that is only an id
 * is shown as it is. Null for a name without a visible character.
 */
export function titleFromName(name: string): string | null {
  const stem = stemOfName(readable(name));
  const told = spaced(withoutIds(stem)) || stem.trim();
  return told === '' ? null : told;
}

/** Without characters that change the order or lines of a text, composed, and with `%20` decoded. */
function readable(name: string): string {
  const cut = name.slice(0, LONGEST_NAME).toWellFormed().replace(UNSEEN, ' ').normalize('NFC');
  return cut.includes('%') ? decoded(cut) : cut;
}
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

function decoded(name: string): string {
  try {
    return decodeURIComponent(name).replace(UNSEEN, ' ').normalize('NFC');
  } catch {
    return name;
  }
}

function withoutIds(name: string): string {
  if (!/[0-9]/.test(name)) return name;
  return name
    .replace(PREFIXED, ' ')
    .replace(UUID, ' ')
    .replace(TIME_AFTER_DATE, '$1 ')
    .replace(SERVICE_WORDS, ' ')
    .replace(LONG_RUN, (run) => (isId(run) ? ' ' : run));
}

/** Digits only: seconds since 1970, counters of a service. Hex, and letters that change to digits and back, are keys. */
function isId(run: string): boolean {
  if (/^\d+$/.test(run)) return true;
  if (!/\d/.test(run) || run.length < SHORTEST_HEX) return false;
  if (/^[0-9a-f]+$/i.test(run) || SORTABLE_KEY.test(run)) return true;
  return run.length >= SHORTEST_MIXED && (run.match(/\d[a-z]|[a-z]\d/gi)?.length ?? 0) >= 3;
}

/** Signs that stand between words, beside white space. */
const BETWEEN = /[\s_+.,;~=-]+/gu;
const spaced = (text: string): string => text.replace(BETWEEN, ' ').trim();

/** Where small letters meet capitals, and the last capital of several. */
const CASES = /(?<=\p{Ll}\p{M}*)(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;
/** Letters and digits of scripts with spaces between words; all other characters are words of their own anyway. */
const DIGITS_BESIDE = /(?<=\p{LC})(?=\p{Nd})|(?<=\p{Nd})(?=\p{LC})/gu;
const MAY_SPLIT = /[\p{LC}\p{Nd}](?=[\p{Lu}\p{Nd}])|\p{Nd}(?=\p{LC})/u;
/** A part that changes between letters and digits more often (`3f1d9`) is no name. */
const MOST_CHANGES = 2;

/**
 * The parts in a row, and the pieces of each part that splits in rows of their own: `Paper_DragonBoat_v2` is
 * `Paper DragonBoat v2 / Dragon Boat / v 2`.
 */
function split(text: string): string {
  const parts = spaced(text);
  if (!MAY_SPLIT.test(parts)) return parts;
  const rows = [parts];
  for (const part of parts.split(' ')) {
    const cased = part.replace(CASES, ' ');
    const isKey = (part.match(DIGITS_BESIDE)?.length ?? 0) > MOST_CHANGES;
    const pieces = isKey ? cased : cased.replace(DIGITS_BESIDE, ' ');
    if (pieces !== part) rows.push(pieces);
  }
  return rows.join(' / ');
}

/** A name with a space between the pieces of its parts, and the place in the name of each of its characters. */
export function withPiecesApart(name: string): { readonly text: string; readonly places: readonly number[] } {
  const cuts = new Set([CASES, DIGITS_BESIDE].flatMap((seam) => Array.from(name.matchAll(seam), ({ index }) => index)));
  let text = '';
  const places: number[] = [];
  for (let at = 0; at < name.length; at += 1) {
    if (cuts.has(at)) {
      text += ' ';
      places.push(at);
    }
    text += name[at];
    places.push(at);
  }
  return { text, places };
}
