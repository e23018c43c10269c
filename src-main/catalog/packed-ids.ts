/** Lists of row numbers, small: as differences, and deflated where they are kept. 100,000 in a row take a few hundred bytes. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

export const packIds = (ids: readonly number[]): Buffer => deflateRawSync(JSON.stringify(differences(ids)), { level: 1 });

export const unpackIds = (packed: Uint8Array): number[] => sums(JSON.parse(inflateRawSync(packed).toString()) as number[]);

/** Each number less the one before it. */
export function differences(ids: readonly number[]): number[] {
  return ids.map((id, at) => id - (at === 0 ? 0 : (ids[at - 1] as number)));
}

/** What {@link differences} was made of. */
export function sums(steps: readonly number[]): number[] {
  let id = 0;
  return steps.map((step) => {
    id += step;
    return id;
  });
}
