/** Layouts to test with: made up, but shaped like real ones. */
import type { Layout } from '../../../src-main/contract/items/layout.ts';
import { type Justified, justify } from '../../../src-renderer/gallery/layout/justify.ts';
import { justifyOptions } from '../../../src-renderer/gallery/layout/view-options.ts';

const CODES = [100, 128, 156, 90, 170, 140];

/** `perDay` items a day from 18 March 2026 backwards. */
export function layoutOf(count: number, perDay = 17): Layout {
  const newest = Date.UTC(2026, 2, 18) / 86_400_000;
  const days = Array.from({ length: Math.ceil(count / perDay) }, (_, i): readonly [number, number] => [
    newest - i * 3,
    Math.min(perDay, count - i * perDay),
  ]);
  return {
    ids: Uint32Array.from({ length: count }, (_, i) => count - i),
    aspects: Uint8Array.from({ length: count }, (_, i) => CODES[(i * 7919) % CODES.length] ?? 128),
    days,
  };
}

export function justified(count: number, width = 900, target = 196): Justified {
  return justify(layoutOf(count), justifyOptions(width, target));
}
