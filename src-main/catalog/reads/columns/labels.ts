/** Codes of tags and collections in the columns. Keys hold numbers, so that renaming a tag changes no row. */
import type { Columns } from './columns.ts';
import type { Labels } from './edit-overlay.ts';

/** @param tags the numbers of a row's tags, joined by commas */
export function tagCode(names: Columns['names'], tags: string | undefined, labels: Labels): number {
  return tags === undefined ? 0 : names.tag.codeOf(tags, (key) => tagNames(key, labels));
}

/**
 * @param own the numbers of the person's own collections that a row is in, joined by commas
 * @param stated the collections that sources state, as JSON
 */
export function collectionCode(
  names: Columns['names'],
  own: string | undefined,
  stated: string,
  labels: Labels,
): number {
  return names.collection.codeOf(`${own ?? ''} ${stated}`, (key) => collectionNames(key, labels));
}

/** The collections that sources state for a row, as JSON, from its code. */
export function statedIn(names: Columns['names'], code: number): string {
  const key = names.collection.keyOf(code);
  return key === '' ? '[]' : key.slice(key.indexOf(' ') + 1);
}

/** The names of a key made by {@link tagCode}. */
export function tagNames(key: string, { tags }: Labels): readonly string[] {
  return numbersIn(key)
    .map((id) => tags.get(id))
    .filter((name) => name !== undefined)
    .sort();
}

/** The names of a key made by {@link collectionCode}. */
export function collectionNames(key: string, { collections }: Labels): readonly string[] {
  const space = key.indexOf(' ');
  const own = numbersIn(key.slice(0, space)).map((id) => collections.get(id));
  return [...(JSON.parse(key.slice(space + 1)) as string[]), ...own.filter((name) => name !== undefined)];
}

/** Whether any known key contains one of these numbers. */
export function speaksOf(names: Columns['names']['tag'], numbers: ReadonlySet<number>): boolean {
  for (const key of names.knownKeys())
    if (numbersIn(key.split(' ', 1)[0] ?? '').some((number) => numbers.has(number))) return true;
  return false;
}

const numbersIn = (key: string): readonly number[] => (key === '' ? [] : key.split(',').map(Number));
