/** JSON values taken apart a part at a time, so that a record of a million entries opens like one of ten. */

/** So many entries are shown at first. */
export const PAGE = 60;
/** Texts longer than this are cut until asked for. */
export const CUT = 400;

export function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function sizeOf(value: object): number {
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

/** The first entries with their names; places in a list are their names. */
export function branchesOf(value: object, limit: number): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.slice(0, limit).map((child: unknown, index) => [String(index), child]);
  return Object.keys(value)
    .slice(0, limit)
    .map((key) => [key, (value as Readonly<Record<string, unknown>>)[key]]);
}
