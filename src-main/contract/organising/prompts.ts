/** Encodes prompt groups: every distinct prompt once, with its generations, in one small binary message. */
import { z } from 'zod';

/** Order by the newest generation of each prompt, or by the number of generations. */
export const PromptOrder = z.enum(['newest', 'variations']);
export type PromptOrder = z.infer<typeof PromptOrder>;

/**
 * The prompts of a result in order. The generations of prompt `i` are `ids[starts[i]]` to `ids[starts[i + 1]]`
 * (exclusive), newest first; `aspects` has their shapes at the same indexes (codes as in layout.ts). `heads[i]` is a
 * generation with the most frequent spelling of the prompt; it can be outside the result.
 */
export interface PromptGroups {
  readonly heads: Uint32Array;
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  readonly aspects: Uint8Array;
}

/**
 * Packs: u32 number of prompts, u32 number of generations, then heads, starts (one more than prompts), ids, aspects.
 */
export function encodePromptGroups({ heads, starts, ids, aspects }: PromptGroups): Uint8Array<ArrayBuffer> {
  const words = 2 + heads.length + starts.length + ids.length;
  const bytes = new Uint8Array(words * 4 + aspects.length);
  const numbers = new Uint32Array(bytes.buffer, 0, words);
  numbers[0] = heads.length;
  numbers[1] = ids.length;
  numbers.set(heads, 2);
  numbers.set(starts, 2 + heads.length);
  numbers.set(ids, 2 + heads.length + starts.length);
  bytes.set(aspects, words * 4);
  return bytes;
}

/** Unpacks the result of {@link encodePromptGroups}. Throws a RangeError when the message is cut short. */
export function decodePromptGroups(buffer: ArrayBuffer): PromptGroups {
  const [prompts = 0, generations = 0] = new Uint32Array(buffer, 0, 2);
  const startsAt = 8 + prompts * 4;
  const idsAt = startsAt + (prompts + 1) * 4;
  return {
    heads: new Uint32Array(buffer, 8, prompts),
    starts: new Uint32Array(buffer, startsAt, prompts + 1),
    ids: new Uint32Array(buffer, idsAt, generations),
    aspects: new Uint8Array(buffer, idsAt + generations * 4, generations),
  };
}
