/**
 * Packs lists of row numbers as differences, which deflate well: 100,000 consecutive numbers take a few hundred bytes.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

export const packIds = (ids: readonly number[]): Buffer =>
  deflateRawSync(JSON.stringify(differences(ids)), { level: 1 });

export const unpackIds = (packed: Uint8Array): number[] =>
  sums(JSON.parse(inflateRawSync(packed).toString()) as number[]);

/** Each number minus the previous one. */
export function differences(ids: readonly number[]): number[] {
  return ids.map((id, at) => id - (at === 0 ? 0 : (ids[at - 1] as number)));
}

/** The inverse of {@link differences}. */
export function sums(steps: readonly number[]): number[] {
  let id = 0;
  return steps.map((step) => {
    id += step;
    return id;
  });
}
