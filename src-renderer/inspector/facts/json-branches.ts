/** Splits JSON values into parts, so that a record with a million entries opens as fast as a small one. */

/** The number of entries shown first. */
export const PAGE = 60;
/** Longer texts are cut until the person asks for the rest. */
export const CUT = 400;

export function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function sizeOf(value: object): number {
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

/** The first entries with their keys; the key of a list entry is its index. */
export function branchesOf(value: object, limit: number): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.slice(0, limit).map((child: unknown, index) => [String(index), child]);
  return Object.keys(value)
    .slice(0, limit)
    .map((key) => [key, (value as Readonly<Record<string, unknown>>)[key]]);
}
