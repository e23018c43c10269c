/** Interns sets of names: rows with the same tags (or mentions …) share one code. Code 0 is the empty set. */
import { foldText } from '../../../contract/searching/fold.ts';

/** One dictionary: `lists[code]` holds the indices into `names` of the set with this code. */
export interface InternedNames {
  readonly names: readonly string[];
  /** The names folded for comparison. */
  readonly folded: readonly string[];
  readonly lists: readonly (readonly number[])[];
  /** Like `lists`, with the parents of names such as `project/lighthouse`. */
  readonly withParents: readonly (readonly number[])[];
  /** The key of a code; empty for code 0. */
  keyOf(code: number): string;
  /** All keys that have a code, including that of the empty set. */
  knownKeys(): Iterable<string>;
  /** The code of a stored key; `read` returns the names of a new key. */
  codeOf(key: string, read: (key: string) => readonly string[]): number;
  /** A dictionary with the same codes and keys but with names read again, after a rename that changed no rows. */
  relabelled(read: (key: string) => readonly string[]): InternedNames;
  /** Gives the next code to a key, even when its list of names is empty. */
  adopt(key: string, list: readonly string[]): void;
}

/** @param hasParents false for folders, which have a tree of their own: each of 100,000 would name all above it */
export function openInternedNames(hasParents = true): InternedNames {
  const names: string[] = [];
  const folded: string[] = [];
  const numbers = new Map<string, number>();
  const lists: (readonly number[])[] = [[]];
  const withParents: (readonly number[])[] = [[]];
  const codes = new Map<string, number>();
  const inTree = new Map<string, number>();

  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  /** In the tree, `Project` and `project` are one branch. */
  const branchOf = (name: string): number => {
    const key = foldText(name);
    const branch = inTree.get(key) ?? numberOf(name);
    inTree.set(key, branch);
    return branch;
  };
  const keys: string[] = [''];
  const add = (key: string, list: readonly string[]): number => {
    keys.push(key);
    if (hasParents) withParents.push([...new Set(list.flatMap(parentsAndSelf).map(branchOf))]);
    return lists.push(list.map(numberOf)) - 1;
  };
  return {
    names,
    // Made when they are asked for: most dictionaries never are, and a library can have 100,000 folders.
    get folded() {
      for (let at = folded.length; at < names.length; at += 1) folded.push(foldText(names[at] as string));
      return folded;
    },
    lists,
    withParents: hasParents ? withParents : lists,
    keyOf: (code) => keys[code] ?? '',
    knownKeys: () => codes.keys(),
    codeOf(key, read) {
      const known = codes.get(key);
      if (known !== undefined) return known;
      const list = [...new Set(read(key))];
      const code = list.length === 0 ? 0 : add(key, list);
      codes.set(key, code);
      return code;
    },
    relabelled(read) {
      const fresh = openInternedNames(hasParents);
      const ordered = [...codes].filter(([, code]) => code > 0).sort(([, a], [, b]) => a - b);
      for (const [key] of ordered) fresh.adopt(key, [...new Set(read(key))]);
      return fresh;
    },
    adopt(key, list) {
      codes.set(key, add(key, list));
    },
  };
}

/** The names of a set. */
export const namesOf = (names: InternedNames, code: number): readonly string[] =>
  (names.lists[code] ?? []).map((at) => names.names[at] as string);

/** The names in a JSON value: a string, or the strings of an array. Other values are ignored. */
export function namesIn(value: unknown): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === 'string' && one !== '');
}

function parentsAndSelf(name: string): readonly string[] {
  const parts = name.split('/');
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
}
