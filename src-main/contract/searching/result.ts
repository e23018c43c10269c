/**
 * The answer to one typed key: how the query is understood, how much it finds, the first cards and the layout, in one
 * message.
 */
import { z } from 'zod';
import { Card } from '../items/generation.ts';
import { decodeLayout, encodeLayout, type Layout } from '../items/layout.ts';
import { Part } from '../organising/change.ts';
import { Understanding } from './search.ts';

export const ResultHead = Understanding.extend({
  /** Everything that was found; null in a beginning, which is told before it is counted. */
  total: z.number().int().nullable(),
  /** The first cards, in the order asked for. */
  items: z.array(Card),
  /** Edits of these parts may change what is found or its order; a change of the archive always may. */
  dependsOn: z.array(Part),
});
export type ResultHead = z.infer<typeof ResultHead>;

export interface ResultMessage {
  readonly head: ResultHead;
  /** Null in a beginning. */
  readonly layout: Layout | null;
}

/** Before each message stand its length and the length of its head, both as u32. */
const LENGTHS = 8;

/** Packs a message: the two lengths, the head as UTF-8 JSON with spaces up to a multiple of four, the layout. */
export function encodeResult({ head, layout }: ResultMessage): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const headLength = json.length + padding(json.length);
  const packed = layout ? encodeLayout(layout) : new Uint8Array(0);
  const length = LENGTHS + headLength + packed.length;
  const bytes = new Uint8Array(length + padding(length)).fill(SPACE, LENGTHS + json.length, LENGTHS + headLength);
  const lengths = new DataView(bytes.buffer);
  lengths.setUint32(0, length, true);
  lengths.setUint32(4, headLength, true);
  bytes.set(json, LENGTHS);
  bytes.set(packed, LENGTHS + headLength);
  return bytes;
}

const SPACE = 32;
const padding = (length: number): number => (4 - (length % 4)) % 4;

/**
 * Unpacks the message that begins at `offset`, a multiple of four; null while `bytes`, which have to begin at the
 * beginning of their buffer, do not hold all of it. `next` is where the next message begins.
 */
export function decodeResult(
  bytes: Uint8Array<ArrayBuffer>,
  offset = 0,
): (ResultMessage & { readonly next: number }) | null {
  if (bytes.length < offset + LENGTHS) return null;
  const lengths = new DataView(bytes.buffer, offset);
  const [length, headLength] = [lengths.getUint32(0, true), lengths.getUint32(4, true)];
  const next = offset + length + padding(length);
  if (bytes.length < next) return null;
  const from = offset + LENGTHS;
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(from, from + headLength))) as ResultHead;
  const layout = length > LENGTHS + headLength ? decodeLayout(bytes.buffer, from + headLength) : null;
  return { head, layout, next };
}
