/** Where a file lies, in one line for people: its path, or the path of its zip, `/` and its name in there. */

/** @param file one of its own has no entry, or an empty one as in the catalog */
export function pathOf({ path, entry }: { readonly path: string; readonly entry: string | null }): string {
  return entry === null || entry === '' ? path : `${path}/${entry}`;
}
