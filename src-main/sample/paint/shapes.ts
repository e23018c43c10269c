/** Paints shapes with soft edges: glows, discs, lines, polygons, ridges. Light is added; paint covers. */
import type { Canvas } from './canvas.ts';
import type { Colour } from './colour.ts';
import { length } from './noise.ts';

export type Point = readonly [number, number];

/** Adds a round glow that fades to nothing at `radius` px. */
export function glow(canvas: Canvas, x: number, y: number, radius: number, light: Colour, amount = 1): void {
  const { width, height, rgb } = canvas;
  const left = Math.max(0, Math.ceil(x - radius));
  const right = Math.min(width - 1, Math.floor(x + radius));
  const top = Math.max(0, Math.ceil(y - radius));
  const bottom = Math.min(height - 1, Math.floor(y + radius));
  const shrink = 1 / (radius * radius);
  for (let py = top; py <= bottom; py++) {
    const dy = py - y;
    for (let px = left; px <= right; px++) {
      const dx = px - x;
      const rest = 1 - (dx * dx + dy * dy) * shrink;
      if (rest <= 0) continue;
      const value = rest * rest * rest * amount;
      const i = (py * width + px) * 3;
      rgb[i] = rgb[i]! + light[0] * value;
      rgb[i + 1] = rgb[i + 1]! + light[1] * value;
      rgb[i + 2] = rgb[i + 2]! + light[2] * value;
    }
  }
}

/** Adds a flat disc with a slightly brighter edge, like a light out of focus. */
export function bokeh(canvas: Canvas, x: number, y: number, radius: number, light: Colour, amount = 1): void {
  const { width, height, rgb } = canvas;
  const reach = radius + 1;
  for (let py = Math.max(0, Math.ceil(y - reach)); py <= Math.min(height - 1, y + reach); py++) {
    for (let px = Math.max(0, Math.ceil(x - reach)); px <= Math.min(width - 1, x + reach); px++) {
      const distance = length(px - x, py - y);
      const edge = Math.min(1, radius + 0.5 - distance);
      if (edge <= 0) continue;
      const value = edge * (0.72 + 0.5 * (distance / radius) ** 6) * amount;
      const i = (py * width + px) * 3;
      rgb[i] = rgb[i]! + light[0] * value;
      rgb[i + 1] = rgb[i + 1]! + light[1] * value;
      rgb[i + 2] = rgb[i + 2]! + light[2] * value;
    }
  }
}

/** Lays an ellipse over the picture; `angle` in radians, `alpha` 0…1. */
export function ellipse(
  canvas: Canvas,
  x: number,
  y: number,
  rx: number,
  ry: number,
  angle: number,
  paint: Colour,
  alpha = 1,
): void {
  const reach = Math.max(rx, ry) + 1;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const small = Math.min(rx, ry);
  for (let py = Math.max(0, Math.ceil(y - reach)); py <= Math.min(canvas.height - 1, y + reach); py++) {
    for (let px = Math.max(0, Math.ceil(x - reach)); px <= Math.min(canvas.width - 1, x + reach); px++) {
      const u = ((px - x) * cos + (py - y) * sin) / rx;
      const v = ((py - y) * cos - (px - x) * sin) / ry;
      const cover = Math.min(1, (1 - length(u, v)) * small + 0.5);
      if (cover > 0) lay(canvas.rgb, (py * canvas.width + px) * 3, paint, cover * alpha);
    }
  }
}

/** A straight stroke with round ends, `thickness` px wide. `how`: light is added, or paint covers. */
export function stroke(
  canvas: Canvas,
  [x0, y0]: Point,
  [x1, y1]: Point,
  thickness: number,
  paint: Colour,
  amount = 1,
  how: 'add' | 'over' = 'add',
): void {
  const { width, height, rgb } = canvas;
  const half = Math.max(0.5, thickness / 2);
  const faint = amount * Math.min(1, thickness);
  const reach = half + 0.5;
  const dx = x1 - x0;
  const dy = y1 - y0;
  const square = dx * dx + dy * dy || 1e-6;
  for (
    let py = Math.max(0, Math.ceil(Math.min(y0, y1) - reach));
    py <= Math.min(height - 1, Math.max(y0, y1) + reach);
    py++
  ) {
    for (
      let px = Math.max(0, Math.ceil(Math.min(x0, x1) - reach));
      px <= Math.min(width - 1, Math.max(x0, x1) + reach);
      px++
    ) {
      const raw = ((px - x0) * dx + (py - y0) * dy) / square;
      const t = raw < 0 ? 0 : raw > 1 ? 1 : raw;
      const cover = Math.min(1, reach - length(px - x0 - dx * t, py - y0 - dy * t));
      if (cover <= 0) continue;
      const i = (py * width + px) * 3;
      if (how === 'over') {
        lay(rgb, i, paint, cover * faint);
        continue;
      }
      rgb[i] = rgb[i]! + paint[0] * cover * faint;
      rgb[i + 1] = rgb[i + 1]! + paint[1] * cover * faint;
      rgb[i + 2] = rgb[i + 2]! + paint[2] * cover * faint;
    }
  }
}

/** Strokes through all points. */
export function path(
  canvas: Canvas,
  points: readonly Point[],
  thickness: number,
  paint: Colour,
  amount = 1,
  how: 'add' | 'over' = 'add',
): void {
  for (let i = 1; i < points.length; i++) stroke(canvas, points[i - 1]!, points[i]!, thickness, paint, amount, how);
}

/** Paints a filled polygon over the picture (even-odd, four samples per row, exact along the row). */
export function polygon(canvas: Canvas, points: readonly Point[], paint: Colour, alpha = 1): void {
  const { width, height } = canvas;
  const ys = points.map((point) => point[1]);
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(...ys)));
  const cover = new Float32Array(width);
  for (let y = top; y <= bottom; y++) {
    cover.fill(0);
    for (let sample = 0; sample < 4; sample++) {
      const crossings = crossingsAt(points, y + (sample + 0.5) / 4 - 0.5);
      for (let i = 0; i + 1 < crossings.length; i += 2) span(cover, crossings[i]!, crossings[i + 1]!, 0.25);
    }
    for (let x = 0; x < width; x++) {
      if (cover[x]! > 0.002) lay(canvas.rgb, (y * width + x) * 3, paint, Math.min(1, cover[x]!) * alpha);
    }
  }
}

/** Paints an upright rectangle over the picture, with edges exact to a fraction of a pixel. */
export function rect(canvas: Canvas, x: number, y: number, wide: number, tall: number, paint: Colour, alpha = 1): void {
  const [right, bottom] = [x + wide, y + tall];
  for (let py = Math.max(0, Math.floor(y)); py < Math.min(canvas.height, bottom); py++) {
    const down = Math.min(py + 1, bottom) - Math.max(py, y);
    for (let px = Math.max(0, Math.floor(x)); px < Math.min(canvas.width, right); px++) {
      lay(canvas.rgb, (py * canvas.width + px) * 3, paint, down * (Math.min(px + 1, right) - Math.max(px, x)) * alpha);
    }
  }
}

/** Fills every column from `heights[x]` down to `bottom`, from `near` at the crest to `below` over `fall` px. */
export function ridge(
  canvas: Canvas,
  heights: Float32Array,
  near: Colour,
  below: Colour,
  fall: number,
  bottom = canvas.height,
  alpha = 1,
): void {
  const { width, rgb } = canvas;
  const [r, g, b] = near;
  const [dr, dg, db] = [below[0] - r, below[1] - g, below[2] - b];
  const last = Math.min(canvas.height, Math.ceil(bottom));
  const share = 1 / fall;
  for (let y = Math.max(0, Math.floor(heights.reduce((a, c) => (c < a ? c : a)))); y < last; y++) {
    for (let x = 0, i = y * width * 3; x < width; x++, i += 3) {
      const under = y - heights[x]!;
      if (under <= -1) continue;
      const t = under <= 0 ? 0 : under >= fall ? 1 : under * share;
      const cover = (under >= 0 ? 1 : under + 1) * alpha;
      const keep = 1 - cover;
      rgb[i] = rgb[i]! * keep + (r + dr * t) * cover;
      rgb[i + 1] = rgb[i + 1]! * keep + (g + dg * t) * cover;
      rgb[i + 2] = rgb[i + 2]! * keep + (b + db * t) * cover;
    }
  }
}

function lay(rgb: Float32Array, i: number, paint: Colour, alpha: number): void {
  rgb[i] = rgb[i]! + (paint[0] - rgb[i]!) * alpha;
  rgb[i + 1] = rgb[i + 1]! + (paint[1] - rgb[i + 1]!) * alpha;
  rgb[i + 2] = rgb[i + 2]! + (paint[2] - rgb[i + 2]!) * alpha;
}

function crossingsAt(points: readonly Point[], y: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < points.length; i++) {
    const [ax, ay] = points[i]!;
    const [bx, by] = points[(i + 1) % points.length]!;
    if (ay <= y !== by <= y) found.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  }
  return found.sort((a, b) => a - b);
}

function span(cover: Float32Array, from: number, to: number, weight: number): void {
  const left = Math.max(0, from);
  const right = Math.min(cover.length - 1e-3, to);
  for (let x = Math.floor(left); x <= Math.floor(right) && right > left; x++) {
    cover[x] = cover[x]! + (Math.min(x + 1, right) - Math.max(x, left)) * weight;
  }
}
