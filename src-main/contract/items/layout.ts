/** Encodes the gallery's layout data: the number and shape of every result in one small binary message. */

/**
 * A whole result, ready for layout. `ids[i]` is the generation's rowid, `aspects[i]` its aspect ratio as a code. `days`
 * groups the rows in order: `[epoch day (UTC), count]`, or `[null, count]` for undated ones. It is empty when the order
 * is not by date.
 */
export interface Layout {
  readonly ids: Uint32Array;
  readonly aspects: Uint8Array;
  readonly days: readonly (readonly [number | null, number])[];
}

/** Aspect ratios 1/8…8 in 255 logarithmic steps of 1.6 %: finer than a pixel in a 200 px row. 0 means unknown. */
const STEPS = 127;
const LOG_SPAN = Math.log(8);

/** The code of `width / height`; 0 when either is unknown or not positive. */
export function encodeAspect(width: number | null, height: number | null): number {
  if (!width || !height || width <= 0 || height <= 0) return 0;
  const scaled = Math.round((Math.log(width / height) / LOG_SPAN) * STEPS) + STEPS + 1;
  return Math.min(255, Math.max(1, scaled));
}

/** The aspect ratio of a code; `fallback` for an unknown one. */
export function decodeAspect(code: number, fallback = 16 / 9): number {
  return code === 0 ? fallback : Math.exp(((code - STEPS - 1) / STEPS) * LOG_SPAN);
}

/** Packs a layout: u32 count, u32 length of the day table, the ids, the aspect codes, then the days as UTF-8 JSON. */
export function encodeLayout(layout: Layout): Uint8Array<ArrayBuffer> {
  const count = layout.ids.length;
  const days = new TextEncoder().encode(JSON.stringify(layout.days));
  const bytes = new Uint8Array(8 + count * 5 + days.length);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, count, true);
  head.setUint32(4, days.length, true);
  bytes.set(new Uint8Array(layout.ids.buffer, layout.ids.byteOffset, count * 4), 8);
  bytes.set(layout.aspects, 8 + count * 4);
  bytes.set(days, 8 + count * 5);
  return bytes;
}

/**
 * Unpacks the result of {@link encodeLayout} at `offset`, a multiple of four. Throws a RangeError when the message is
 * cut short.
 */
export function decodeLayout(buffer: ArrayBuffer, offset = 0): Layout {
  const head = new DataView(buffer, offset);
  const count = head.getUint32(0, true);
  const daysLength = head.getUint32(4, true);
  const days = new TextDecoder().decode(new Uint8Array(buffer, offset + 8 + count * 5, daysLength));
  return {
    ids: new Uint32Array(buffer, offset + 8, count),
    aspects: new Uint8Array(buffer, offset + 8 + count * 4, count),
    days: JSON.parse(days) as Layout['days'],
  };
}
