/** Sets of names as small numbers: rows that carry the same tags, mentions … share one code. Code 0 is the empty set. */

/** One dictionary: `lists[code]` are the names behind a code. */
export interface Names {
  readonly lists: readonly (readonly string[])[];
  /** The code of a key as stored; a new one is made up by `read`. */
  codeOf(key: string, read: (key: string) => readonly string[]): number;
}

export function openNames(): Names {
  const lists: (readonly string[])[] = [[]];
  const codes = new Map<string, number>();
  return {
    lists,
    codeOf(key, read) {
      const known = codes.get(key);
      if (known !== undefined) return known;
      const names = [...new Set(read(key))];
      const code = names.length === 0 ? 0 : lists.push(names) - 1;
      codes.set(key, code);
      return code;
    },
  };
}

/** The strings of a JSON array; anything else in it is left out. */
export function namesInJson(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : [];
}
