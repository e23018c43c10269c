import { gradient, offsetAt } from '../paint/colour.ts';
import { clamp, createNoise, smooth } from '../paint/noise.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

const NEBULAE: Readonly<Record<string, readonly string[]>> = {
  orion: ['#03030a', '#0d1030', '#3a1f5f', '#a03a6f', '#f08a5f', '#ffe6b8', '#ffffff'],
};

/**
 * Paints a nebula: noise distorted by other noise, computed at low resolution and enlarged, with sharp stars on top.
 */
export const nebula: Scene = {
  scale: 0.5,
  look: { bloom: 0.3, vignette: 0.35 },
  set(stage) {
    const gas = gradient(moodOf(NEBULAE, stage));
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const stars = createStars(stage, 420);
    const step = 4;
    const w = Math.ceil(width / step) + 2;
    const h = Math.ceil(height / step) + 2;
    const field = new Float32Array(w * h);
    return (canvas, time) => {
      const zoom = 1.5 - time * 0.03;
      for (let y = 0; y < h; y++) {
        for (let x = 0; x < w; x++) {
          const u = ((x * step - width / 2) / unit) * zoom;
          const v = ((y * step - height / 2) / unit) * zoom;
          const a = noise.layers(u * 1.2 + 3, v * 1.2, time * 0.03, 3);
          const b = noise.layers(u * 1.2 - 7, v * 1.2 + 5, time * 0.03 + 9, 3);
          const folds = 1 - Math.abs(noise.layers(u * 1.5 + a * 1.5, v * 1.5 + b * 1.5, time * 0.045, 5)) * 2.3;
          const lanes = noise.layers(u * 0.9 + b * 0.7, v * 0.9 - a * 0.7, 20 + time * 0.02, 3);
          field[y * w + x] =
            clamp(folds * 0.66 + a * 0.4 + 0.1) * smooth(-0.6, 0.12, lanes) * clamp(1 - 0.3 * (u * u + v * v));
        }
      }
      for (let y = 0, i = 0; y < height; y++) {
        const row = Math.floor(y / step) * w;
        const v = (y % step) / step;
        for (let x = 0; x < width; x++, i += 3) {
          const k = row + Math.floor(x / step);
          const t = (x % step) / step;
          const value =
            (field[k]! * (1 - t) + field[k + 1]! * t) * (1 - v) + (field[k + w]! * (1 - t) + field[k + w + 1]! * t) * v;
          const at = offsetAt(value);
          canvas.rgb[i] = gas.table[at]!;
          canvas.rgb[i + 1] = gas.table[at + 1]!;
          canvas.rgb[i + 2] = gas.table[at + 2]!;
        }
      }
      stars(canvas, time, 0.9, time * 1.2);
    };
  },
};
