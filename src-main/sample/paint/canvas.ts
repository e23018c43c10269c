/** A picture in linear light, and its conversion to bytes: bloom, vignette, soft highlights, dither. */
import { type Gradient, offsetAt } from './colour.ts';
import { clamp } from './noise.ts';

export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** The shorter side in px. Sizes are relative to it, so that a scene fits any shape. */
  readonly unit: number;
  readonly rgb: Float32Array;
}

/** The settings for the conversion of a finished picture. */
export interface Look {
  /** The strength of the light around bright places, 0…1. */
  readonly bloom: number;
  /** How much darker the corners are, 0…1. */
  readonly vignette: number;
}

export function createCanvas(width: number, height: number): Canvas {
  return { width, height, unit: Math.min(width, height), rgb: new Float32Array(width * height * 3) };
}

/** Paints an unmoving background once. The returned function copies it to a canvas. */
export function backdrop(width: number, height: number, paint: (canvas: Canvas) => void): (canvas: Canvas) => void {
  const kept = createCanvas(width, height);
  paint(kept);
  return (canvas) => canvas.rgb.set(kept.rgb);
}

/** Fills the rows from `top` to `bottom` (fractions of the height) with a gradient from top to bottom. */
export function fillSky(canvas: Canvas, from: Gradient, top = 0, bottom = 1): void {
  const { width, height, rgb } = canvas;
  const first = Math.floor(top * height);
  const last = Math.min(height, Math.ceil(bottom * height));
  for (let y = first; y < last; y++) {
    const at = offsetAt((y - first) / (last - first));
    const [r, g, b] = [from.table[at]!, from.table[at + 1]!, from.table[at + 2]!];
    for (let i = y * width * 3, end = i + width * 3; i < end; i += 3) {
      rgb[i] = r;
      rgb[i + 1] = g;
      rgb[i + 2] = b;
    }
  }
}

/** Converts pictures of one size to bytes (RGB, 8 bit). Tables are prepared once. */
export function developer(width: number, height: number, look: Look): (canvas: Canvas) => Uint8Array {
  const tone = toneCurve();
  const mask = vignetteMask(width, height, look.vignette);
  const grain = ditherMask();
  const spill = spillOf(width, height);
  const keep = 1 - look.bloom * 0.5;
  return (canvas) => {
    const { rgb } = canvas;
    const bytes = new Uint8Array(width * height * 3);
    const rowOf = look.bloom > 0 ? spill(canvas, look.bloom) : null;
    const row = rowOf?.(0) ?? new Float32Array(width * 3);
    for (let y = 0, pixel = 0, i = 0; y < height; y++) {
      rowOf?.(y);
      const grainRow = (y & 63) << 6;
      for (let x = 0, k = 0; x < width; x++, pixel++, i += 3, k += 3) {
        const light = mask[pixel]!;
        const dither = grain[grainRow | (x & 63)]!;
        bytes[i] = tone[toneIndex((rgb[i]! * keep + row[k]!) * light)]! + dither;
        bytes[i + 1] = tone[toneIndex((rgb[i + 1]! * keep + row[k + 1]!) * light)]! + dither;
        bytes[i + 2] = tone[toneIndex((rgb[i + 2]! * keep + row[k + 2]!) * light)]! + dither;
      }
    }
    return bytes;
  };
}

const TONE_STEPS = 8192;
const BRIGHTEST = 4;

/** The table is indexed by the square root, which gives dark values more steps, as the eye does. */
function toneIndex(value: number): number {
  const at = Math.sqrt(value > 0 ? value : 0) * ((TONE_STEPS - 1) / BRIGHTEST);
  return at < TONE_STEPS - 1 ? at | 0 : TONE_STEPS - 1;
}

/**
 * Colours keep their value up to 0.6 of full light; brighter ones approach white. At most 254, so that dither never
 * overflows.
 */
function toneCurve(): Float32Array {
  return Float32Array.from({ length: TONE_STEPS }, (_, index) => {
    const light = ((index / (TONE_STEPS - 1)) * BRIGHTEST) ** 2;
    const rolled = light < 0.6 ? light : 1 - 0.4 * Math.exp(-(light - 0.6) / 0.4);
    const shown = rolled <= 0.0031308 ? rolled * 12.92 : 1.055 * rolled ** (1 / 2.4) - 0.055;
    return shown * 254;
  });
}

function vignetteMask(width: number, height: number, strength: number): Float32Array {
  const mask = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = (x / width - 0.5) * 2;
      const dy = (y / height - 0.5) * 2;
      mask[y * width + x] = 1 - strength * clamp((dx * dx + dy * dy) / 2) ** 1.4;
    }
  }
  return mask;
}

/** Jorge Jimenez's interleaved gradient noise, 64 × 64, in 0…1. */
function ditherMask(): Float32Array {
  return Float32Array.from({ length: 4096 }, (_, index) => {
    const value = 52.9829189 * ((0.06711056 * (index & 63) + 0.00583715 * (index >> 6)) % 1);
    return value - Math.floor(value);
  });
}

/** A wide blurred copy of the picture: reduced, blurred three times, and enlarged again row by row. */
function spillOf(width: number, height: number): (canvas: Canvas, strength: number) => (y: number) => Float32Array {
  const step = Math.max(2, Math.round(Math.min(width, height) / 88));
  const w = Math.ceil(width / step);
  const h = Math.ceil(height / step);
  const small = new Float32Array(w * h * 3);
  const spare = new Float32Array(w * h * 3);
  const narrow = new Float32Array(w * 3);
  const row = new Float32Array(width * 3);
  return ({ rgb }, strength) => {
    shrink(rgb, width, height, small, w, h, step);
    for (const radius of [2, 4, 7]) {
      blurRows(small, spare, w, h, radius);
      blurColumns(spare, small, w, h, radius);
    }
    return (y) => {
      const fy = (y / height) * (h - 1);
      const top = Math.min(h - 2, fy | 0);
      const v = fy - top;
      const above = top * w * 3;
      const below = above + w * 3;
      for (let k = 0; k < narrow.length; k++)
        narrow[k] = (small[above + k]! * (1 - v) + small[below + k]! * v) * strength;
      stretchRow(narrow, w, row, width);
      return row;
    };
  };
}

function shrink(
  from: Float32Array,
  width: number,
  height: number,
  to: Float32Array,
  w: number,
  h: number,
  step: number,
): void {
  for (let y = 0; y < h; y++) {
    const row = Math.min(height - 1, y * step + (step >> 1)) * width;
    for (let x = 0; x < w; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      const left = x * step;
      const right = Math.min(width, left + step);
      for (let i = (row + left) * 3, end = (row + right) * 3; i < end; i += 3) {
        r += from[i]!;
        g += from[i + 1]!;
        b += from[i + 2]!;
      }
      const share = 1 / (right - left);
      const at = (y * w + x) * 3;
      to[at] = Math.min(6, r * share);
      to[at + 1] = Math.min(6, g * share);
      to[at + 2] = Math.min(6, b * share);
    }
  }
}

/** Box blur along the rows, with repeated edges. */
function blurRows(from: Float32Array, to: Float32Array, w: number, h: number, radius: number): void {
  for (let y = 0; y < h; y++) blurLine(from, to, y * w * 3, 3, w, radius);
}

function blurColumns(from: Float32Array, to: Float32Array, w: number, h: number, radius: number): void {
  for (let x = 0; x < w; x++) blurLine(from, to, x * 3, w * 3, h, radius);
}

function blurLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  length: number,
  radius: number,
): void {
  const share = 1 / (radius * 2 + 1);
  for (let channel = 0; channel < 3; channel++) {
    const base = start + channel;
    let sum = 0;
    for (let k = -radius; k <= radius; k++) sum += from[base + clamp(k, 0, length - 1) * stride]!;
    for (let i = 0; i < length; i++) {
      to[base + i * stride] = sum * share;
      const enter = i + radius + 1 < length ? i + radius + 1 : length - 1;
      const leave = i - radius > 0 ? i - radius : 0;
      sum += from[base + enter * stride]! - from[base + leave * stride]!;
    }
  }
}

function stretchRow(from: Float32Array, w: number, to: Float32Array, width: number): void {
  const share = (w - 1) / width;
  for (let x = 0, i = 0; x < width; x++, i += 3) {
    const fx = x * share;
    const left = fx | 0;
    const u = fx - left;
    const k = left * 3;
    to[i] = from[k]! * (1 - u) + from[k + 3]! * u;
    to[i + 1] = from[k + 1]! * (1 - u) + from[k + 4]! * u;
    to[i + 2] = from[k + 2]! * (1 - u) + from[k + 5]! * u;
  }
}
