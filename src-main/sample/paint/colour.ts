/** Colours in linear light, and gradients mixed in OKLab so that the middle is never grey. */
import { clamp, mix } from './noise.ts';

/** Red, green and blue in linear light; a value above 1 is brighter than the screen. */
export type Colour = readonly [number, number, number];

/** A gradient as a table of linear colours: `steps` triples. */
export interface Gradient {
  readonly table: Float32Array;
  readonly steps: number;
}

const STEPS = 1024;

/** `#rrggbb` as linear light, times `strength`. */
export function colour(hex: string, strength = 1): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [
    linear((value >> 16) & 255) * strength,
    linear((value >> 8) & 255) * strength,
    linear(value & 255) * strength,
  ];
}

export function blend(a: Colour, b: Colour, t: number): Colour {
  return [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)];
}

export function scaled(a: Colour, strength: number): Colour {
  return [a[0] * strength, a[1] * strength, a[2] * strength];
}

/** Evenly spaced stops, or `[position, hex]` pairs with positions from 0 to 1. */
export function gradient(stops: readonly (string | readonly [number, string])[]): Gradient {
  const points = stops.map((stop, index) =>
    typeof stop === 'string'
      ? { at: index / (stops.length - 1), lab: toLab(colour(stop)) }
      : { at: stop[0], lab: toLab(colour(stop[1])) },
  );
  const table = new Float32Array(STEPS * 3);
  let segment = 0;
  for (let i = 0; i < STEPS; i++) {
    const position = i / (STEPS - 1);
    while (segment < points.length - 2 && position > points[segment + 1]!.at) segment++;
    const from = points[segment]!;
    const to = points[segment + 1]!;
    const t = clamp((position - from.at) / (to.at - from.at || 1));
    table.set(fromLab(blend(from.lab, to.lab, t)), i * 3);
  }
  return { table, steps: STEPS };
}

/** The index in the gradient's table of the colour at `t` (clamped to 0…1). */
export function offsetAt(t: number): number {
  return (t <= 0 ? 0 : t >= 1 ? STEPS - 1 : (t * (STEPS - 1) + 0.5) | 0) * 3;
}

export function pick(from: Gradient, t: number): Colour {
  const at = offsetAt(t);
  return [from.table[at]!, from.table[at + 1]!, from.table[at + 2]!];
}

function linear(byte: number): number {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

/** Björn Ottosson's OKLab. */
function toLab([r, g, b]: Colour): Colour {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([light, a, b]: Colour): Colour {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    Math.max(0, 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    Math.max(0, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    Math.max(0, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
