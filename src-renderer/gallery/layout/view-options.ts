/** Measures of the gallery in px, shared by layout, drawing and scrolling. */
import type { JustifyOptions } from './justify.ts';

const GAP = 6;
export const MONTH_HEAD = 52;
const DAY_HEAD = 26;
const DAY_GAP = 20;
const MONTH_FOOT = 20;

/** Below this row height days have no labels. */
const UNLABELLED_BELOW = 118;

export const DENSITY = { min: 80, max: 480, default: 196 } as const;

export function justifyOptions(width: number, target: number): JustifyOptions {
  const isLabelled = target >= UNLABELLED_BELOW;
  return {
    width,
    target,
    gap: GAP,
    dayGap: DAY_GAP,
    monthHead: isLabelled ? MONTH_HEAD - 8 : MONTH_HEAD,
    dayHead: isLabelled ? DAY_HEAD : 0,
    monthFoot: MONTH_FOOT,
  };
}
