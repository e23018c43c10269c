/** Paints a gas planet with rings. */
import { backdrop, type Canvas } from '../paint/canvas.ts';
import { colour, gradient, offsetAt, pick } from '../paint/colour.ts';
import { clamp, createNoise, length, mix, smooth } from '../paint/noise.ts';
import { glow } from '../paint/shapes.ts';
import { moodOf, type Scene } from './scene.ts';
import { createStars } from './stars.ts';

const GIANTS: Readonly<Record<string, readonly string[]>> = {
  amber: ['#5a2c1a', '#b5713f', '#f0d0a0', '#c98a55', '#fff0d8', '#a85a3a', '#e8b98a', '#6f3a26'],
  teal: ['#0d2f4a', '#2f7f9a', '#c8ece4', '#5fb0b8', '#f4fff4', '#3f8aa8', '#9fd8d0', '#123f5f'],
};

const MAP_W = 768;
const MAP_H = 384;

/**
 * A ball of cloud bands from a map that is computed once. It turns in the light of a far sun, with rings of dust around
 * it.
 */
export const giant: Scene = {
  scale: 0.5,
  look: { bloom: 0.18, vignette: 0.25 },
  set(stage) {
    const bands = gradient(moodOf(GIANTS, stage));
    const { width, height, unit } = stage;
    const noise = createNoise(stage.seed);
    const map = new Uint16Array(MAP_W * MAP_H);
    for (let y = 0; y < MAP_H; y++) {
      for (let x = 0; x < MAP_W; x++) {
        const a = (x / MAP_W) * Math.PI * 2;
        const lat = y / MAP_H;
        const [u, v] = [Math.cos(a) * 1.6, Math.sin(a) * 1.6];
        const curl = noise.layers(u, v + lat * 3, lat * 14, 4) * 0.05;
        const storm = noise.layers(u * 3 + curl * 20, v * 3, lat * 34, 3) * 0.06;
        map[y * MAP_W + x] = offsetAt(
          0.5 + 0.5 * Math.sin((lat + curl + storm * 0.4) * 23 + Math.sin(lat * 9) * 2) * (0.75 + storm * 3),
        );
      }
    }
    const stars = createStars(stage, 300);
    const [cx, cy, r] = [width * 0.5, height * 0.46, unit * 0.3];
    const dust = pick(bands, 0.33);
    const rings = (canvas: Canvas, front: boolean): void => {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [dx, dy] = [(x - cx) / r, (y - cy) / r];
          const u = dx * 0.94 + dy * 0.34;
          const v = (dy * 0.94 - dx * 0.34) / 0.22;
          const d = length(u, v);
          if (d < 1.32 || d > 2.25 || v > 0 !== front) continue;
          const fine = 0.55 + 0.45 * noise.at(d * 34, 3) + 0.3 * noise.at(d * 90, 7);
          const gap = smooth(0.015, 0.04, Math.abs(d - 1.86));
          const shade = !front && length(dx, dy * 1.02) < 1.35 && dx > -0.3 ? 0.25 : 1;
          const cover = clamp(fine * gap * smooth(1.32, 1.4, d) * smooth(2.25, 2.1, d)) * 0.75;
          const i = (y * width + x) * 3;
          for (let c = 0; c < 3; c++)
            canvas.rgb[i + c] = mix(canvas.rgb[i + c]!, dust[c as 0 | 1 | 2] * shade * (0.6 + 0.5 * fine), cover);
        }
      }
    };
    const behind = backdrop(width, height, (canvas) => {
      canvas.rgb.fill(0.0015);
      glow(canvas, width * 0.12, height * 0.18, unit * 0.9, colour('#3a4a8f'), 0.06);
      stars(canvas, 0, 0.8);
      rings(canvas, false);
    });
    return (canvas, time) => {
      behind(canvas);
      for (let y = Math.ceil(cy - r - 1); y < cy + r + 1; y++) {
        for (let x = Math.ceil(cx - r - 1); x < cx + r + 1; x++) {
          const [dx, dy] = [(x - cx) / r, (y - cy) / r];
          const flat = dx * dx + dy * dy;
          const cover = clamp((1 - Math.sqrt(flat)) * r + 0.5);
          if (cover <= 0) continue;
          const dz = Math.sqrt(Math.max(0, 1 - flat));
          const lon = Math.atan2(dx * 0.94 + dy * 0.34, dz) / (Math.PI * 2) + time * 0.018 + 1;
          const lat = Math.acos(clamp(dy * 0.94 - dx * 0.34, -1, 1)) / Math.PI;
          const at =
            map[Math.min(MAP_H - 1, Math.floor((1 - lat) * MAP_H)) * MAP_W + (Math.floor(lon * MAP_W) % MAP_W)]!;
          const day = clamp(-dx * 0.62 - dy * 0.38 + dz * 0.69) ** 0.8;
          const rim = (1 - dz) ** 3 * clamp(-dx * 0.8 - dy * 0.5 + 0.3) * 0.5;
          const i = (y * width + x) * 3;
          for (let c = 0; c < 3; c++)
            canvas.rgb[i + c] = mix(
              canvas.rgb[i + c]!,
              bands.table[at + c]! * (day * 1.15 + 0.008) + rim * (0.5 + c * 0.2),
              cover,
            );
        }
      }
      rings(canvas, true);
    };
  },
};
