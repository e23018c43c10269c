/** Paints fractals: a zoom into the Mandelbrot set, and a Julia set that slowly changes shape. */
import type { Canvas } from '../paint/canvas.ts';
import { type Gradient, gradient, offsetAt } from '../paint/colour.ts';
import { moodOf, type Scene, type Stage } from './scene.ts';

interface Dive {
  readonly centre: readonly [number, number];
  /** The number of doublings at the start, and per second. */
  readonly from: number;
  readonly speed: number;
  readonly palette: readonly string[];
}

const DIVES: Readonly<Record<string, Dive>> = {
  seahorse: {
    centre: [-0.743643887037151, 0.13182590420533],
    from: 6.8,
    speed: 0.8,
    palette: ['#04061c', '#0b2d6b', '#2f86b5', '#d8f3ee', '#fff3c4', '#f2a03d', '#8c2f1d', '#230a22', '#04061c'],
  },
};

/**
 * One picture is computed for each doubling, at twice the displayed size. Frames between are scaled from the nearest
 * two.
 */
export const mandelbrot: Scene = {
  scale: 0.5,
  look: { bloom: 0.12, vignette: 0.2 },
  set(stage) {
    const dive = moodOf(DIVES, stage);
    const palette = gradient(dive.palette);
    const made = new Map<number, Float32Array>();
    const levelAt = (level: number): Float32Array => {
      const kept = made.get(level) ?? drawLevel(stage, dive, level, palette);
      made.set(level, kept);
      made.delete(level - 2);
      return kept;
    };
    return (canvas, time) => {
      const zoom = dive.from + time * dive.speed;
      const level = Math.floor(zoom);
      const within = 2 ** (zoom - level);
      stretch(canvas, levelAt(level), levelAt(level + 1), within);
    };
  },
};

const OVERSIZE = 1.5;

function drawLevel(stage: Stage, dive: Dive, level: number, palette: Gradient): Float32Array {
  const width = Math.round(stage.width * OVERSIZE);
  const height = Math.round(stage.height * OVERSIZE);
  const rgb = new Float32Array(width * height * 3);
  const span = 3 / 2 ** level / Math.min(width, height);
  const limit = 150 + level * 42;
  for (let y = 0, i = 0; y < height; y++) {
    const ci = dive.centre[1] + (y - height / 2) * span;
    for (let x = 0; x < width; x++, i += 3) {
      const steps = escapeTime(dive.centre[0] + (x - width / 2) * span, ci, limit);
      if (steps < 0) continue;
      const at = offsetAt((Math.sqrt(steps) * 0.21 + 0.3) % 1);
      rgb[i] = palette.table[at]!;
      rgb[i + 1] = palette.table[at + 1]!;
      rgb[i + 2] = palette.table[at + 2]!;
    }
  }
  return rgb;
}

/** The smooth escape time of a point; -1 inside the set. */
function escapeTime(cr: number, ci: number, limit: number): number {
  let zr = 0;
  let zi = 0;
  let rr = 0;
  let ii = 0;
  for (let n = 0; n < limit; n++) {
    zi = 2 * zr * zi + ci;
    zr = rr - ii + cr;
    rr = zr * zr;
    ii = zi * zi;
    if (rr + ii > 256) return n + 1 - Math.log2(Math.log2(rr + ii) / 2);
  }
  return -1;
}

/** Shows the outer level magnified by `within` (1…2), and fades the inner level in over its middle. */
function stretch(canvas: Canvas, outer: Float32Array, inner: Float32Array, within: number): void {
  const { width, height, rgb } = canvas;
  const w = Math.round(width * OVERSIZE);
  const h = Math.round(height * OVERSIZE);
  const fade = within - 1;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      const dx = (x - width / 2) * OVERSIZE;
      const dy = (y - height / 2) * OVERSIZE;
      const near = Math.max(Math.abs(dx) / w, Math.abs(dy) / h) * 2;
      const share = near * (2 / within) < 0.96 ? fade : 0;
      addSample(rgb, i, outer, w, h, w / 2 + dx / within, h / 2 + dy / within, 1 - share, false);
      if (share > 0) addSample(rgb, i, inner, w, h, w / 2 + (dx * 2) / within, h / 2 + (dy * 2) / within, share, true);
    }
  }
}

function addSample(
  rgb: Float32Array,
  i: number,
  from: Float32Array,
  w: number,
  h: number,
  x: number,
  y: number,
  share: number,
  more: boolean,
): void {
  const left = Math.max(0, Math.min(w - 2, x | 0));
  const top = Math.max(0, Math.min(h - 2, y | 0));
  const u = x - left;
  const v = y - top;
  const a = (top * w + left) * 3;
  const b = a + w * 3;
  for (let c = 0; c < 3; c++) {
    const value =
      (from[a + c]! * (1 - u) + from[a + c + 3]! * u) * (1 - v) + (from[b + c]! * (1 - u) + from[b + c + 3]! * u) * v;
    rgb[i + c] = (more ? rgb[i + c]! : 0) + value * share;
  }
}

const JULIA: Readonly<Record<string, readonly string[]>> = {
  opal: ['#05030f', '#1b1147', '#3d3f9e', '#49a3c7', '#c7f0dd', '#fff6d8', '#ffb38a', '#c2477f', '#3a0f4d'],
};

/** z² + c, while c moves on a small circle. The set is point-symmetric, so only half of it is computed. */
export const julia: Scene = {
  scale: 0.5,
  look: { bloom: 0.2, vignette: 0.3 },
  set(stage) {
    const palette = gradient(moodOf(JULIA, stage));
    const { width, height, unit } = stage;
    const start = stage.seed * 1.7;
    return ({ rgb }, time) => {
      const angle = start + time * 0.16;
      const cr = 0.7885 * Math.cos(angle);
      const ci = 0.7885 * Math.sin(angle);
      const span = (2.5 - time * 0.07) / unit;
      const total = width * height;
      for (let k = 0; k < total / 2; k++) {
        const x = ((k % width) - width / 2 + 0.5) * span;
        const y = (Math.floor(k / width) - height / 2 + 0.5) * span;
        const at = offsetAt(orbit(x, y, cr, ci));
        const i = k * 3;
        const j = (total - 1 - k) * 3;
        for (let c = 0; c < 3; c++) {
          rgb[i + c] = palette.table[at + c]!;
          rgb[j + c] = palette.table[at + c]!;
        }
      }
    };
  },
};

/** The escape time mixed with the orbit's smallest distance to the axes, which draws the fine inner lines. */
function orbit(x: number, y: number, cr: number, ci: number): number {
  let zr = x;
  let zi = y;
  let trap = 9;
  for (let n = 0; n < 90; n++) {
    const rr = zr * zr;
    const ii = zi * zi;
    if (rr + ii > 64)
      return Math.min(1, (n + 1 - Math.log2(Math.log2(rr + ii) / 2)) * 0.022 + 0.32 * Math.exp(-trap * 5));
    zi = 2 * zr * zi + ci;
    zr = rr - ii + cr;
    const near = Math.min(Math.abs(zr), Math.abs(zi));
    if (n > 1 && near < trap) trap = near;
  }
  return Math.min(1, 0.5 + 0.5 * Math.exp(-trap * 4));
}
