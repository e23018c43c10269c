/** Prompts as things: every distinct prompt once, with the generations it made, in one small binary message. */
import { z } from 'zod';

/** By the newest generation of each prompt, or by how many there are. */
export const PromptOrder = z.enum(['newest', 'variations']);
export type PromptOrder = z.infer<typeof PromptOrder>;

/**
 * The prompts of a result in order. Prompt `i` made `ids[starts[i]]` to `ids[starts[i + 1]]` (not included), newest first, of
 * the shapes `aspects` at the same places (codes as in layout.ts). `heads[i]` is a generation whose prompt is spelled as most are;
 * it need not be in the result itself.
 */
export interface PromptGroups {
  readonly heads: Uint32Array;
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  readonly aspects: Uint8Array;
}

/** Packs: u32 how many prompts, u32 how many generations, then heads, starts (one more than prompts), ids, aspects. */
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

/** Unpacks what {@link encodePromptGroups} packed. Throws a RangeError when the message is cut short. */
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
