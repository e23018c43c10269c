/**
 * Searching as it is documented, by going through every item and reading its texts anew: no index, no arrays, no
 * tokeniser of ours. What tests of searching compare with.
 */
import type { Facets, Sort } from '../../../src-main/contract/searching/search.ts';
import type { Seed } from '../seed.ts';

export type Holds = (item: Seed) => boolean;

/** A text as it is read: pieces in a row, `|` where punctuation ends the row. */
type Reading = readonly string[];

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ς: 'σ' };
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Thai}]/u;

/** Without differences of width, case and accents; kana keep their voicing marks. */
export function plain(text: string): string {
  const letters = Array.from(text.normalize('NFKC').toLowerCase(), (char) => {
    if (!/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(char)) return char;
    return char
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[ßæœøłđς]/g, (letter) => LETTERS[letter] as string);
  });
  return letters.join('').replace(/[\u0300-\u036f]|\u200d|\ufe0f/gu, '');
}

function readingOf(text: string): Reading {
  const pieces: string[] = [];
  let gap = '';
  let word = '';
  const isWord = (piece: string | undefined): boolean =>
    piece !== undefined && /[\p{L}\p{N}]/u.test(piece) && !ALONE.test(piece);
  const put = (piece: string): void => {
    const marks = gap.replace(/\s/gu, '');
    // A hyphen or an apostrophe inside a word is no end of anything.
    const joined = !/\s/u.test(gap) && isWord(pieces.at(-1)) && isWord(piece);
    if (marks !== '' && pieces.length > 0 && !joined) pieces.push('|');
    pieces.push(piece);
    gap = '';
  };
  const endWord = (): void => {
    if (word !== '') put(word);
    word = '';
  };
  for (const char of plain(text)) {
    if (/[\p{L}\p{N}\p{M}]/u.test(char) && !ALONE.test(char)) word += char;
    else {
      endWord();
      if (ALONE.test(char) || /\p{S}/u.test(char)) put(char);
      else gap += char;
    }
  }
  endWord();
  return pieces;
}

type Column = 'prompt' | 'title' | 'note' | 'name' | 'folder';

/** The names of all folders that an item is in. */
const foldersOf = ({ files = [] }: Seed): readonly string[] => files.flatMap((file) => file.split('/').slice(0, -1));
/** Signs between the words of a name are spaces. */
const wordsOf = (name: string): string => name.replace(/[_.-]/g, ' ');

const readings = new WeakMap<Seed, Readonly<Record<Column, readonly Reading[]>>>();

function readingsOf(item: Seed): Readonly<Record<Column, readonly Reading[]>> {
  const known = readings.get(item);
  if (known) return known;
  const read = {
    prompt: [item.prompt ?? '', ...(item.shots ?? []).map((shot) => shot.text)].map(readingOf),
    title: [readingOf(item.title ?? '')],
    note: [readingOf(item.note ?? '')],
    name: (item.files ?? []).map((file) =>
      readingOf(
        wordsOf(
          file
            .split('/')
            .at(-1)
            ?.replace(/\.mp4$/, '') ?? '',
        ),
      ),
    ),
    folder: foldersOf(item).map((name) => readingOf(wordsOf(name))),
  };
  readings.set(item, read);
  return read;
}

/** These words in a row somewhere; with `open` the last one may go on. */
export function row(text: string, { open = false, column = null as Column | null } = {}): Holds {
  const wanted = readingOf(text);
  return (item) => {
    const texts = column === null ? Object.values(readingsOf(item)).flat() : readingsOf(item)[column];
    return texts.some((reading) =>
      reading.some((_, at) =>
        wanted.every((piece, i) =>
          open && i === wanted.length - 1 ? reading[at + i]?.startsWith(piece) : reading[at + i] === piece,
        ),
      ),
    );
  };
}

export const begins = (text: string): Holds => row(text, { open: true });
export const not =
  (holds: Holds): Holds =>
  (item) =>
    !holds(item);
export const all =
  (...parts: readonly Holds[]): Holds =>
  (item) =>
    parts.every((holds) => holds(item));
export const any =
  (...parts: readonly Holds[]): Holds =>
  (item) =>
    parts.some((holds) => holds(item));
export const everything: Holds = () => true;
export const nothing: Holds = () => false;

/** A tag or a child of it. */
export const tagged = (name: string): Holds => {
  const wanted = plain(name);
  return ({ tags = [] }) => tags.some((tag) => plain(tag) === wanted || plain(tag).startsWith(`${wanted}/`));
};

/** In a folder that ends with these names, or inside it. */
export const inFolder = (names: string): Holds => {
  const wanted = `/${plain(names)}/`;
  return ({ files = [] }) =>
    files.some((file) => plain(`/${file.split('/').slice(0, -1).join('/')}/`).includes(wanted));
};

const EARLIEST = Number.NEGATIVE_INFINITY;
const newest = (a: Seed, b: Seed): number =>
  (b.createdMs ?? EARLIEST) - (a.createdMs ?? EARLIEST) ||
  (a.publicId < b.publicId ? -1 : a.publicId > b.publicId ? 1 : 0);

/** The ids in an order; null for the orders that only the library can know. */
export function ordered(items: readonly Seed[], holds: Holds, sort: Sort): readonly string[] | null {
  const found = items.filter(holds).sort((a, b) => newest(a, b) || 0);
  const ids = (list: readonly Seed[]): readonly string[] => list.map(({ publicId }) => publicId);
  const known = (seconds: number | null | undefined): number =>
    seconds == null ? EARLIEST : Math.round(seconds * 1000);
  const down = (a: number, b: number): number => (a === b ? 0 : b - a);
  switch (sort) {
    case 'newest':
      return ids(found);
    case 'oldest': {
      const isDated = ({ createdMs }: Seed): boolean => createdMs != null;
      return ids([...found.filter(isDated).reverse(), ...found.filter((item) => !isDated(item))]);
    }
    case 'duration':
      return ids(found.toSorted((a, b) => down(known(a.duration), known(b.duration))));
    case 'rating':
      return ids(found.toSorted((a, b) => down(a.rating ?? 0, b.rating ?? 0)));
    default:
      return null;
  }
}

/** What stands beside a result, counted one by one. */
export function counted(items: readonly Seed[], holds: Holds): Facets {
  const count = (values: (item: Seed) => readonly (string | null | undefined)[]): Record<string, number> => {
    const counts = new Map<string, number>();
    for (const item of items.filter(holds))
      for (const value of new Set(values(item))) if (value != null) counts.set(value, (counts.get(value) ?? 0) + 1);
    return Object.fromEntries(counts);
  };
  return {
    kind: count(({ kind }) => [kind]),
    model: count(({ model }) => [model]),
    month: count(({ createdMs }) => [createdMs == null ? null : new Date(createdMs).toISOString().slice(0, 7)]),
    tag: count(({ tags = [] }) => tags),
    format: count(({ formats = [] }) => formats),
    state: count(({ state = 'complete' }) => [state]),
    mention: count(({ mentions = [] }) => mentions),
  };
}
