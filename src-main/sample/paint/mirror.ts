/** Paints still water: the picture above a line appears below it, upside down, darker and moved by ripples. */
import type { Canvas } from './canvas.ts';
import type { Colour } from './colour.ts';
import { clamp } from './noise.ts';

export interface Water {
  /** The fraction of reflected light, 0…1. */
  readonly keep: number;
  /** The water's own colour, which is added. */
  readonly tint: Colour;
  /** How far ripples move the image; 1 is a light breeze. */
  readonly rough: number;
  /** The number of px above the line that one px below it shows; 1 is a true mirror. */
  readonly squeeze?: number;
}

/** `line` is the waterline in px from the top. */
export function mirror(canvas: Canvas, line: number, time: number, water: Water): void {
  const { width, height, unit, rgb } = canvas;
  const top = Math.floor(line);
  const squeeze = water.squeeze ?? 1;
  for (let y = top; y < height; y++) {
    const depth = (y - top) / (height - top);
    const swell =
      Math.sin(y * (70 / unit) * (1.5 - depth) - time * 2.2) + Math.sin(y * (163 / unit) - time * 3.1) * 0.5;
    const source = Math.round(
      clamp(top - 1 - (y - top) * squeeze + swell * (0.15 + depth) * unit * 0.011 * water.rough, 0, top - 1),
    );
    const shift = Math.round(Math.sin(y * (41 / unit) + time * 1.7) * (0.2 + depth) * unit * 0.006 * water.rough);
    const keep = water.keep * (1 - depth * 0.45);
    for (let x = 0, i = y * width * 3; x < width; x++, i += 3) {
      const from = (source * width + (x + shift < 0 ? 0 : x + shift >= width ? width - 1 : x + shift)) * 3;
      rgb[i] = rgb[from]! * keep + water.tint[0];
      rgb[i + 1] = rgb[from + 1]! * keep + water.tint[1];
      rgb[i + 2] = rgb[from + 2]! * keep + water.tint[2];
    }
  }
}
